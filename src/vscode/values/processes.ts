import * as vscode from 'vscode';
import type { JsonObject } from '../../core/json';

/** A process that a document shows. */
export interface ShownProcess {
  readonly connectionId: string;
  readonly procedureKey: string;
  /** With all its digits, see `readExact`. */
  readonly process: JsonObject;
}

/** As many as there are answers: see `ReadOnlyDocuments`. */
const mostKept = 50;

/** Which read-only documents of this window show a process that a new payload can begin with; in memory, as they are. */
export class ShownProcesses {
  readonly #shown = new Map<string, ShownProcess>();

  add(uri: vscode.Uri, process: ShownProcess): void {
    this.#shown.set(uri.toString(), process);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > mostKept && oldest !== undefined) this.#shown.delete(oldest);
    const paths = [...this.#shown.keys()].map(key => [vscode.Uri.parse(key).path, true] as const);
    void vscode.commands.executeCommand('setContext', 'chakra.processes', Object.fromEntries(paths));
  }

  get(uri: vscode.Uri): ShownProcess | undefined {
    return this.#shown.get(uri.toString());
  }
}
