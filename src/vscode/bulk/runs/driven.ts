import { forwardOnly, type Clock } from '../../../core/api/clock';
import type { RunBook } from '../../../core/bulk/book/book';
import { foldRun } from '../../../core/bulk/book/fold';
import type { Journal } from '../../../core/bulk/journal/journal';
import type { Lock } from '../../../core/bulk/journal/lock';
import type { JournalStore } from '../../../core/bulk/journal/store';
import { RunEngine } from '../../../core/bulk/run/engine';
import type { RunLimits } from '../../../core/bulk/run/limits';
import type { RunFileOpen } from '../../../core/bulk/run/ports';
import type { LastingApi } from '../../connections/lastingApi';
import { openRunFile, type RunFileGone, type RunFileOpened } from '../results/runFile';
import type { RunFileHeld } from './runFile';

export type HeldFile = { readonly ok: true; readonly file: RunFileHeld } | RunFileGone;

/** What driving a run takes; the same for all runs of a window. */
export interface DriveNeeds {
  readonly api: (book: RunBook) => LastingApi;
  readonly limits: () => RunLimits;
  readonly clock: Clock;
}

/** A run in the hands of this window: its lock, its journal, its engine, and the file once something is to be sent. */
export class Driven {
  readonly engine: RunEngine;
  readonly api: LastingApi;
  #file: RunFileHeld | undefined;
  #opening: Promise<RunFileOpened | RunFileGone> | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    readonly book: RunBook,
    readonly lock: Lock,
    private readonly journal: Journal,
    needs: DriveNeeds,
    onChange: () => void,
    file?: RunFileHeld,
  ) {
    this.#file = file;
    this.api = needs.api(book);
    this.engine = new RunEngine({
      api: this.api,
      journal,
      book,
      file,
      openFile: async () => this.#openForResults(),
      limits: needs.limits(),
      clock: forwardOnly(needs.clock),
      random: Math.random,
      onChange,
    });
  }

  /**
   * Goes on with a run from its journal: what a crash left open is recorded first. The lock is held. Rejects with `JournalDamaged`, `ImpossibleRecord`,
   * `JournalFailed`, or the error of the file system.
   */
  static async reopen(
    store: JournalStore,
    id: string,
    lock: Lock,
    needs: DriveNeeds,
    onChange: () => void,
  ): Promise<Driven> {
    const { records, journal } = await store.open(id, lock);
    try {
      const book = await foldRun(records);
      for (const record of book.afterCrash(needs.clock.now())) {
        await journal.append(record);
        book.apply(record);
      }
      return new Driven(book, lock, journal, needs, onChange);
    } catch (error) {
      await journal.close().catch(() => undefined);
      throw error;
    }
  }

  /** The journal refuses to keep records: only opening it anew can help. */
  get broken(): boolean {
    return this.whyBroken !== undefined;
  }

  /** What the disk says. */
  get whyBroken(): string | undefined {
    const { phase } = this.engine;
    return phase.kind === 'paused' && phase.why === 'journal' ? (phase.detail ?? '') : undefined;
  }

  /** The file, compared with what the run was made for; scanned anew where it is not open or has changed since. */
  async openFile(signal?: AbortSignal): Promise<HeldFile> {
    const file = this.#file;
    if (file !== undefined && !(await file.source.changed())) return { ok: true, file };
    // Whoever asked first may cancel; the others ask for themselves.
    if (signal !== undefined) return this.#use(await openRunFile(this.book.run.file, signal));
    this.#opening ??= openRunFile(this.book.run.file).finally(() => (this.#opening = undefined));
    return this.#use(await this.#opening);
  }

  /** The file, scanned and compared byte for byte whatever its times say; e.g. before sending goes on. */
  async openAnew(signal?: AbortSignal): Promise<HeldFile> {
    const opened = await openRunFile(this.book.run.file, signal);
    const before = this.#file;
    // Requests may still be reading from it.
    if (opened.ok && before?.source.stamp === opened.source.stamp && !(await before.source.changed())) {
      await opened.source.close();
      return { ok: true, file: before };
    }
    return this.#use(opened);
  }

  /** Ends everything: requests under way are waited for, then the lock is free. */
  async close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Lets go at once, as far as that can be: another window then finds the requests under way to be of unknown outcome. */
  async release(): Promise<void> {
    await this.lock.release().catch(() => undefined);
  }

  async #openForResults(): Promise<RunFileOpen | undefined> {
    const held = await this.openFile();
    return held.ok ? held.file : undefined;
  }

  #use(opened: RunFileOpened | RunFileGone): HeldFile {
    if (!opened.ok) return opened;
    const { source, index } = opened;
    const before = this.#file;
    if (before?.source === source) return { ok: true, file: before };
    const file = { source, index };
    this.#file = file;
    void before?.source.close().catch(() => undefined);
    if (this.#closed !== undefined) void source.close().catch(() => undefined);
    return { ok: true, file };
  }

  async #close(): Promise<void> {
    await this.engine.dispose();
    await this.journal.close().catch(() => undefined);
    await this.release();
    await this.#file?.source.close().catch(() => undefined);
  }
}
