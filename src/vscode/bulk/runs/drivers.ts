import { sleep } from '../../../core/api/clock';
import { RunBook } from '../../../core/bulk/book/book';
import type { Lock } from '../../../core/bulk/journal/lock';
import type { JournalStore } from '../../../core/bulk/journal/store';
import { hasCode, isMissing } from '../../../core/disk';
import type { Log } from '../../log';
import { isTrouble, reasonOf } from '../../trouble';
import type { NewRun } from '../types';
import type { DriveNeeds } from './driven';
import { Driven } from './driven';
import { isDamage, lockOf } from './journals';
import { recordOf } from './record';
import { Run } from './run';
import { openUnchanged } from './runFile';
import { troubles } from './troubles';
import { fileName } from '../../words/runWords';

type TakeLock = () => Promise<Lock | undefined>;

/** How often it is looked whether another window wants a run that only waits here. */
const heedMs = 1_000;
/** How long another window has to give way: to look, and to end what it asks the service for. */
const giveWayMs = 4_000;
const askEveryMs = 250;

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
  readonly #driven = new Map<Driven, Run>();
  #heeding: (() => void) | undefined;
  #closed = false;

  constructor(
    private readonly store: JournalStore,
    private readonly needs: DriveNeeds,
    private readonly log: Pick<Log, 'error' | 'warn'>,
    private readonly events: DriverEvents,
  ) {}

  /**
   * Records a new run. Rejects with `Trouble`, and then nothing was sent.
   * @param earlier the runs that its family has
   */
  async begin(wanted: NewRun, earlier: readonly string[]): Promise<Run> {
    const record = recordOf(wanted, earlier, this.needs.clock.now());
    const name = fileName(record);
    const opened = await openUnchanged(wanted.file, wanted.size, wanted.sha256);
    if (!opened.ok) throw troubles.file(name, opened);
    const { source } = opened;
    try {
      const lock = await this.store.lock(record.id);
      if ('heldBy' in lock) throw troubles.meanwhile(name);
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
      if (isTrouble(error)) throw error;
      // The next run of a family has one name only: another window was faster.
      if (hasCode(error, 'EEXIST')) throw troubles.meanwhile(name);
      throw troubles.unreadableJournal(name, reasonOf(error), error);
    }
  }

  /** Takes up a run that nobody drives, and follows its jobs; nothing is sent. Does nothing when that cannot be. */
  async takeUp(run: Run): Promise<void> {
    if (!run.open || this.#closed) return;
    try {
      await this.#drive(run, async () => lockOf(this.store, run.id));
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

  /** The lock of a run that nobody drives here. Who holds it is asked to give way, and does so unless it is at work on the run; then undefined. */
  async lock(id: string): Promise<Lock | undefined> {
    const until = this.needs.clock.now() + giveWayMs;
    for (let asked = false; ; asked = true) {
      const lock = await this.store.lock(id);
      if (!('heldBy' in lock)) return lock;
      if (this.needs.clock.now() >= until) return undefined;
      if (!asked) await this.store.ask(id);
      await sleep(this.needs.clock, askEveryMs);
    }
  }

  /** Whether a run may be given to another window: nothing is being sent, and nobody is at work on it. */
  #isIdle({ users, driven }: Run): boolean {
    const kind = driven?.engine.phase.kind;
    return users === 0 && kind !== 'running' && kind !== 'waiting';
  }

  /** Gives way to other windows that want a run which only waits here. */
  #heedOthers(): void {
    this.#heeding ??= this.needs.clock.after(heedMs, () => {
      this.#heed()
        .catch((error: unknown) => this.log.error('Runs', error))
        .finally(() => {
          this.#heeding = undefined;
          if (this.#driven.size > 0 && !this.#closed) this.#heedOthers();
        });
    });
  }

  async #heed(): Promise<void> {
    for (const [driven, run] of [...this.#driven]) {
      if (run.driven !== driven || !this.#isIdle(run) || !(await driven.lock.isWanted())) continue;
      // Asking took a moment.
      if (!this.#isIdle(run)) continue;
      run.elsewhere = true;
      await this.letGo(run);
    }
  }

  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    this.#heeding?.();
    const all = [...this.#driven.keys()];
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
      driven = await this.#drive(run, async () =>
        run.mine ? this.lock(run.id) : lockOf(this.store, run.id),
      );
    } catch (error) {
      if (isDamage(error)) throw troubles.damaged(name, error);
      throw troubles.unreadableJournal(name, reasonOf(error), error);
    }
    if (driven === undefined) throw troubles.elsewhere(name);
    return driven;
  }

  async #drive(run: Run, takeLock: TakeLock): Promise<Driven | undefined> {
    for (;;) {
      await run.closing;
      if (run.driven !== undefined) return run.driven;
      const { opening } = run;
      if (opening === undefined) {
        run.opening = this.#open(run, takeLock).finally(() => (run.opening = undefined));
        return run.opening;
      }
      // Somebody else's attempt may have been one that does not ask.
      const driven = await opening;
      if (driven !== undefined) return driven;
    }
  }

  async #open(run: Run, takeLock: TakeLock): Promise<Driven | undefined> {
    const lock = await takeLock();
    if (lock === undefined) {
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
    this.#driven.set(driven, run);
    this.#heedOthers();
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
