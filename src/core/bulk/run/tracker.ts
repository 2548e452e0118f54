import type { Clock } from '../../api/clock';
import { jobProgress } from '../../api/jobProgress';
import type { Job } from '../../api/jobs';
import type { ApiFailure } from '../../api/result';
import { uniformVerdict } from '../results/status';
import type { RunBook } from '../book/book';
import type { EntrySet } from '../entrySet';
import type { PollRecord } from '../records';
import { whyOf } from './judge';
import type { Ticket } from './pace';
import type { BulkApi } from './ports';
import type { Reader } from './reader';
import type { Recorder } from './recorder';
import type { Steering } from './steering';
import { TrackedJob, type JobView } from './tracked';

export interface TrackerNeeds {
  readonly api: Pick<BulkApi, 'fetchJob'>;
  readonly book: RunBook;
  readonly recorder: Recorder;
  readonly steering: Steering;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly random: () => number;
  /** Of what is known of a job without a record. */
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

/** Not every poll is worth a record; what a job says of itself is kept at most this often. */
const recordEveryMs = 10_000;

/** Follows the jobs of a run until every entry has its verdict. No deadline means "failed". */
export class Tracker {
  readonly #jobs = new Map<number, TrackedJob>();

  /** Follows what the book knows to be open. */
  constructor(private readonly needs: TrackerNeeds) {
    for (const { chunk, jobId, entries, end, counts } of needs.book.jobs()) {
      const job = this.follow(chunk, jobId, entries, undefined);
      job.counts = counts;
      if (end === 'gone') this.#jobs.delete(chunk);
      else if (end !== undefined) job.startReading(needs.clock.now());
    }
  }

  follow(
    chunk: number,
    jobId: string,
    entries: EntrySet,
    body: Uint8Array | undefined,
    onRequest?: (read: boolean) => void,
  ): TrackedJob {
    const { clock, random } = this.needs;
    const job = new TrackedJob(chunk, jobId, entries, body, onRequest, clock.now(), random());
    this.#jobs.set(chunk, job);
    return job;
  }

  /** Jobs that keep others from being sent. */
  get open(): number {
    let open = 0;
    for (const job of this.#jobs.values()) if (!job.lost && job.onRequest === undefined) open++;
    return open;
  }

  get size(): number {
    return this.#jobs.size;
  }

  get jobs(): readonly JobView[] {
    return [...this.#jobs.values()];
  }

  job(chunk: number): TrackedJob | undefined {
    return this.#jobs.get(chunk);
  }

  forget(chunk: number): void {
    this.#jobs.get(chunk)?.onRequest?.(false);
    this.#jobs.delete(chunk);
  }

  /** The job whose turn it is; undefined when none is due. */
  due(): TrackedJob | undefined {
    const next = this.#next();
    return next !== undefined && next.nextPollAt <= this.needs.clock.now() ? next : undefined;
  }

  /** When the next job is due, epoch ms. */
  get dueAt(): number | undefined {
    return this.#next()?.nextPollAt;
  }

  /** One request for one job. Resolves when what it told is recorded. */
  async step(job: TrackedJob, ticket: Ticket): Promise<void> {
    job.busy = true;
    try {
      if (job.stage === 'polling') await this.#poll(job, ticket);
      else await this.#read(job, ticket);
    } catch (error) {
      // A bug; the job is asked again all the same, after a while.
      job.failed({ code: 'unreadable', detail: String(error) }, this.needs.clock.now(), false);
      this.#later(job, false);
    } finally {
      job.busy = false;
      this.needs.onChange();
    }
  }

  #next(): TrackedJob | undefined {
    let next: TrackedJob | undefined;
    for (const job of this.#jobs.values()) {
      if (!job.busy && (next === undefined || job.nextPollAt < next.nextPollAt)) next = job;
    }
    return next;
  }

  async #poll(job: TrackedJob, ticket: Ticket): Promise<void> {
    const { api, clock, signal } = this.needs;
    const result = await api.fetchJob(job.jobId, signal);
    if (!result.ok) {
      this.#failed(job, result.failure, ticket);
      return;
    }
    if (this.#jobs.get(job.chunk) !== job) return;
    job.answered();
    this.needs.steering.answered();
    const before = job.progress;
    const progress = jobProgress(result.value, job.entries.size, before);
    job.progress = progress;
    const moved =
      progress.kind === 'unfinished' &&
      before?.kind === 'unfinished' &&
      before.fingerprint !== progress.fingerprint;
    job.counts = result.value.counts ?? job.counts;
    job.completionStatus = result.value.completionStatus;
    job.statusMessage = result.value.statusMessage;
    if (progress.kind === 'unfinished' && !job.recheck) {
      this.#later(job, moved);
      if (clock.now() - job.recordedAt >= recordEveryMs) await this.#record(job, result.value);
      return;
    }
    const end = job.recheck ? undefined : progress.kind === 'short' ? 'short' : 'finished';
    job.recheck = false;
    if (!(await this.#record(job, result.value, end))) return;
    const verdict = uniformVerdict(job.counts, job.entries.size);
    if (verdict !== 'succeeded') job.startReading(clock.now());
    else if (await this.needs.reader.allSucceeded(job)) this.#done(job, true);
  }

  async #read(job: TrackedJob, ticket: Ticket): Promise<void> {
    const outcome = await this.needs.reader.readPage(job, this.needs.signal);
    if (this.#jobs.get(job.chunk) !== job) return;
    switch (outcome.kind) {
      case 'done':
        this.#done(job, outcome.read);
        break;
      case 'more':
        job.nextPollAt = this.needs.clock.now();
        break;
      case 'again':
        this.#later(job, false);
        break;
      case 'failed':
        this.#failed(job, outcome.failure, ticket);
        break;
      case 'unrecorded':
        break;
    }
  }

  /** A poll that fails says nothing about the job: it is shown and repeated. */
  #failed(job: TrackedJob, failure: ApiFailure, ticket: Ticket): void {
    const { steering, clock } = this.needs;
    const why = whyOf(failure);
    const status = failure.kind === 'status' ? failure.status : undefined;
    const refused = failure.effect === 'refused' && status !== 429 && status !== 401;
    if (failure.kind !== 'cancelled') job.failed(why, clock.now(), refused);
    if (status === 429) {
      const { retryAfterMs } = failure.kind === 'status' ? failure : {};
      steering.throttled(ticket, retryAfterMs, why);
    }
    // The token has become useless, also for sending. A 403 may be about jobs alone.
    if (status === 401 || failure.kind === 'noToken') steering.heed({ kind: 'denied' }, ticket, why);
    this.#later(job, false);
  }

  #later(job: TrackedJob, moved: boolean): void {
    job.nextPollAt = this.needs.clock.now() + job.schedule.next(moved, this.needs.random());
  }

  #record(job: TrackedJob, said: Job, end?: PollRecord['end']): Promise<boolean> {
    const { clock, recorder } = this.needs;
    const { chunk, jobId } = job;
    const { counts, completionStatus, statusMessage } = said;
    job.recordedAt = clock.now();
    return recorder.record({
      t: 'poll',
      at: clock.now(),
      chunk,
      jobId,
      ...(counts === undefined ? {} : { counts }),
      ...(completionStatus === undefined ? {} : { completionStatus }),
      ...(statusMessage === undefined ? {} : { statusMessage }),
      ...(end === undefined ? {} : { end }),
    });
  }

  #done(job: TrackedJob, read: boolean): void {
    this.#jobs.delete(job.chunk);
    job.onRequest?.(read);
  }
}
