import type * as vscode from 'vscode';
import type { JournalStore } from '../../../core/bulk/journal/store';
import type { Log } from '../../log';
import { expiredFamilies, isStillborn, lockOf, readBook, removeJournals, type Unreadable } from './journals';
import { Run } from './run';

export interface ShelfEvents {
  /** Undefined: runs were added or removed. */
  readonly changed: (run: Run | undefined) => void;
  /** A run that is open and that this window does not drive. Resolves when it was tried. */
  readonly idle: (run: Run) => Promise<void>;
}

/** How often the folder is looked at while the view is visible, and while another window drives an open run. */
const visibleMs = 2_000;
const hiddenMs = 15_000;
/** How long a journal that the system does not let us read is left alone. */
const refusedMs = 10_000;
/** How often it is tried to take up an open run that another window drives. */
const takeUpMs = 10_000;

/** The journals of this machine, read once; those that others write are read again when they have changed. */
export class Shelf implements vscode.Disposable {
  readonly #runs = new Map<string, Run>();
  readonly unreadable = new Map<string, Unreadable>();
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #watched = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  /** Reading a long journal over and over takes time: it waits ten times as long as the last reading took. */
  readonly #notBefore = new Map<string, number>();
  #triedAt = -Infinity;

  constructor(
    private readonly store: JournalStore,
    private readonly keepDays: () => number,
    private readonly log: Pick<Log, 'error'>,
    private readonly events: ShelfEvents,
    /** The machine's time, epoch ms, by which runs grow old; all else goes by a clock that nobody can set. */
    private readonly now: () => number = Date.now,
  ) {}

  /** Resolves when all journals have been read once. Rejects with the error of the file system, and tries again at the next call. */
  async ready(): Promise<void> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  find(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  runs(): Iterable<Run> {
    return this.#runs.values();
  }

  add(run: Run): void {
    this.#runs.set(run.id, run);
    this.events.changed(undefined);
  }

  drop(id: string): void {
    this.#runs.delete(id);
    this.unreadable.delete(id);
    this.events.changed(undefined);
  }

  watch(on: boolean): void {
    this.#watched = on;
    if (on) this.#lookSoon(0);
  }

  /** Takes notice of what others have done in the folder. */
  async refresh(): Promise<void> {
    await this.ready();
    this.#refreshing ??= this.#refresh(false).finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** The same, and when it resolves nothing is left out of what stood there as it was called. */
  async refreshAll(): Promise<void> {
    await this.ready();
    while (this.#refreshing !== undefined) await this.#refreshing.catch(() => undefined);
    this.#refreshing = this.#refresh(true).finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** Deletes the families whose time is over. */
  async expire(): Promise<void> {
    await this.refresh();
    await this.#expire();
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #load(): Promise<void> {
    for (const summary of await this.store.list()) {
      if (isStillborn(summary)) await this.#remove([summary.id]);
      else await this.#read(summary.id, summary.size);
    }
    await this.#expire();
    void this.#takeUp();
  }

  async #expire(): Promise<void> {
    const lost = this.unreadable.keys();
    for (const ids of expiredFamilies(this.#runs.values(), lost, this.keepDays(), this.now())) {
      if (!(await this.#remove(ids))) continue;
      for (const id of ids) this.drop(id);
    }
  }

  /** A disk that does not let us is no reason to show nothing: it is tried again another time. */
  async #remove(ids: readonly string[]): Promise<boolean> {
    try {
      return await removeJournals(this.store, ids, async id => lockOf(this.store, id));
    } catch (error) {
      this.log.error('Runs', error);
      return false;
    }
  }

  async #read(id: string, size: number): Promise<void> {
    const begun = performance.now();
    const read = await readBook(this.store, id);
    const run = this.#runs.get(id);
    if (read.kind === 'gone') return;
    if (read.kind === 'damaged') {
      const { refused } = read;
      if (refused !== undefined) this.#notBefore.set(id, begun + refusedMs);
      if (run === undefined) this.unreadable.set(id, { size, ...(refused !== undefined && { refused }) });
      // What was read once stays as it is known, if the disk only refuses for now.
      else if (refused === undefined) run.damaged = true;
      return;
    }
    this.unreadable.delete(id);
    this.#notBefore.set(id, performance.now() + 10 * (performance.now() - begun));
    const { book, damaged } = read;
    if (run === undefined) {
      const added = new Run(id, book, size);
      added.damaged = damaged;
      this.#runs.set(id, added);
    } else if (run.driven === undefined) {
      run.book = book;
      run.size = size;
      run.damaged = damaged;
      run.version++;
      // Whoever drove it has let go of it by now, or will at once.
      if (book.phase.kind === 'finished') run.elsewhere = false;
    }
  }

  async #refresh(all: boolean): Promise<void> {
    const sizes = await this.store.sizes();
    for (const id of [...this.#runs.keys(), ...this.unreadable.keys()]) {
      const run = this.#runs.get(id);
      if (!sizes.has(id) && run?.driven === undefined && run?.opening === undefined) this.drop(id);
    }
    for (const [id, size] of sizes) {
      const run = this.#runs.get(id);
      if (run?.driven !== undefined) run.size = size;
      else if (run === undefined ? this.#isNews(id) : run.size !== size) {
        if (!all && performance.now() < (this.#notBefore.get(id) ?? 0)) continue;
        await this.#read(id, size);
        this.events.changed(run);
      }
    }
    if (performance.now() - this.#triedAt >= takeUpMs) void this.#takeUp();
  }

  #isNews(id: string): boolean {
    const known = this.unreadable.get(id);
    return known === undefined || known.refused !== undefined;
  }

  /** Open runs that nobody drives (any more) are taken up, one after the other: a lock that looks stale is watched for seconds. */
  async #takeUp(): Promise<void> {
    this.#triedAt = performance.now();
    for (const run of [...this.#runs.values()]) {
      if (this.#closed) return;
      if (run.open && run.driven === undefined) await this.events.idle(run);
    }
    this.#lookSoon(this.#watched ? visibleMs : hiddenMs);
  }

  #lookSoon(afterMs: number): void {
    clearTimeout(this.#timer);
    const others = [...this.#runs.values()].some(run => run.open && run.driven === undefined);
    if (this.#closed || !(this.#watched || others)) return;
    this.#timer = setTimeout(() => {
      this.refresh()
        .catch((error: unknown) => this.log.error('Runs', error))
        .finally(() => this.#lookSoon(this.#watched ? visibleMs : hiddenMs));
    }, afterMs);
  }
}
