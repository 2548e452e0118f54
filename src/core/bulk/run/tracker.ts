import type { Clock } from '../../api/clock';
import { jobProgress, type JobProgress } from '../../api/jobProgress';
import type { Job } from '../../api/jobs';
import type { ApiFailure } from '../../api/result';
import { uniformVerdict } from '../results/status';
import type { RunBook } from '../book/book';
import type { EntrySet } from '../entrySet';
import type { PollRecord } from '../records';
import { FollowedJobs } from './followed';
import { whyOf, wordsLine } from './judge';
import { longestAskedMs } from './backoff';
import type { Ticket } from './pace';
import { pollRecord } from './pollRecord';
import type { BulkApi } from './ports';
import { isOpen, type Reader } from './reader';
import type { Recorder } from './recorder';
import { Endings } from './standstill';
import type { Steering } from './steering';
import { TrackedJob } from './tracked';
import { troubleOf } from './trouble';

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
/** Failures in a row of a reading that somebody waits for. */
const mostAsked = 3;

/** Follows the jobs of a run until every entry has its verdict. No deadline means "failed". */
export class Tracker {
  readonly followed: FollowedJobs;
  readonly #endings = new Endings();

  /** Follows what the book knows to be open. */
  constructor(private readonly needs: TrackerNeeds) {
    this.followed = new FollowedJobs(needs.clock, needs.random);
    for (const known of needs.book.jobs()) {
      const { chunk, jobId, entries, end } = known;
      const job = this.follow(chunk, jobId, entries, undefined);
      job.remember(known);
      if (end === 'gone') this.followed.remove(chunk);
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
    this.followed.add(job);
    return job;
  }

  /**
   * Reads the results of a job that has ended, and whose entries have their verdicts, once more; undefined when there is none. A job whose
   * results are not known for certain is asked for its news first.
   */
  request(chunk: number, onRequest: (read: boolean) => void): TrackedJob | undefined {
    const { book, clock } = this.needs;
    const job = book.job(chunk);
    if (job?.end === undefined || job.pending > 0 || this.followed.ofChunk(chunk) !== undefined)
      return undefined;
    const tracked = this.follow(chunk, job.jobId, job.entries, undefined, onRequest);
    tracked.remember(job);
    tracked.nextPollAt = clock.now();
    tracked.recheck = [...job.entries].some(entry => isOpen(book.verdict(entry)));
    if (!tracked.recheck) tracked.startReading(clock.now());
    return tracked;
  }

  /** Whoever waits for results waits no longer. */
  forgetRequests(): void {
    for (const job of this.followed.all) if (job.onRequest !== undefined) this.forget(job.chunk);
  }

  forget(chunk: number): void {
    this.followed.ofChunk(chunk)?.onRequest?.(false);
    this.followed.remove(chunk);
  }

  /** One request for one job. Resolves when what it told is recorded. */
  async step(job: TrackedJob, ticket: Ticket): Promise<void> {
    job.busy = true;
    try {
      if (job.stage === 'polling') await this.#poll(job, ticket);
      else await this.#read(job, ticket);
    } catch (error) {
      // A bug; the job is asked again all the same, after a while.
      job.failed('unreadable', { code: 'unreadable', detail: String(error) }, this.needs.clock.now());
      this.followed.later(job, false);
    } finally {
      job.busy = false;
      this.needs.onChange();
    }
  }

  async #poll(job: TrackedJob, ticket: Ticket): Promise<void> {
    const { api, clock, signal } = this.needs;
    const result = await api.fetchJob(job.jobId, signal);
    if (!result.ok) {
      this.#failed(job, result.failure, ticket);
      if (this.needs.reader.isAllThereIs(job)) job.stage = 'reading';
      return;
    }
    if (!this.followed.has(job)) return;
    this.needs.steering.answered();
    const { value } = result;
    job.warnings = wordsLine(result.answer.warnings) ?? job.warnings;
    const { progress, moved } = this.#heed(job, value);
    if (progress.kind === 'unfinished' && !job.recheck && !this.#isSettled(job)) {
      this.followed.later(job, moved);
      if (clock.now() - job.recordedAt >= recordEveryMs) await this.#record(job, value);
      return;
    }
    const end = job.recheck ? undefined : progress.kind === 'short' ? 'short' : 'finished';
    job.recheck = false;
    if (!(await this.#record(job, value, end))) return;
    const verdict = uniformVerdict(job.counts, job.entries.size);
    if (verdict !== 'succeeded' || job.onRequest !== undefined) job.startReading(clock.now());
    else if (await this.needs.reader.allSucceeded(job)) this.#done(job, true);
  }

  /** What an answer says about the job. */
  #heed(job: TrackedJob, said: Job): { readonly progress: JobProgress; readonly moved: boolean } {
    const { progress: before, trouble } = job;
    const progress = jobProgress(said, job.entries.size, before, this.needs.clock.now());
    job.progress = progress;
    job.counts = said.counts ?? job.counts;
    job.completionStatus = said.completionStatus;
    job.statusMessage = said.statusMessage;
    const fingerprint = progress.kind === 'unfinished' ? progress.fingerprint : undefined;
    const moved =
      fingerprint !== undefined && before?.kind === 'unfinished' && before.fingerprint !== fingerprint;
    job.answered(this.needs.clock.now(), fingerprint);
    if (job.trouble !== undefined) this.needs.reader.slim(job);
    if (trouble !== undefined && job.trouble === undefined) this.followed.hurry();
    return { progress, moved };
  }

  #isSettled({ counts, completionStatus, entries, movedAt }: TrackedJob): boolean {
    const said = { counts, completionStatus, size: entries.size };
    return this.#endings.isSettled(said, this.needs.clock.now() - movedAt);
  }

  async #read(job: TrackedJob, ticket: Ticket): Promise<void> {
    const outcome = await this.needs.reader.readPage(job, this.needs.signal);
    if (!this.followed.has(job)) return;
    switch (outcome.kind) {
      case 'done':
        this.#done(job, outcome.read);
        break;
      case 'more':
        job.nextPollAt = this.needs.clock.now();
        break;
      case 'again':
        job.nextPollAt = this.needs.clock.now() + outcome.afterMs;
        break;
      case 'fileAway': {
        const now = this.needs.clock.now();
        job.failed(undefined, { code: 'fileChanged' }, now);
        job.nextPollAt = now + outcome.afterMs;
        break;
      }
      case 'failed':
        this.#failed(job, outcome.failure, ticket);
        break;
      case 'unrecorded':
        break;
    }
  }

  /** A poll that fails says nothing about what becomes of the entries: it is shown and repeated. */
  #failed(job: TrackedJob, failure: ApiFailure, ticket: Ticket): void {
    const { steering, clock } = this.needs;
    const why = whyOf(failure);
    const { status, retryAfterMs } = failure.kind === 'status' ? failure : {};
    if (failure.kind !== 'cancelled') job.failed(troubleOf(failure), why, clock.now());
    if (job.trouble !== undefined) this.needs.reader.slim(job);
    this.followed.later(job, false);
    if (job.onRequest !== undefined) this.#failedRequest(job, status);
    if (status === 429) steering.throttled(ticket, retryAfterMs, why);
    else if (status === 401 || failure.kind === 'noToken') {
      // The token has become useless, also for sending. A 403 may be about jobs alone.
      steering.heed({ kind: 'denied' }, ticket, why);
    } else if (retryAfterMs !== undefined) {
      // One job in trouble must not hold all the others.
      if (job.trouble === undefined) steering.asked(ticket, retryAfterMs);
      else job.nextPollAt = Math.max(job.nextPollAt, clock.now() + Math.min(retryAfterMs, longestAskedMs));
    }
  }

  /** Somebody waits for these results, and can ask for them again. */
  #failedRequest(job: TrackedJob, status: number | undefined): void {
    if (status !== 429 && (job.lastPollProblem?.times ?? 0) >= mostAsked) this.forget(job.chunk);
    else if (job.stage === 'polling') {
      // They may be there all the same.
      job.startReading(job.nextPollAt);
    }
  }

  #record(job: TrackedJob, said: Job, end?: PollRecord['end']): Promise<boolean> {
    const { clock, recorder } = this.needs;
    job.recordedAt = clock.now();
    return recorder.record(pollRecord(job, said, clock.now(), end));
  }

  #done(job: TrackedJob, read: boolean): void {
    this.followed.remove(job.chunk);
    job.onRequest?.(read);
  }
}
