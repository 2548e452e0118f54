import * as vscode from 'vscode';
import { excerptAt, outOf, type Excerpt } from '../../core/payload/excerpt';
import { processesOf } from '../../core/payload/processes';
import type { Edit } from '../../core/payload/range';
import { readTree } from '../../core/payload/readTree';
import { runInSlices } from '../../core/slices';
import { entryIn, isWhole, type Entry } from '../../core/values/entryEdit';
import { holdsLines, linesAround } from '../lines';
import type { Anchor } from './anchor';

/** Somebody who types at every try is asked to write it himself. */
const mostTries = 5;

/**
 * The process around a place, of a document of any size without holding up the extension host: it is cut out by the brackets around it, or where those
 * do not tell, found in slices. Undefined where none is there.
 */
export async function entryAt(document: vscode.TextDocument, anchor: Anchor): Promise<Entry | undefined> {
  for (let tries = 1; tries <= mostTries; tries++) {
    const { version } = document;
    const entry = (await nearEntry(document, anchor)) ?? (await farEntry(document, anchor));
    if (document.version === version) return entry;
  }
  return undefined;
}

async function nearEntry(document: vscode.TextDocument, anchor: Anchor): Promise<Entry | undefined> {
  const { version } = document;
  const { line, character } = anchor.position;
  const work = excerptAt(linesAround(document, line), { line, column: character }, holdsLines(document));
  const excerpt = await runInSlices(work);
  const range = excerpt && rangeOf(excerpt);
  if (range === undefined || document.version !== version) return undefined;
  const entry = entryIn(document.getText(range), anchor.offset, document.offsetAt(range.start));
  // A long one is cut off somewhere.
  return entry && isWhole(entry) ? entry : undefined;
}

/** Of the process alone, without the brackets of a list that an excerpt stands in. */
function rangeOf(excerpt: Excerpt): vscode.Range | undefined {
  const own = excerpt.before === 0 ? excerpt.text : excerpt.text.slice(0, -1);
  if (excerpt.before > 0 && own.charAt(excerpt.before) !== '{') return undefined;
  const lines = own.split('\n');
  const end = outOf(excerpt, { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 });
  return new vscode.Range(excerpt.start.line, excerpt.start.column, end.line, end.column);
}

async function farEntry(document: vscode.TextDocument, anchor: Anchor): Promise<Entry | undefined> {
  const { version } = document;
  const { line } = anchor.position;
  const isAlone = holdsLines(document);
  const text = isAlone ? document.lineAt(line).text : document.getText();
  const from = isAlone ? document.offsetAt(new vscode.Position(line, 0)) : 0;
  const { root } = await runInSlices(readTree(text));
  if (root === undefined || document.version !== version) return undefined;
  const { nodes, list } = processesOf(root);
  const at = anchor.offset - from;
  const isHere = ({ offset, length }: (typeof nodes)[number]) => offset <= at && at <= offset + length;
  const node = list === undefined ? root : nodes.find(isHere);
  if (node === undefined) return undefined;
  return entryIn(text.slice(node.offset, node.offset + node.length), anchor.offset, from + node.offset);
}

/** What makes edits of a process in its document. */
export function editOf(
  document: vscode.TextDocument,
  edits: readonly Edit[] | undefined,
): vscode.WorkspaceEdit | undefined {
  if (edits === undefined) return undefined;
  const all = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    all.replace(document.uri, range, text);
  }
  return all;
}
