import { sleep, systemClock, type Clock } from '../../../core/api/clock';
import { entriesAgain, type AgainOrigin } from '../../../core/bulk/book/sendAgain';
import type { Lock } from '../../../core/bulk/journal/lock';
import type { JournalStore } from '../../../core/bulk/journal/store';
import { isTrouble, reasonOf } from '../../trouble';
import { nameOf } from '../names';
import type { FamilyView, NewRun, SameFile } from '../types';
import type { Drivers } from './drivers';
import { lockOf } from './journals';
import type { Run } from './run';
import type { Shelf } from './shelf';
import { troubles } from './troubles';

/** Held by the window that begins a run, so that no two begin one from the same state of things. No run has this id. */
const startLock = 'starting';
const waitMs = 15_000;
const waitEveryMs = 250;

export interface StartsNeeds {
  readonly store: JournalStore;
  readonly shelf: Shelf;
  readonly drivers: Drivers;
  readonly family: (id: string) => (Omit<FamilyView, 'runs'> & { readonly runs: readonly Run[] }) | undefined;
  readonly clock?: Clock;
}

/**
 * Begins runs. What a user was asked about may be old by the time of the answer, and another window may be asking the same: so each run is begun under a lock of
 * all windows, with the journals read again and what is to be sent worked out anew.
 */
export class Starts {
  constructor(private readonly needs: StartsNeeds) {}

  /** Records the run. Rejects with `Trouble`, and then nothing was sent. */
  async begin(wanted: NewRun): Promise<Run> {
    const { shelf, drivers } = this.needs;
    const name = nameOf(wanted.file);
    const guard = await this.#guard(name);
    try {
      await shelf.refreshAll();
      if (wanted.family === undefined) {
        this.#checkNew(wanted, name);
        return await drivers.begin(wanted, []);
      }
      const runs = await this.#members(wanted, name);
      // Asked before others are asked to let go of anything.
      checkEntries(runs, wanted, name);
      return await this.#holding(runs, name, async () => this.#next(wanted, name));
    } finally {
      await guard.release().catch(() => undefined);
    }
  }

  /** Runs of the same bytes, or of the same file, to the same procedure and connection to which something has happened since a time; newest first. */
  similar({ uri, sha256, procedure, connection }: SameFile, since: number): Run[] {
    return [...this.needs.shelf.runs()]
      .filter(({ book: { run, updatedAt } }) => {
        const same = run.file.sha256 === sha256 || run.file.uri === uri;
        const there = run.procedure.shortId === procedure && run.connection.id === connection;
        return same && there && updatedAt >= since;
      })
      .sort((a, b) => b.book.run.at - a.book.run.at);
  }

  /** What the user was not told of: another window has sent the same meanwhile. */
  #checkNew(wanted: NewRun, name: string): void {
    const { file, sha256, procedure, connection, asked, earlier = [] } = wanted;
    if (asked === undefined) return;
    const same = { uri: file.toString(), sha256, procedure: procedure.shortId, connection: connection.id };
    const news = this.similar(same, asked).filter(({ id }) => !earlier.includes(id));
    if (news.length > 0) throw troubles.meanwhile(name);
  }

  /** The runs of the family, as the disk has them. */
  async #members({ family: id = '' }: NewRun, name: string): Promise<readonly Run[]> {
    const family = this.needs.family(id);
    if (family === undefined || family.missing.length > 0) throw troubles.incomplete(name);
    const sizes = await this.needs.store.sizes();
    for (const run of family.runs) {
      if (run.damaged) throw troubles.damaged(name);
      // Another window has written to it, and we could not read that.
      if (run.driven === undefined && sizes.get(run.id) !== run.size) throw troubles.meanwhile(name);
      const { kind } = run.phase;
      if (run.looking || kind === 'running' || kind === 'waiting') throw troubles.meanwhile(name);
    }
    return family.runs;
  }

  /** Works while no other window can do anything with these runs. */
  async #holding<T>(runs: readonly Run[], name: string, work: () => Promise<T>): Promise<T> {
    const [run, ...others] = runs;
    if (run === undefined) return work();
    const next = async () => this.#holding(others, name, work);
    const { drivers } = this.needs;
    if (run.open || run.driven !== undefined) return drivers.use(run, next);
    const lock = await drivers.lock(run.id);
    if (lock === undefined) throw troubles.elsewhere(name);
    try {
      return await next();
    } finally {
      await lock.release().catch(() => undefined);
    }
  }

  /** Nobody else writes to the family now: what is to be sent is worked out once more. */
  async #next(wanted: NewRun, name: string): Promise<Run> {
    await this.needs.shelf.refreshAll();
    const runs = await this.#members(wanted, name);
    checkEntries(runs, wanted, name);
    return this.needs.drivers.begin(
      wanted,
      runs.map(({ id }) => id),
    );
  }

  async #guard(name: string): Promise<Lock> {
    const { store, clock = systemClock } = this.needs;
    const until = clock.now() + waitMs;
    try {
      for (;;) {
        const lock = await lockOf(store, startLock);
        if (lock !== undefined) return lock;
        if (clock.now() >= until) throw troubles.starting(name);
        await sleep(clock, waitEveryMs);
      }
    } catch (error) {
      if (isTrouble(error)) throw error;
      throw troubles.unreadableJournal(name, reasonOf(error), error);
    }
  }
}

/** What is to be sent must be what is still to be sent. */
function checkEntries(runs: readonly Run[], wanted: NewRun, name: string): void {
  const books = runs.map(({ book }) => book);
  if (!entriesAgain(books, againOrigin(wanted)).equals(wanted.entries)) throw troubles.meanwhile(name);
}

function againOrigin({ origin }: NewRun): AgainOrigin {
  if (origin === 'retry' || origin === 'rest' || origin === 'unseen') return origin;
  throw new RangeError(`A family goes on with ${origin}`);
}
