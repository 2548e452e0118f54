import * as vscode from 'vscode';
import type { ReadOnlyDocuments } from '../documents';

/** On line 1 of an answer that names a process: what can be done with it. */
export class AnswerLens implements vscode.CodeLensProvider {
  constructor(private readonly documents: ReadOnlyDocuments) {}

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const about = this.documents.answer(uri);
    if (about?.processId === undefined) return [];
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [uri] });
    return [
      lens(vscode.l10n.t('Copy id'), 'chakra.copyProcessId'),
      lens(vscode.l10n.t('Fetch again'), 'chakra.fetchAgain'),
      ...(about.sent === undefined
        ? []
        : [lens(vscode.l10n.t('Compare with what was sent'), 'chakra.compareWithSent')]),
    ];
  }
}
