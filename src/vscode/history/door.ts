import * as vscode from 'vscode';
import { Disposables } from '../events';
import { holdsAny } from '../../core/disk';
import type { Log } from '../log';
import type { Services } from '../services';
import type { History } from './index';

/** After activation, so that the folder is not looked at while VS Code starts. */
const lookAfterMs = 1_000;

/** The way to the history of sends: its bundle is loaded by the first send, or where there is something to show. */
export class HistoryDoor implements vscode.Disposable {
  readonly #held = new Disposables();
  #services: Services | undefined;
  #history: History | undefined;

  /** @param folder of the entries */
  constructor(
    private readonly folder: string,
    private readonly log: Log,
  ) {}

  /** Called once when all services are there. */
  open(services: Services): void {
    this.#services = services;
    const look = () => {
      this.#look().catch((error: unknown) => this.log.error('History', error));
    };
    // Another window may have sent something, or deleted it.
    this.#held.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && look()));
    const timer = setTimeout(look, lookAfterMs);
    this.#held.add({ dispose: () => clearTimeout(timer) });
  }

  /** The history, built once in a window. */
  async load(): Promise<History> {
    const services = this.#services;
    if (services === undefined) throw new vscode.CancellationError();
    // What cannot be loaded is tried again next time.
    const { buildHistory } = await import('./index');
    this.#history ??= this.#held.add(buildHistory(services, this.folder));
    return this.#history;
  }

  dispose(): void {
    this.#held.dispose();
  }

  async #look(): Promise<void> {
    if (this.#history !== undefined) this.#history.lookAgain();
    else if (await holdsAny(this.folder)) await this.load();
  }
}
