import * as vscode from 'vscode';
import type { ServiceMessage } from '../../core/api/result';
import type { Procedure } from '../../core/catalog/model';
import { locate, locateAttribute, locateMentioned } from '../../core/payload/locate';
import { parseLoosely } from '../../core/payload/parse';

/** What the service said of a payload, as Problems: on the attribute it names, be it only in its words; where the payload lacks it, on `data`, else on the first line. */
export class ServiceProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('chakra');
  readonly #listening = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri));

  show(
    document: vscode.TextDocument,
    messages: readonly ServiceMessage[],
    procedure: Procedure | undefined,
  ): void {
    const root = parseLoosely(document.getText());
    const found = messages.map(({ text: words, field }) => {
      const named =
        root &&
        (field === undefined
          ? locateMentioned(root, words, procedure)
          : locateAttribute(root, field, procedure));
      const at = named ?? (field === undefined ? undefined : root && locate(root, ['data'])?.key);
      const range =
        at === undefined
          ? document.lineAt(0).range
          : new vscode.Range(document.positionAt(at.offset), document.positionAt(at.offset + at.length));
      const message = field === undefined || named !== undefined ? words : `${field}: ${words}`;
      const problem = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
      problem.source = vscode.l10n.t('ChakraHQ');
      return problem;
    });
    this.#collection.set(document.uri, found);
  }

  /** Takes an older answer's Problems away: they say nothing of the next send. */
  clear(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#collection.dispose();
  }
}
