import type { TextDocument } from 'vscode';

const mostLines = 200;

/** True for a document that Bulk Create takes and Create does not: an array, or JSON lines. Looks at its beginning only. */
export function holdsEntries(document: TextDocument): boolean {
  if (document.languageId === 'jsonl' || /\.(jsonl|ndjson)$/i.test(document.uri.path)) return true;
  const lines = Math.min(document.lineCount, mostLines);
  for (let line = 0; line < lines; line++) {
    const first = /\S/.exec(document.lineAt(line).text)?.[0];
    if (first !== undefined) return first === '[';
  }
  return false;
}
