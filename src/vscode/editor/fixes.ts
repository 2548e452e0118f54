import * as vscode from 'vscode';
import { removeComments, removeTrailingCommas } from '../../core/payload/edits';
import type { Edit } from '../../core/payload/range';
import type { Bindings } from './bindings';

/** Quick fixes for what can never be sent: comments and trailing commas. They change nothing else. */
export class PayloadFixes implements vscode.CodeActionProvider {
  constructor(private readonly bindings: Bindings) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    if (this.bindings.get(document.uri) === undefined) return [];
    const text = document.getText();
    return [
      fix(document, range, vscode.l10n.t('Remove all comments'), removeComments(text)),
      fix(document, range, vscode.l10n.t('Remove all trailing commas'), removeTrailingCommas(text)),
    ].filter(action => action !== undefined);
  }
}

/** Takes the comments out of a document. */
export async function removeCommentsFrom(document: vscode.TextDocument): Promise<void> {
  await vscode.workspace.applyEdit(workspaceEdit(document, removeComments(document.getText())));
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
