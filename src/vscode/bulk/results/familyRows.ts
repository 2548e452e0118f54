import type { RunBook } from '../../../core/bulk/book/book';
import { byteOf, EntryTable } from '../../../core/bulk/book/entryTable';
import { familyVerdicts } from '../../../core/bulk/book/family';
import { NumberedCauses } from '../../../core/bulk/book/causes';
import type { ReportRow } from '../../../core/bulk/book/changes';
import { rowsOf } from '../../../core/bulk/book/rows';
import type { Cause } from '../../../core/bulk/book/types';
import { runInSlices } from '../../../core/slices';
import type { FamilyView, RunService, RunView } from '../types';

/** The verdicts of entries that did not succeed, of those that were sent. */
export const badVerdicts = ['failed', 'invalid', 'refused', 'unknown', 'untracked', 'unmatched'] as const;

/**
 * The latest verdict of each entry of a family that has one, with all that is told about it, each entry once; run by run in the order of
 * their journals, in batches, with rests between them. Holds some bytes an entry. Throws what the journals throw.
 * @param isWanted no row is made for the others
 */
export async function* familyRows(
  runs: readonly RunView[],
  records: RunService['records'],
  isWanted: (entry: number) => boolean = () => true,
): AsyncGenerator<readonly ReportRow[], void, void> {
  const owners = await runInSlices(ownersOf(runs.map(({ book }) => book)));
  for (const [at, { id }] of runs.entries()) {
    yield* rowsOf(records(id), entry => owners[entry] === at + 1 && isWanted(entry));
  }
}

/** A millisecond or two. */
const stretch = 250_000;

/** For each entry of the file the run (from 1) that has the last word on it, as `familyVerdicts` has it. Yields now and then. */
export function* ownersOf(books: readonly RunBook[]): Generator<void, Uint16Array, void> {
  const owners = new Uint16Array(books[0]?.run.file.entries ?? 0);
  for (const [at, { verdictBytes }] of books.entries()) {
    for (let from = 0; from < verdictBytes.length; from += stretch) {
      claim(owners, verdictBytes, at + 1, from, Math.min(from + stretch, verdictBytes.length));
      yield;
    }
  }
  return owners;
}

const outside = byteOf('outside');
const skipped = byteOf('skipped');

/** A plain loop, and a function of its own: this runs over millions of entries. */
function claim(owners: Uint16Array, verdicts: Uint8Array, run: number, from: number, to: number): void {
  for (let entry = from; entry < to; entry++) {
    const verdict = verdicts[entry];
    if (verdict === outside || (verdict === skipped && owners[entry] !== 0)) continue;
    owners[entry] = run;
  }
}

const badBytes: ReadonlySet<number> = new Set(badVerdicts.map(byteOf));

/** Why entries of a family have not succeeded up to now, most frequent first. */
export async function familyCauses(
  { runs }: Pick<FamilyView, 'runs'>,
  records: RunService['records'],
): Promise<readonly Cause[]> {
  const [first, ...others] = runs;
  if (first === undefined) return [];
  if (others.length === 0) return first.book.causes();
  const table = new EntryTable(first.book.run.file.entries);
  const causes = new NumberedCauses();
  const verdictBytes = familyVerdicts(runs.map(({ book }) => book));
  const isBad = (entry: number): boolean => badBytes.has(verdictBytes[entry] ?? outside);
  for await (const rows of familyRows(runs, records, isBad)) {
    for (const { entry, verdict, why, field, message } of rows) {
      if (verdict === 'succeeded' || verdict === 'skipped') continue;
      const { code, status } = why ?? {};
      const cause = causes.numberOf({ verdict, code, status, field, message: message ?? why?.detail });
      table.set(entry, byteOf(verdict), cause);
    }
  }
  return causes.list(table);
}
