import { meaningOf, tallyOf, type JobCounts } from '../../api/jobCounts';

/** How long nothing must have happened in a job before what it says is taken for its end, though its words are not the documented ones. */
export const settledMs = 2 * 60_000;

/** Words of what goes on, in any spelling. Assumed: the documents know but NOT_STARTED (section 5 of service-facts). */
const goesOn =
  /not.?started|progress|process(?!ed)|pending|queue|wait|start|running|active|retry|schedul|created|accepted|new|open/i;

/** Words that begin like an end, e.g. COMPLETED_WITH_ERRORS: assumed. */
const ends =
  /^(?:complete|completed|finished|done|success|succeeded|successful|failed|failure|error|ended|processed|partial|partially|cancell?ed|aborted|terminated|timed)(?![a-z])/i;

/**
 * Whether a job that stands still has nothing left to do: its counts hold every entry that was sent, in words none of which speaks of what
 * goes on; or it has no counts, and its word begins like an end. What its entries say then decides; nothing is made of the words themselves.
 */
export function looksSettled(
  counts: JobCounts | undefined,
  completionStatus: string | undefined,
  size: number,
): boolean {
  const word = (completionStatus ?? '').trim();
  if (counts === undefined || tallyOf(counts).sum === 0) return ends.test(word);
  if (tallyOf(counts).sum < size) return false;
  return Object.entries(counts).every(
    ([name, count]) => count === 0 || meaningOf(name) !== 'unfinished' || !goesOn.test(name),
  );
}
