import * as vscode from 'vscode';
import { holdsLines } from '../lines';

const mostLines = 200;
/** Within so many the list of an object begins, if it holds one. */
const headLines = 20;

/** `{ "processes": [`, with at most a `$schema` before it. */
const listInObject = /^\s*\{\s*(?:"\$schema"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)?"processes"\s*:\s*\[/;

/**
 * True for a document that Bulk Create takes and Create does not: an array, the list of `{ "processes": [ … ] }`, or JSON lines. Looks at its
 * beginning only.
 */
export function holdsEntries(document: vscode.TextDocument): boolean {
  if (holdsLines(document)) return true;
  const lines = Math.min(document.lineCount, mostLines);
  for (let line = 0; line < lines; line++) {
    const first = /\S/.exec(document.lineAt(line).text)?.[0];
    if (first === '{')
      return listInObject.test(document.getText(new vscode.Range(line, 0, line + headLines, 0)));
    if (first !== undefined) return first === '[';
  }
  return false;
}
