import type { Clock } from '../../api/clock';
import { detailOf } from './judge';
import type { PollProblem, TrackedJob } from './tracked';

/** Between two polls of jobs that cannot be had, whichever: one that is answered again speaks for the others. */
const probeGapMs = 30_000;
/** Between two polls of jobs that stand still: each speaks for itself alone. */
const stillGapMs = 1_000;
/** Between polls of jobs whose trouble may be over. */
const hurryMs = 250;

/** The jobs that are followed, and whose turn it is. */
export class FollowedJobs {
  readonly #jobs = new Map<number, TrackedJob>();

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  get all(): readonly TrackedJob[] {
    return [...this.#jobs.values()];
  }

  ofChunk(chunk: number): TrackedJob | undefined {
    return this.#jobs.get(chunk);
  }

  /** Whether it is still followed: not given up, nor followed anew, while it was asked for. */
  has(job: TrackedJob): boolean {
    return this.#jobs.get(job.chunk) === job;
  }

  add(job: TrackedJob): void {
    this.#jobs.set(job.chunk, job);
  }

  remove(chunk: number): void {
    this.#jobs.delete(chunk);
  }

  /** Jobs that keep others from being sent. */
  get open(): number {
    let open = 0;
    for (const job of this.#jobs.values()) {
      const keeps = job.trouble === undefined && !job.waitsForResults;
      if (keeps && job.onRequest === undefined) open++;
    }
    return open;
  }

  /** Jobs that cannot be followed, or stand still. */
  get troubled(): readonly TrackedJob[] {
    return this.all.filter(({ trouble }) => trouble !== undefined);
  }

  /** What is the matter with them, in the words of the latest failure; undefined where all stand still. */
  get troubles(): string | undefined {
    let latest: PollProblem | undefined;
    for (const { trouble, lastPollProblem: problem } of this.#jobs.values()) {
      if (trouble === undefined || problem === undefined) continue;
      if (latest === undefined || problem.at > latest.at) latest = problem;
    }
    return latest && detailOf(latest.why);
  }

  /** The job whose turn it is; undefined when none is due. */
  due(): TrackedJob | undefined {
    const next = this.#next();
    return next !== undefined && next.nextPollAt <= this.clock.now() ? next : undefined;
  }

  /** When the next job is due, epoch ms. */
  get dueAt(): number | undefined {
    return this.#next()?.nextPollAt;
  }

  /**
   * When a job is asked for the next time. Jobs in trouble share one place in the queue: there may be thousands of them.
   * @param moved the last answer told something new
   */
  later(job: TrackedJob, moved: boolean): void {
    const wait = job.schedule.next(moved, this.random());
    const { trouble } = job;
    const gap = trouble === undefined ? 0 : trouble === 'standingStill' ? stillGapMs : probeGapMs;
    const others = gap === 0 ? 0 : this.troubled.filter(each => each.trouble === trouble).length;
    job.nextPollAt = this.clock.now() + Math.max(wait, others * gap);
  }

  /** What kept one job in trouble is over: the others are asked soon, not all at once. */
  hurry(): void {
    let at = this.clock.now();
    for (const job of this.#jobs.values()) {
      if (job.trouble !== undefined) job.nextPollAt = Math.min(job.nextPollAt, (at += hurryMs));
    }
  }

  #next(): TrackedJob | undefined {
    let next: TrackedJob | undefined;
    for (const job of this.#jobs.values()) {
      if (!job.busy && (next === undefined || job.nextPollAt < next.nextPollAt)) next = job;
    }
    return next;
  }
}
