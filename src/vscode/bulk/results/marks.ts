import type * as vscode from 'vscode';

const storeKey = 'chakra.resultFiles';
const mostKept = 200;

/** The files whose results are shown as Problems when they are opened: known without reading a journal. */
export class ResultMarks {
  constructor(private readonly global: vscode.Memento) {}

  has(file: vscode.Uri): boolean {
    return this.all().includes(file.toString());
  }

  async keep(file: vscode.Uri): Promise<void> {
    const key = file.toString();
    await this.#store([...this.all().filter(other => other !== key), key].slice(-mostKept));
  }

  async forget(file: vscode.Uri): Promise<void> {
    if (this.has(file)) await this.#store(this.all().filter(other => other !== file.toString()));
  }

  async forgetAll(): Promise<void> {
    await this.#store([]);
  }

  /** Read anew each time: another window may have changed it. */
  all(): string[] {
    const kept = this.global.get<unknown>(storeKey);
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string') : [];
  }

  async #store(files: readonly string[]): Promise<void> {
    await this.global.update(storeKey, files.length === 0 ? undefined : files);
  }
}
