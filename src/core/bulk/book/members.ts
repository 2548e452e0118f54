import type { RunRecord } from '../records';

/*
 * A family adds up only when all of its runs are there: without the retry that succeeded, its entries still look failed. So each run names those before it, and a
 * later one has its family in its own id, that is in the name of its journal, which tells even when not a word of the journal can be read. Two windows that begin
 * the same next run want the same name, and the file system grants it to one.
 */

const later = /^(.+)-r([1-9]\d*)$/;

/** The id of the next run of a family that has had so many. */
export function nextRunId(family: string, members: number): string {
  return `${family}-r${members + 1}`;
}

/**
 * Orders the runs of one family, the oldest first: by the number that each has from its place, since a clock may be set back between two runs, and a retry taken
 * for older than what it repeats would let its entries look failed once more.
 */
export function inOrder(a: Pick<RunRecord, 'id' | 'at'>, b: Pick<RunRecord, 'id' | 'at'>): number {
  return placeOf(a.id) - placeOf(b.id) || a.at - b.at;
}

function placeOf(id: string): number {
  return Number(later.exec(id)?.[2] ?? 1);
}

/** The family that the id of a later run names; undefined for the id of a first run. */
export function familyInId(id: string): string | undefined {
  return later.exec(id)?.[1];
}

/**
 * The runs that a family is known to have, or to have had, and that are not among those given: deleted, or unreadable. As long as there is one, nobody knows what
 * was sent and what became of it.
 * @param runs of one family
 * @param unreadable ids of all journals of which not even the first record can be read
 */
export function missingMembers(
  runs: readonly Pick<RunRecord, 'id' | 'family' | 'earlier'>[],
  unreadable: Iterable<string> = [],
): string[] {
  const missing = new Set(runs.flatMap(({ family, earlier = [] }) => [family, ...earlier]));
  const families = new Set(runs.map(({ family }) => family));
  for (const id of unreadable) if (families.has(familyInId(id) ?? id)) missing.add(id);
  for (const { id } of runs) missing.delete(id);
  return [...missing];
}
