import * as vscode from 'vscode';
import type { Log } from '../log';

/** The language of drafts, declared in package.json. */
export const payloadLanguage = 'chakra-payload';

/** True for a document that VS Code's JSON editor serves. */
export function isJson({ languageId }: vscode.TextDocument): boolean {
  return ['json', 'jsonc', payloadLanguage].includes(languageId);
}

/**
 * VS Code's JSON editor serves our language, too (`contributes.jsonLanguageParticipants`), but only wakes for its own:
 * with nothing but drafts open, it has to be woken. That takes it a second, so it is done as soon as a draft is to be expected.
 */
export function wakeJsonEditor(log: Log): void {
  vscode.extensions
    .getExtension('vscode.json-language-features')
    ?.activate()
    .then(undefined, (error: unknown) => log.error('The JSON editor of VS Code', error));
}

/** Wakes it for every draft that is open or opened. */
export function wakeJsonEditorForDrafts(log: Log): vscode.Disposable {
  const wake = ({ languageId }: vscode.TextDocument) => {
    if (languageId === payloadLanguage) wakeJsonEditor(log);
  };
  vscode.workspace.textDocuments.forEach(wake);
  return vscode.workspace.onDidOpenTextDocument(wake);
}
