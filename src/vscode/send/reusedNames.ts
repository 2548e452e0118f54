import * as vscode from 'vscode';
import type { Log } from '../log';
import { twinMs, type SendLedger } from './ledger';

/**
 * An untitled document may get the name of an earlier one: what became of sends under that name is not its own. One that comes back with its text
 * after a restart is the same as before.
 */
export function retireReusedNames(ledger: Pick<SendLedger, 'retire'>, log: Log): vscode.Disposable {
  const { workspace } = vscode;
  const closed = new Set<string>();
  // Another language closes and opens a document, too.
  const seen = new WeakSet<vscode.TextDocument>();
  const opened = (document: vscode.TextDocument) => {
    const name = document.uri.toString();
    if (document.uri.scheme !== 'untitled' || seen.has(document)) return;
    seen.add(document);
    if (!closed.delete(name) && document.getText() !== '') return;
    ledger
      .retire(name, Date.now() - twinMs)
      .catch((error: unknown) => log.error('The sends of an untitled payload', error));
  };
  workspace.textDocuments.forEach(opened);
  return vscode.Disposable.from(
    workspace.onDidOpenTextDocument(opened),
    workspace.onDidCloseTextDocument(document => {
      if (document.uri.scheme === 'untitled' && !workspace.textDocuments.includes(document))
        closed.add(document.uri.toString());
    }),
  );
}
