import { randomUUID } from 'node:crypto';
import { RunBook } from '../../../core/bulk/book/book';
import type { JournalStore } from '../../../core/bulk/journal/store';
import type { RunRecord } from '../../../core/bulk/records';
import { isMissing } from '../../files';
import type { Log } from '../../log';
import { reasonOf } from '../../trouble';
import type { NewRun } from '../types';
import type { DriveNeeds } from './driven';
import { Driven } from './driven';
import { isDamage } from './journals';
import { Run } from './run';
import { openUnchanged } from './runFile';
import { troubles } from './troubles';
import { fileName } from '../../words/runWords';

/** What drivers tell of the runs that they drive. */
export interface DriverEvents {
  readonly changed: (run: Run) => void;
  /** Its last verdict has come. */
  readonly finished: (run: Run) => void;
  /** It has stopped by itself. */
  readonly stopped: (run: Run) => void;
}

/** Takes runs into the hands of this window, and lets go of them: at most one window drives a run. */
export class Drivers {
  readonly #driven = new Set<Driven>();
  #closed = false;

  constructor(
    private readonly store: JournalStore,
    private readonly needs: DriveNeeds,
    private readonly log: Pick<Log, 'error' | 'warn'>,
    private readonly events: DriverEvents,
  ) {}

  /** Records a new run. Rejects with `Trouble`, and then nothing was sent. */
  async begin(wanted: NewRun): Promise<Run> {
    const record = recordOf(wanted, this.needs.clock.now());
    const name = fileName(record);
    const opened = await openUnchanged(wanted.file, wanted.size, wanted.sha256);
    if (!opened.ok) throw troubles.file(name, opened);
    const { source } = opened;
    try {
      const lock = await this.store.lock(record.id);
      if ('heldBy' in lock) throw troubles.elsewhere(name);
      const journal = await this.store.create(record, lock).catch(async (error: unknown) => {
        await lock.release().catch(() => undefined);
        throw error;
      });
      const run = new Run(record.id, RunBook.of(record), 0);
      const file = { source, index: wanted.index };
      this.#attach(run, new Driven(run.book, lock, journal, this.needs, () => this.#note(run), file));
      return run;
    } catch (error) {
      await source.close();
      throw troubles.unreadableJournal(name, reasonOf(error), error);
    }
  }

  /** Takes up a run that nobody drives, and follows its jobs; nothing is sent. Does nothing when that cannot be. */
  async takeUp(run: Run): Promise<void> {
    if (!run.open || this.#closed) return;
    try {
      await this.#drive(run);
    } catch (error) {
      // Deleted by another window this very moment.
      if (!isMissing(error)) this.log.error(`Run ${run.id}`, error);
    }
  }

  /** Works on a run that this window drives, or takes it up for this. Rejects with `Trouble` when another window drives it, or its journal cannot be used. */
  async use<T>(run: Run, work: (driven: Driven) => Promise<T> | T): Promise<T> {
    run.users++;
    try {
      const driven = await this.#driveOrSay(run);
      return await work(driven);
    } finally {
      run.users--;
      this.#letGoOfFinished(run);
    }
  }

  /** Waits for what is under way, then another window may drive the run. */
  async letGo(run: Run): Promise<void> {
    run.closing ??= this.#letGo(run).finally(() => (run.closing = undefined));
    return run.closing;
  }

  async #letGo(run: Run): Promise<void> {
    await run.opening?.catch(() => undefined);
    const { driven } = run;
    if (driven === undefined) return;
    try {
      await driven.close();
      // What we have written is not to be taken for something that another window has.
      run.size = (await this.store.sizes()).get(run.id) ?? run.size;
    } finally {
      this.#driven.delete(driven);
      run.detach();
      this.events.changed(run);
    }
  }

  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    const all = [...this.#driven];
    this.#driven.clear();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([Promise.all(all.map(async driven => driven.close())), late]);
    clearTimeout(timer);
    await Promise.all(all.map(async driven => driven.release()));
  }

  async #driveOrSay(run: Run): Promise<Driven> {
    const name = fileName(run.book.run);
    if (run.damaged) throw troubles.damaged(name);
    let driven: Driven | undefined;
    try {
      driven = await this.#drive(run);
    } catch (error) {
      if (isDamage(error)) throw troubles.damaged(name, error);
      throw troubles.unreadableJournal(name, reasonOf(error), error);
    }
    if (driven === undefined) throw troubles.elsewhere(name);
    return driven;
  }

  async #drive(run: Run): Promise<Driven | undefined> {
    await run.closing;
    if (run.driven !== undefined) return run.driven;
    run.opening ??= this.#open(run).finally(() => (run.opening = undefined));
    return run.opening;
  }

  async #open(run: Run): Promise<Driven | undefined> {
    const lock = await this.store.lock(run.id);
    if ('heldBy' in lock) {
      run.elsewhere = true;
      this.events.changed(run);
      return undefined;
    }
    try {
      const driven = await Driven.reopen(this.store, run.id, lock, this.needs, () => this.#note(run));
      if (this.#closed) {
        await driven.close();
        return undefined;
      }
      this.#attach(run, driven);
      driven.engine.track();
      this.events.changed(run);
      return driven;
    } catch (error) {
      await lock.release().catch(() => undefined);
      run.elsewhere = false;
      if (isDamage(error)) run.damaged = true;
      this.events.changed(run);
      throw error;
    }
  }

  #attach(run: Run, driven: Driven): void {
    run.attach(driven);
    this.#driven.add(driven);
    driven.lock.lost.addEventListener('abort', () => {
      this.log.warn(`Run ${run.id}: another window has taken over`);
      run.elsewhere = true;
      void this.letGo(run).catch((error: unknown) => this.log.error(`Run ${run.id}`, error));
    });
  }

  /** Something has changed; a new phase may be news. */
  #note(run: Run): void {
    run.version++;
    this.events.changed(run);
    const { driven } = run;
    if (driven === undefined) return;
    const { phase } = driven.engine;
    // Only what the journal holds is over.
    if (phase === run.seenPhase || (phase.kind === 'finished' && run.book.phase.kind !== 'finished')) return;
    run.seenPhase = phase;
    if (phase.kind === 'finished') {
      this.events.finished(run);
      this.#letGoOfFinished(run);
    } else if (phase.kind === 'paused' && phase.why !== 'user' && phase.why !== 'restart') {
      this.events.stopped(run);
    }
  }

  /** Nothing is to be done for it any more; other windows may look at it. */
  #letGoOfFinished(run: Run): void {
    if (run.users > 0 || run.book.phase.kind !== 'finished') return;
    void this.letGo(run).catch((error: unknown) => this.log.error(`Run ${run.id}`, error));
  }
}

function recordOf(wanted: NewRun, at: number): RunRecord {
  const { connection, procedure, primaryKey, schemaHash } = wanted;
  const { id: connectionId, name, kind, origin } = connection;
  const id = randomUUID();
  return {
    t: 'run',
    version: 1,
    id,
    at,
    file: {
      uri: wanted.file.toString(),
      size: wanted.size,
      sha256: wanted.sha256,
      entries: wanted.index.count,
    },
    connection: { id: connectionId, name, kind, origin },
    procedure: { shortId: procedure.shortId, name: procedure.name },
    ...(primaryKey === undefined ? {} : { primaryKey }),
    ...(schemaHash === undefined ? {} : { schemaHash }),
    entries: wanted.entries.encode(),
    leftOut: wanted.leftOut.encode(),
    family: wanted.family ?? id,
    origin: wanted.origin,
  };
}
