import * as vscode from 'vscode';
import { Disposables } from '../../events';
import type { Log } from '../../log';
import type { BulkDoor } from '../door';
import { ResultMarks } from './marks';

/** Waits for files with results to be opened, and loads what shows them only then. */
export class ResultsGate implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #marks: ResultMarks;

  constructor(
    global: vscode.Memento,
    private readonly door: Pick<BulkDoor, 'load'>,
    private readonly log: Log,
  ) {
    this.#marks = new ResultMarks(global);
    this.#held.add(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#opened(uri)));
    const later = setTimeout(() => {
      for (const { uri } of vscode.workspace.textDocuments) this.#opened(uri);
    }, 1_000);
    this.#held.add({ dispose: () => clearTimeout(later) });
  }

  dispose(): void {
    this.#held.dispose();
  }

  #opened(uri: vscode.Uri): void {
    if (uri.scheme !== 'file' || !this.#marks.has(uri)) return;
    this.door
      .load()
      .then(async ({ results }) => results.opened(uri))
      .catch((error: unknown) => {
        if (!(error instanceof vscode.CancellationError)) this.log.error('Results', error);
      });
  }
}
