import type * as vscode from 'vscode';

/** In UTF-16 units. No payload is so large by intent; to read one at every pause in typing would hold up all extensions. */
const limit = 1_000_000;

/** True for a document that is read only when a command asks for it. */
export function isLarge(document: vscode.TextDocument): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > limit;
}
