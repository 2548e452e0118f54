import type { Clock } from '../../api/clock';
import type { RunBook } from '../book/book';
import type { Recorder } from './recorder';
import { needsAttention } from './tracked';
import type { Tracker } from './tracker';

export interface GivingUpNeeds {
  readonly book: RunBook;
  readonly recorder: Recorder;
  readonly tracker: Tracker;
  readonly clock: Clock;
}

/** Jobs that are followed no more, since the user says so: their entries become unknown, and can be looked for. */
export class GivingUp {
  constructor(private readonly needs: GivingUpNeeds) {}

  /** Resolves when it is recorded, or cannot be. */
  async one(chunk: number): Promise<void> {
    const { book, recorder, tracker, clock } = this.needs;
    const job = book.job(chunk);
    if (job === undefined || job.pending === 0) return;
    tracker.forget(chunk);
    const { jobId, end } = job;
    const poll = { t: 'poll', at: clock.now(), chunk, jobId, end: 'gone' } as const;
    if (end === undefined && !(await recorder.record(poll))) return;
    await this.#mark(chunk);
  }

  /** All that cannot be followed, stand still, or could not be asked the last time. How many. */
  async all(): Promise<number> {
    const { tracker, book } = this.needs;
    const chunks = tracker.followed.all.filter(needsAttention).map(({ chunk }) => chunk);
    const pending = chunks.filter(chunk => (book.job(chunk)?.pending ?? 0) > 0);
    await Promise.all(pending.map(async chunk => this.one(chunk)));
    return pending.length;
  }

  /** Those that were given up just before a crash. */
  async rest(): Promise<void> {
    const gone = [...this.needs.book.jobs()].filter(({ end }) => end === 'gone');
    await Promise.all(gone.map(async ({ chunk }) => this.#mark(chunk)));
  }

  async #mark(chunk: number): Promise<void> {
    const { book, recorder, clock } = this.needs;
    const job = book.job(chunk);
    if (job === undefined) return;
    const same = { entries: job.entries.encode(), verdict: 'unknown' } as const;
    await recorder.record({ t: 'verdicts', at: clock.now(), chunk, way: 'none', same });
  }
}
