import type { RunBook } from '../book/book';
import type { RunPhase } from '../records';
import type { FollowedJobs } from './followed';

/** So many jobs that cannot be followed, or stand still, are no longer a matter of single jobs: the user is asked. */
const maxTroubled = 10;

/** How many jobs there may be, and when those in trouble are too many. */
export class Room {
  /** The user goes on although jobs cannot be followed; until they all can again. */
  #waved = false;
  #troubledSince = false;
  /** Jobs were given up while the run was paused because of them: that they are fewer now says nothing about the next ones. */
  #gaveUp = false;

  constructor(
    private readonly book: RunBook,
    private readonly jobs: Pick<FollowedJobs, 'open' | 'troubled'>,
    private readonly maxJobs: () => number,
  ) {}

  /** The user goes on after a pause. */
  goOn(phase: RunPhase): void {
    this.#gaveUp = false;
    if (!isAboutJobs(phase)) return;
    this.#waved = true;
    this.#troubledSince = false;
  }

  /** The user gives jobs up. */
  giveUp(phase: RunPhase): void {
    this.#gaveUp ||= isAboutJobs(phase);
  }

  /** Whether a pause because of jobs is over: they ended after all. */
  get isOver(): boolean {
    return !this.#gaveUp && !this.asks;
  }

  /** Whether the run is to ask before anything more is sent. */
  get asks(): boolean {
    const most = this.#follows ? maxTroubled : Math.min(maxTroubled, this.maxJobs());
    const troubled = this.jobs.troubled.length;
    // After a restart none is in trouble yet.
    if (troubled > 0) this.#troubledSince = true;
    else if (this.#troubledSince) this.#waved = this.#troubledSince = false;
    return !this.#waved && troubled >= most;
  }

  /** @param sending chunks that may become jobs */
  isFull(sending: number): boolean {
    const { open, troubled } = this.jobs;
    // As long as no job was ever followed to its end, those in trouble count: it may be true for all.
    const stuck = this.#waved || this.#follows ? 0 : troubled.length;
    return open + stuck + sending >= this.maxJobs();
  }

  /** Some job of this run was followed to its end. */
  get #follows(): boolean {
    const { succeeded, failed, invalid, unmatched } = this.book.tally;
    return succeeded + failed + invalid + unmatched > 0;
  }
}

/** A pause because of jobs: over when they are no longer too many. */
export function isAboutJobs(phase: RunPhase): boolean {
  return phase.kind === 'paused' && phase.why === 'jobs';
}
