import * as vscode from 'vscode';

/** A place in a document that stays the same place while others, or the user, change the text. */
export class Anchor implements vscode.Disposable {
  #offset: number;
  readonly #listening: vscode.Disposable;

  constructor(
    private readonly document: vscode.TextDocument,
    position: vscode.Position,
  ) {
    this.#offset = document.offsetAt(position);
    this.#listening = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      if (changed !== document) return;
      // Each stands in the text before all of them; VS Code gives them from the end to the beginning.
      let moved = this.#offset;
      for (const { rangeOffset, rangeLength, text } of contentChanges) {
        if (rangeOffset + rangeLength <= this.#offset) moved += text.length - rangeLength;
        else if (rangeOffset < this.#offset) moved -= Math.max(0, this.#offset - rangeOffset - text.length);
      }
      this.#offset = Math.max(0, moved);
    });
  }

  get offset(): number {
    return this.#offset;
  }

  get position(): vscode.Position {
    return this.document.positionAt(this.#offset);
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
