import type { JobProgress } from '../../api/jobProgress';
import type { JobCounts } from '../../api/jobCounts';
import type { EntrySet } from '../entrySet';
import type { JobEntry, Why } from '../records';
import { PollSchedule } from './pollSchedule';

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
  /** Epoch ms. */
  readonly nextPollAt: number;
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
  lastPollProblem: PollProblem | undefined;
  /** When its last poll record was written. */
  recordedAt = -Infinity;
  /** The results so far, of the reading that is going on. */
  rows: JobEntry[] = [];
  page = 0;
  next: string | undefined;
  readonly visited = new Set<string>();
  /** How often the results were read all over again, since they did not add up. */
  rereads = 0;
  /** Is to be polled once before the next reading, whatever it says about its end. */
  recheck = false;

  /**
   * @param body what was sent; without it keys are read from the file
   * @param onRequest results of a chunk that has its verdicts already
   */
  constructor(
    readonly chunk: number,
    readonly jobId: string,
    readonly entries: EntrySet,
    readonly body: Uint8Array | undefined,
    readonly onRequest: ((read: boolean) => void) | undefined,
    now: number,
    random: number,
  ) {
    this.nextPollAt = now + this.schedule.next(false, random);
  }

  /** How often in a row the service said that it will not tell. */
  #refusals = 0;

  get refusals(): number {
    return this.#refusals;
  }

  /** Refused so often that it no longer keeps others from being sent. Its entries stay pending. */
  get lost(): boolean {
    return this.stage === 'polling' && this.#refusals >= lostAfter;
  }

  answered(): void {
    this.#refusals = 0;
    this.lastPollProblem = undefined;
  }

  failed(why: Why, at: number, refused: boolean): void {
    this.#refusals = refused ? this.#refusals + 1 : 0;
    this.lastPollProblem = { why, at, times: (this.lastPollProblem?.times ?? 0) + 1 };
  }

  /** Results are read from the first page on. */
  startReading(now: number): void {
    this.stage = 'reading';
    this.rows = [];
    this.page = 0;
    this.next = undefined;
    this.visited.clear();
    this.#refusals = 0;
    this.nextPollAt = now;
  }
}

const lostAfter = 5;
