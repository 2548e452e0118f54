import { tallyOfCounts, type CountTally, type JobCounts } from './jobCounts';
import type { Job } from './jobs';

/** Where a job stands after a poll; hand it in with the next one. */
export type JobProgress = {
  /** Absent when the job tells no counts. */
  readonly tally?: CountTally;
} & (
  | {
      readonly kind: 'unfinished';
      /** It looks finished, but has to look so in one more poll. */
      readonly confirm: boolean;
      /** Polls in a row, this one included, with the same counts and the same word. */
      readonly same: number;
      /** When they were first seen, epoch ms. */
      readonly since: number;
      /** What must be the same. */
      readonly fingerprint: string;
    }
  | {
      readonly kind: 'finished';
      /** What says so: rules 1, 2 and 3, 4 of section 5 of service-facts; `standstill` is ours, see there. */
      readonly by: 'completedAt' | 'counts' | 'word' | 'standstill';
      /** Entries that were sent and are not counted; 0 when nobody knows. */
      readonly missing: number;
    }
  /** Nothing is unfinished, but for several polls there were fewer entries than sent. */
  | { readonly kind: 'short'; readonly missing: number }
);

/** Words that plainly end a job; all but those that entries have are guesses (section 5 of service-facts, rule 4). */
const endWords = new Set([
  'SUCCESS',
  'ERROR',
  'INVALID',
  'COMPLETED',
  'COMPLETE',
  'FAILED',
  'CANCELLED',
  'CANCELED',
  'DONE',
  'FINISHED',
]);

/** Fewer entries than sent must be seen this often in a row, and for this time: rows may still be on their way. */
const shortAfter = 5;
const shortAfterMs = 2 * 60_000;

/** A word that ends the job against counts that do not: after this many polls in a row nothing more is to be expected. */
const standstillAfter = 10;
const standstillAfterMs = 2 * 60_000;

/**
 * Whether a job is finished: the completion rule of section 5 of service-facts, in its order. To it we add one rule, lest a job
 * that was cancelled or has words of its own be asked for ever: a `completionStatus` that ends the job, with counts that say
 * otherwise and stand still for ten polls, ends it too.
 * @param submitted how many entries were sent; undefined for a job that was opened by its id
 * @param previous what this function gave for the poll before
 * @param now epoch ms
 */
export function jobProgress(
  job: Job,
  submitted: number | undefined,
  previous: JobProgress | undefined,
  now: number,
): JobProgress {
  const tally = job.counts === undefined ? undefined : tallyOfCounts(job.counts);
  const told = tally === undefined ? {} : { tally };
  const missing = tally === undefined || submitted === undefined ? 0 : Math.max(0, submitted - tally.sum);
  if (job.completedAt !== undefined && job.completedAt > 0) {
    return { ...told, kind: 'finished', by: 'completedAt', missing };
  }
  const ends = endWords.has((job.completionStatus ?? '').trim().toUpperCase());
  if (tally === undefined && ends) return { kind: 'finished', by: 'word', missing: 0 };

  const fingerprint = fingerprintOf(job.counts, job.completionStatus);
  const before =
    previous?.kind === 'unfinished' && previous.fingerprint === fingerprint ? previous : undefined;
  const same = (before?.same ?? 0) + 1;
  const since = before?.since ?? now;
  const lastedMs = now - since;
  const settled = tally !== undefined && tally.sum > 0 && tally.unfinished === 0;
  if (settled && submitted !== undefined && missing === 0) {
    return { ...told, kind: 'finished', by: 'counts', missing };
  }
  if (settled && submitted === undefined && same > 1) {
    return { ...told, kind: 'finished', by: 'counts', missing };
  }
  if (settled && submitted !== undefined && same >= shortAfter && lastedMs >= shortAfterMs) {
    return { ...told, kind: 'short', missing };
  }
  if (ends && same >= standstillAfter && lastedMs >= standstillAfterMs) {
    return missing > 0
      ? { ...told, kind: 'short', missing }
      : { ...told, kind: 'finished', by: 'standstill', missing };
  }
  return {
    ...told,
    kind: 'unfinished',
    confirm: settled && submitted === undefined,
    same,
    since,
    fingerprint,
  };
}

/** Counts of zero may come and go. */
function fingerprintOf(counts: JobCounts | undefined, word: string | undefined): string {
  const present = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  present.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([counts === undefined ? null : present, word ?? '']);
}
