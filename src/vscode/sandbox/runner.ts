import type * as vscode from 'vscode';
import type { Sandbox } from '../../core/sandbox/index';

/**
 * The documents show `{}` as the answer of Create, and say nothing of what the entries of a job hold; with the process in the one, its
 * id and the place of what was sent in the other, more of the extension can be tried.
 */
const choices = {
  choices: { createAnswer: 'process', entriesEcho: 'index', entryProcessId: 'processId' },
} as const;

/** The embedded server of this window: started by its first use, stopped with the window. */
export class SandboxRunner implements vscode.Disposable {
  #running: Promise<Sandbox> | undefined;

  /** The running sandbox; starts it when it is not running yet. */
  async start(): Promise<Sandbox> {
    this.#running ??= import('../../core/sandbox/index').then(async ({ startSandbox }) =>
      startSandbox(choices),
    );
    try {
      return await this.#running;
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }

  dispose(): void {
    void this.#running?.then(
      async sandbox => sandbox.stop(),
      () => undefined,
    );
  }
}
