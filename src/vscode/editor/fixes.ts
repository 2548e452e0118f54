import * as vscode from 'vscode';
import type { Edit } from '../../core/payload/range';
import type { Bindings } from './bindings';
import { isLarge } from './large';

/** Quick fixes for what can never be sent: comments and trailing commas. They change nothing else. */
export class PayloadFixes implements vscode.CodeActionProvider {
  /** Asked at every move of the cursor: found once for each version of a document. */
  readonly #found = new WeakMap<vscode.TextDocument, Found>();

  constructor(private readonly bindings: Bindings) {}

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    if (this.bindings.get(document.uri) === undefined || isLarge(document)) return [];
    const { comments, trailingCommas } = await this.#find(document);
    return [
      fix(document, range, vscode.l10n.t('Remove all comments'), comments),
      fix(document, range, vscode.l10n.t('Remove all trailing commas'), trailingCommas),
    ].filter(action => action !== undefined);
  }

  async #find(document: vscode.TextDocument): Promise<Found> {
    const { removeComments, removeTrailingCommas } = await import('../../core/payload/index');
    const { version } = document;
    const last = this.#found.get(document);
    if (last?.version === version) return last;
    const text = document.getText();
    const found = { version, comments: removeComments(text), trailingCommas: removeTrailingCommas(text) };
    this.#found.set(document, found);
    return found;
  }
}

interface Found {
  readonly version: number;
  readonly comments: readonly Edit[];
  readonly trailingCommas: readonly Edit[];
}

/** Offered where the cursor or a Problem touches a line that one of the edits changes. */
function fix(
  document: vscode.TextDocument,
  range: vscode.Range,
  title: string,
  edits: readonly Edit[],
): vscode.CodeAction | undefined {
  const touched = edits.some(edit => {
    const { start, end } = rangeOf(document, edit);
    return start.line <= range.end.line && end.line >= range.start.line;
  });
  if (!touched) return undefined;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = workspaceEdit(document, edits);
  action.isPreferred = true;
  return action;
}

function workspaceEdit(document: vscode.TextDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const edit of edits) all.replace(document.uri, rangeOf(document, edit), edit.text);
  return all;
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Edit): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
