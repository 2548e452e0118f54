import * as vscode from 'vscode';

/** Which documents are being sent in this window. */
export class Sending implements vscode.Disposable {
  readonly #uris = new Set<string>();
  readonly #out = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** A send began, got on or ended. */
  readonly onDidChange = this.#changed.event;

  has(uri: vscode.Uri): boolean {
    return this.#uris.has(uri.toString());
  }

  /** True between the request and its answer; before that, things are checked and asked. */
  isOut(uri: vscode.Uri): boolean {
    return this.#out.has(uri.toString());
  }

  begin(uri: vscode.Uri): void {
    this.#uris.add(uri.toString());
  }

  /** The request goes out now: what is shown of it changes. */
  goesOut(uri: vscode.Uri): void {
    this.#out.add(uri.toString());
    this.#changed.fire();
  }

  end(uri: vscode.Uri): void {
    this.#uris.delete(uri.toString());
    this.#out.delete(uri.toString());
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
