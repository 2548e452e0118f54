import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { isMissing } from '../../core/disk';
import type { Log } from '../log';
import type { Services } from '../services';
import { settings } from '../settings';
import type { Bulk } from './index';

/** After activation, so that the folder is not looked at while VS Code starts. */
const lookAfterMs = 1_000;
const tailBytes = 256;
/** How often it is looked for runs that were kept for long enough: a window may be open for weeks. */
const expireEveryMs = 6 * 3_600_000;
const dayMs = 86_400_000;

/** The way to everything of bulk create: loads its bundle on first use, and by itself only when a run is open on this machine. */
export class BulkDoor implements vscode.Disposable {
  readonly #loaded = new vscode.EventEmitter<Bulk>();
  /** Once, when the bundle was loaded. */
  readonly onDidLoad = this.#loaded.event;
  #services: Services | undefined;
  #bulk: Bulk | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param folder of the journals */
  constructor(
    readonly folder: string,
    private readonly log: Log,
  ) {}

  /** Called once when all services are there. */
  open(services: Services): void {
    this.#services = services;
    this.#later(lookAfterMs, async () => this.#look());
  }

  #later(ms: number, work: () => Promise<void>): void {
    this.#timer = setTimeout(() => {
      work()
        .then(async () => this.expire())
        .catch((error: unknown) => this.log.error('Runs', error))
        .finally(() => {
          if (!this.#closed) this.#later(expireEveryMs, () => Promise.resolve());
        });
    }, ms);
  }

  /** What was kept for long enough goes, also when nobody looks at it. The bundle is loaded only when there is something to delete. */
  async expire(): Promise<void> {
    const keep = settings.bulkKeepRunsDays();
    if (keep === 0 || this.#closed) return;
    const latest = new Map<string, number>();
    for (const name of await this.journals()) {
      // A family is deleted as a whole; the journals of its later runs are named after the first one.
      const family = name.replace(/(?:-r\d+)?\.journal$/, '');
      const at = await modifiedAt(path.join(this.folder, name));
      latest.set(family, Math.max(latest.get(family) ?? 0, at));
    }
    const isOld = [...latest.values()].some(at => Date.now() - at > keep * dayMs);
    if (isOld) await (await this.load()).runs.expire();
  }

  /** The parts of bulk create, each built once in a window. */
  async load(): Promise<Bulk> {
    const services = this.#services;
    if (services === undefined || this.#closed) throw new vscode.CancellationError();
    if (this.#bulk !== undefined) return this.#bulk;
    // What cannot be loaded is tried again next time.
    const { buildBulk } = await import('./index');
    return this.#build(() => buildBulk(services));
  }

  /** The window may have been closed meanwhile, or somebody else was first. */
  #build(build: () => Bulk): Bulk {
    if (this.#closed) throw new vscode.CancellationError();
    if (this.#bulk === undefined) {
      this.#bulk = build();
      this.#loaded.fire(this.#bulk);
    }
    return this.#bulk;
  }

  /** The journals on this machine: their names, from the folder alone. */
  async journals(): Promise<readonly string[]> {
    try {
      return (await readdir(this.folder)).filter(name => name.endsWith('.journal'));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** As the window closes: what is being sent comes to an end, what is held is let go. */
  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#bulk?.close(withinMs);
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#loaded.dispose();
  }

  /** Runs that were left open are followed again, whatever the user does; finished ones can wait until the view is looked at. */
  async #look(): Promise<void> {
    const names = await this.journals();
    await vscode.commands.executeCommand('setContext', 'chakra.hasRuns', names.length > 0);
    for (const name of names) {
      if (this.#closed) return;
      if (await isFinished(path.join(this.folder, name))) continue;
      await (await this.load()).runs.families();
      return;
    }
  }
}

/** Epoch ms; now for one that is gone by now. */
async function modifiedAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return Date.now();
  }
}

/** Whether the last record of a journal says that its run is finished; when in doubt, not. */
async function isFinished(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const tail = Buffer.alloc(Math.min(size, tailBytes));
      await handle.read(tail, 0, tail.length, size - tail.length);
      return tail.toString('latin1').endsWith('"phase":{"kind":"finished"}}\n');
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Another window may have deleted it this very moment.
    if (isMissing(error)) return true;
    throw error;
  }
}
