import { meaningOf, tallyOfCounts, type JobCounts } from '../../api/jobCounts';

/** How long nothing must have happened in a job before words that nobody knows are taken for its end. */
const firstMs = 60_000;
/** The same for words that jobs of this run have ended with before. */
const knownMs = 5_000;

/** Words of what goes on, in any spelling. Assumed: the documents know but NOT_STARTED (section 5 of service-facts). */
const goesOn =
  /not.?started|progress|process(?!ed)|pending|queue|wait|start|running|active|retry|schedul|created|accepted|new|open/i;

/** Words that begin like an end, e.g. COMPLETED_WITH_ERRORS: assumed. */
const ends =
  /^(?:complete|completed|finished|done|success|succeeded|successful|failed|failure|error|ended|processed|partial|partially|cancell?ed|aborted|terminated|timed)(?![a-z])/i;

/** What a job said of itself in its latest answer. */
export interface Said {
  readonly counts: JobCounts | undefined;
  readonly completionStatus: string | undefined;
  /** Entries that were sent. */
  readonly size: number;
}

/** Jobs that are done as far as anybody can tell, in words that are not documented. What their entries say then decides; nothing is made of the words. */
export class Endings {
  readonly #known = new Set<string>();

  /**
   * Whether a job that stands still has nothing left to do: its counts hold every entry that was sent, in words none of which speaks of what goes
   * on; or it has no counts, and its word begins like an end.
   * @param stillMs since an answer last told something new
   */
  isSettled({ counts, completionStatus, size }: Said, stillMs: number): boolean {
    const sum = counts === undefined ? 0 : tallyOfCounts(counts).sum;
    const word = (completionStatus ?? '').trim();
    const words = counts === undefined || sum === 0 ? [word] : strange(counts);
    const ended = sum === 0 ? ends.test(word) : sum >= size && !words.some(each => goesOn.test(each));
    if (!ended) return false;
    if (stillMs < (words.every(each => this.#known.has(each)) ? knownMs : firstMs)) return false;
    for (const each of words) this.#known.add(each);
    return true;
  }
}

function strange(counts: JobCounts): string[] {
  return Object.keys(counts).filter(word => (counts[word] ?? 0) > 0 && meaningOf(word) === 'unfinished');
}
