import type { JobProgress } from '../../api/jobProgress';
import type { JobCounts } from '../../api/jobCounts';
import type { EntrySet } from '../entrySet';
import type { JobEntry, Why } from '../records';
import type { BookJob } from '../book/types';
import type { ChunkTies } from '../results/places';
import { PollSchedule } from './pollSchedule';
import { Watch, type FailingTrouble, type JobTrouble } from './trouble';

/** A poll (or the reading of results) that did not work. It says nothing about the job. */
export interface PollProblem {
  readonly why: Why;
  /** Epoch ms. */
  readonly at: number;
  /** In a row, this one included. */
  readonly times: number;
}

/** A job that is followed, as others see it. */
export interface JobView {
  readonly chunk: number;
  readonly jobId: string;
  readonly entries: EntrySet;
  readonly stage: 'polling' | 'reading';
  /** Of the latest answer. */
  readonly counts?: JobCounts | undefined;
  readonly completionStatus?: string | undefined;
  readonly statusMessage?: string | undefined;
  /** Absent when the latest poll worked. */
  readonly lastPollProblem?: PollProblem | undefined;
  /** Why it no longer keeps others from being sent; absent as long as it does. */
  readonly trouble?: JobTrouble | undefined;
  /** When an answer last told something new (or since when it is followed), epoch ms. */
  readonly movedAt: number;
  /** Epoch ms. */
  readonly nextPollAt: number;
}

/** Whether the user should see the job, and may give it up: it cannot be followed, or the latest poll went wrong. */
export function needsAttention({ trouble, lastPollProblem }: JobView): boolean {
  return trouble !== undefined || lastPollProblem !== undefined;
}

/** A job that is followed. */
export class TrackedJob implements JobView {
  readonly schedule = new PollSchedule();
  stage: 'polling' | 'reading' = 'polling';
  nextPollAt: number;
  busy = false;
  progress: JobProgress | undefined;
  counts: JobCounts | undefined;
  completionStatus: string | undefined;
  statusMessage: string | undefined;
  /** What the service says beside the job id or the counts. */
  warnings: string | undefined;
  lastPollProblem: PollProblem | undefined;
  /** When its last poll record was written. */
  recordedAt = -Infinity;
  /** The results so far, of the reading that is going on. */
  rows: JobEntry[] = [];
  /** All that a reading before this one came to. */
  readBefore: JobEntry[] = [];
  page = 0;
  next: string | undefined;
  readonly visited = new Set<string>();
  /** Every page is read. */
  allRead = false;
  /** The service has more results than it led to; with the next page that it named, where that is none. */
  cutShort: { readonly next?: string } | undefined;
  /** Since when the results do not add up and are read again, epoch ms. */
  unsettledSince: number | undefined;
  /** Since when, and how often in a row, results could not be had. */
  unread: { readonly since: number; readonly times: number } | undefined;
  /** What its results can be tied by, once that was read from what was sent. */
  ties: ChunkTies | undefined;
  /** Is to be polled once before the next reading, whatever it says about its end. */
  recheck = false;

  readonly #watch: Watch;

  /**
   * @param body what was sent; without it keys are read from the file
   * @param onRequest results of a chunk that has its verdicts already
   */
  constructor(
    readonly chunk: number,
    readonly jobId: string,
    readonly entries: EntrySet,
    public body: Uint8Array | undefined,
    readonly onRequest: ((read: boolean) => void) | undefined,
    now: number,
    random: number,
  ) {
    this.#watch = new Watch(now);
    this.nextPollAt = now + this.schedule.next(false, random);
  }

  /** What was told of it before. */
  remember({
    counts,
    statusMessage,
    warnings,
  }: Pick<BookJob, 'counts' | 'statusMessage' | 'warnings'>): void {
    this.counts = counts;
    this.statusMessage = statusMessage;
    this.warnings = warnings;
  }

  /** It has ended, and what is still missing keeps nobody from being sent. */
  get waitsForResults(): boolean {
    return this.allRead || this.unsettledSince !== undefined;
  }

  get trouble(): JobTrouble | undefined {
    return this.onRequest === undefined ? this.#watch.trouble : undefined;
  }

  get movedAt(): number {
    return this.#watch.movedAt;
  }

  /** Failures in a row (polls, or readings of results) that are about this job: any but 401, 429 and a service that cannot be reached. */
  get failures(): number {
    return this.#watch.failures;
  }

  /** How often in a row the service said that it will not tell. */
  get refusals(): number {
    return this.#watch.refusals;
  }

  /** @param fingerprint of a job that goes on: what is the same as long as nothing happens in it */
  answered(now: number, fingerprint?: string): void {
    this.#watch.answered(fingerprint, now);
    this.lastPollProblem = undefined;
  }

  /** @param trouble what it says about the job; undefined when it is not about this job */
  failed(trouble: FailingTrouble | undefined, why: Why, at: number): void {
    this.#watch.failed(trouble, this.stage === 'reading');
    this.lastPollProblem = { why, at, times: (this.lastPollProblem?.times ?? 0) + 1 };
  }

  /** Results are read from the first page on. */
  startReading(now: number): void {
    this.stage = 'reading';
    if (this.allRead) this.readBefore = this.rows;
    this.rows = [];
    this.page = 0;
    this.next = undefined;
    this.visited.clear();
    this.allRead = false;
    this.cutShort = undefined;
    this.#watch.restart(now);
    this.nextPollAt = now;
  }
}
