import { fork, type ChildProcess } from 'node:child_process';
import type { Order, Report } from './order';

/** `killed`: the window was killed, as it was told. */
export type End = Report | { readonly kind: 'killed' };

/** A window that says nothing for so long hangs. */
const hangsAfterMs = 60_000;

/** Processes that windows live in. One that reported may be another window next; one that was killed is never used again. */
export class Windows {
  readonly #idle: ChildProcess[] = [];
  /** How many were killed. */
  kills = 0;

  /** @param bundle of `window/main.ts` */
  constructor(private readonly bundle: string) {}

  /** Opens windows ahead, so that nobody waits for them to start. */
  prepare(count: number): void {
    while (this.#idle.length < count) this.#idle.push(this.#start());
  }

  async play(order: Order): Promise<End> {
    const child = this.#idle.shift() ?? this.#start();
    let watchdog: NodeJS.Timeout | undefined;
    const end = await new Promise<End>(resolve => {
      watchdog = setTimeout(() => resolve({ kind: 'failed', error: 'The window hangs.' }), hangsAfterMs);
      child.once('message', report => resolve(report as Report));
      child.once('exit', (code, signal) => {
        if (signal === 'SIGKILL') resolve({ kind: 'killed' });
        else resolve({ kind: 'failed', error: `The window ended with ${code ?? signal ?? ''}.` });
      });
      child.once('error', error => resolve({ kind: 'failed', error: error.message }));
      child.send(order);
    });
    clearTimeout(watchdog);
    if (end.kind === 'killed') {
      this.kills++;
      this.#idle.push(this.#start());
    } else {
      child.removeAllListeners();
      if (end.kind === 'done') this.#idle.push(child);
      else child.kill('SIGKILL');
    }
    return end;
  }

  close(): void {
    for (const child of this.#idle.splice(0)) child.kill('SIGKILL');
  }

  #start(): ChildProcess {
    return fork(this.bundle, [], { execArgv: [] });
  }
}
