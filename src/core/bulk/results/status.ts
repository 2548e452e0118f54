import { meaningOf, tallyOfCounts, type JobCounts } from '../../api/jobCounts';
import type { JobEntry, ResultVerdict } from '../records';

/** What the service can say about an entry that it is done with. */
export type KnownVerdict = Extract<ResultVerdict, 'succeeded' | 'failed' | 'invalid'>;

export const knownVerdicts = ['succeeded', 'failed', 'invalid'] as const satisfies readonly KnownVerdict[];

/** The verdict of a status word; undefined for one that says nothing final, or that nobody knows. */
export function verdictOf(status: string): KnownVerdict | undefined {
  const meaning = meaningOf(status);
  return meaning === 'unfinished' ? undefined : meaning;
}

/** The one verdict of all `size` entries, where the counts say that they all have the same. */
export function uniformVerdict(counts: JobCounts | undefined, size: number): KnownVerdict | undefined {
  if (counts === undefined || size === 0) return undefined;
  const tally = tallyOfCounts(counts);
  return tally.sum === size ? knownVerdicts.find(verdict => tally[verdict] === size) : undefined;
}

/** The one verdict of `size` rows of which no two are the same row read twice. */
export function uniformRows(rows: readonly JobEntry[], size: number): KnownVerdict | undefined {
  if (rows.length !== size || new Set(rows.map(identityOf)).size !== size) return undefined;
  const [first] = rows;
  const verdict = first === undefined ? undefined : verdictOf(first.status);
  return rows.every(({ status }) => verdictOf(status) === verdict) ? verdict : undefined;
}

/** Equal for a row that was read twice. The raw text alone is not enough: it is cut, and what differs may stand behind. */
export function identityOf({ status, message, processId, key, index, raw }: JobEntry): string {
  return JSON.stringify([status, message ?? null, processId ?? null, key ?? null, index ?? null, raw]);
}

/**
 * The one verdict of all entries but those that have a row, where the counts leave no other over: each entry is counted, and every count
 * but one is used up by the rows.
 * @param untied rows that belong to nobody for certain: they may not say otherwise
 */
export function restVerdict(
  tied: readonly JobEntry[],
  untied: readonly JobEntry[],
  size: number,
  counts: JobCounts | undefined,
): KnownVerdict | undefined {
  if (counts === undefined || tied.length === 0) return undefined;
  const tally = tallyOfCounts(counts);
  if (tally.sum !== size || tally.unfinished > 0) return undefined;
  const left = { succeeded: tally.succeeded, failed: tally.failed, invalid: tally.invalid };
  for (const { status } of tied) {
    const verdict = verdictOf(status);
    if (verdict === undefined) return undefined;
    left[verdict]--;
  }
  const rest = knownVerdicts.find(verdict => left[verdict] === size - tied.length);
  return untied.every(({ status }) => verdictOf(status) === rest) ? rest : undefined;
}

/** Whether the rows are what a finished job has: one for each entry, each with a final word, as many of each as the counts say. */
export function isSettled(rows: readonly JobEntry[], size: number, counts: JobCounts | undefined): boolean {
  if (rows.length !== size) return false;
  const sums = { succeeded: 0, failed: 0, invalid: 0, other: 0 };
  for (const { status } of rows) sums[verdictOf(status) ?? 'other']++;
  if (sums.other > 0) return false;
  const said = counts === undefined ? undefined : tallyOfCounts(counts);
  return said === undefined || knownVerdicts.every(verdict => sums[verdict] === said[verdict]);
}
