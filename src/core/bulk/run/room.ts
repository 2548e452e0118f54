import type { RunBook } from '../book/book';
import type { RunPhase } from '../records';
import type { Tracker } from './tracker';

/** So many jobs that cannot be followed, or stand still, are no longer a matter of single jobs: the user is asked. */
const maxTroubled = 10;

/** How many jobs there may be, and when those in trouble are too many. */
export class Room {
  /** The user goes on although jobs cannot be followed; until they all can again. */
  #waved = false;

  constructor(
    private readonly book: RunBook,
    private readonly tracker: Tracker,
    private readonly maxJobs: () => number,
  ) {}

  /** The user goes on after a pause. */
  goOn(phase: RunPhase): void {
    this.#waved ||= isAboutJobs(phase);
  }

  /** Whether the run is to ask before anything more is sent. */
  get asks(): boolean {
    const most = this.#follows ? maxTroubled : Math.min(maxTroubled, this.maxJobs());
    const troubled = this.tracker.troubled.length;
    if (troubled === 0) this.#waved = false;
    return !this.#waved && troubled >= most;
  }

  /** @param sending chunks that may become jobs */
  isFull(sending: number): boolean {
    const { open, troubled } = this.tracker;
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
