import type * as vscode from 'vscode';

/** Collects what has to be disposed with its owner. */
export class Disposables implements vscode.Disposable {
  readonly #held: vscode.Disposable[] = [];

  add<T extends vscode.Disposable>(thing: T): T {
    this.#held.push(thing);
    return thing;
  }

  dispose(): void {
    for (const thing of this.#held.splice(0).reverse()) thing.dispose();
  }
}
