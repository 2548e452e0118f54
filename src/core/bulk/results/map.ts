import type { JobEntry, VerdictRow, VerdictsRecord } from '../records';
import { readClaims, type ChunkTies, type Claim } from './places';
import { tallyOfCounts, type JobCounts } from '../../api/jobCounts';
import { identityOf, knownVerdicts, restVerdict, uniformRows, uniformVerdict, verdictOf } from './status';

/** What is known of a chunk when its job has ended. */
export interface ChunkResults extends ChunkTies {
  /** The chunk's entries, in the order of the body. */
  readonly entries: readonly number[];
  /** Every row that the service gave, in its order. */
  readonly rows: readonly JobEntry[];
  readonly counts?: JobCounts | undefined;
}

/** How the results fall to the entries. Every entry is either in `same` or in `rows`; `rows` win. */
export interface MappedResults {
  readonly way: VerdictsRecord['way'];
  readonly same?: {
    readonly entries: readonly number[];
    readonly verdict: 'succeeded' | 'failed' | 'invalid' | 'unmatched';
  };
  readonly rows: readonly VerdictRow[];
  readonly strays: readonly string[];
}

interface Tied {
  readonly place: number;
  readonly row: JobEntry;
  readonly by: 'key' | 'input' | 'index';
}

/**
 * Ties the rows of a job to the entries of its chunk: by primary key, else by the input that a row repeats or the place that it claims
 * for itself, by position only where every entry has the same verdict (section 16, 4 of service-facts). Entries without a row have the
 * verdict that the counts leave over for them, where that is one and the same. A result on the wrong row would make a retry send
 * successes again, so what is in doubt is unmatched.
 */
export function mapResults(results: ChunkResults): MappedResults {
  const { entries, counts } = results;
  const rows = withoutRepeats(results.rows);
  const tied = tie(rows, readClaims(rows, results), entries.length);
  if (!agree(tied, entries.length, counts)) return nothing(results);
  const byKey = tied.every(({ by }) => by === 'key');
  const verdicts = tied.map(each => verdictRow(each, results));
  const used = new Set(tied.map(({ row }) => row));
  const strays = rows.filter(row => !used.has(row)).map(({ raw }) => raw);
  const way = tied.length === 0 ? 'none' : byKey ? 'key' : 'echo';
  if (tied.length === entries.length) return { way, rows: verdicts, strays };
  const uniform =
    uniformVerdict(counts, entries.length) ??
    (counts === undefined ? uniformRows(rows, entries.length) : undefined);
  if (uniform === undefined) {
    const mapped = new Set(tied.map(({ place }) => place));
    const rest = entries.filter((_, place) => !mapped.has(place));
    const untied = rows.filter(row => !used.has(row));
    const verdict = restVerdict([...used], untied, entries.length, counts) ?? 'unmatched';
    return { way, same: { entries: rest, verdict }, rows: verdicts, strays };
  }
  const same = { entries, verdict: uniform };
  if (tied.length > 0) return { way, same, rows: verdicts, strays };
  const inOrder = rows.length === entries.length && rows.every(({ status }) => verdictOf(status) === uniform);
  if (!inOrder || hasClaims(rows)) return { way: 'counts', same, rows: [], strays };
  const tiedByPosition = rows.map((row, place) =>
    verdictRow({ place, row: withoutId(row), by: 'index' }, results),
  );
  return { way: 'position', same, rows: tiedByPosition, strays: [] };
}

/** All entries unmatched, every row raw. */
function nothing({ entries, rows }: ChunkResults): MappedResults {
  return {
    way: 'none',
    same: { entries, verdict: 'unmatched' },
    rows: [],
    strays: rows.map(({ raw }) => raw),
  };
}

/** Paging while data changes may show a row twice (section 8.1). Only one that names its place is known to be the same. */
function withoutRepeats(rows: readonly JobEntry[]): readonly JobEntry[] {
  // A row that shares its name with no other one is no repeat: all of it is compared only where two do.
  const times = new Map<string | number, number>();
  const named = rows.map(({ key, index, echo }) => key ?? index ?? echo?.[0]);
  for (const name of named) if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
  const seen = new Set<string>();
  return rows.filter((row, at) => {
    const name = named[at];
    if (name === undefined || times.get(name) === 1) return true;
    const own = identityOf(row);
    const isNew = !seen.has(own);
    seen.add(own);
    return isNew;
  });
}

/** Each place at most one row, each row at most one place; a place that two rows want, or a conflict names, has none. */
function tie(rows: readonly JobEntry[], claims: readonly Claim[], size: number): readonly Tied[] {
  const wanted = new Array<number>(size).fill(0);
  for (const claim of claims) {
    const places = claim.kind === 'place' ? [claim.place] : claim.kind === 'conflict' ? claim.places : [];
    // A conflict counts for two: it leaves the place to nobody.
    for (const place of places) wanted[place] = (wanted[place] ?? 0) + (claim.kind === 'conflict' ? 2 : 1);
  }
  return rows.flatMap((row, at) => {
    const claim = claims[at];
    if (claim?.kind !== 'place' || wanted[claim.place] !== 1) return [];
    return [{ place: claim.place, row, by: claim.by }];
  });
}

/** The mapped rows may not say more than the counts do, and all of them together must say the same. */
function agree(tied: readonly Tied[], size: number, counts: JobCounts | undefined): boolean {
  if (counts === undefined) return true;
  const said = tallyOfCounts(counts);
  // Counts of something else than entries, e.g. of attempts, say nothing against rows that are all there.
  if (tied.length === size && said.sum !== size && tied.every(({ by }) => by === 'key')) return true;
  const mapped = { succeeded: 0, failed: 0, invalid: 0, other: 0 };
  for (const { row } of tied) mapped[verdictOf(row.status) ?? 'other']++;
  return knownVerdicts.every(verdict =>
    tied.length === size ? mapped[verdict] === said[verdict] : mapped[verdict] <= said[verdict],
  );
}

function hasClaims(rows: readonly JobEntry[]): boolean {
  return rows.some(({ key, index, echo }) => (key ?? index ?? echo) !== undefined);
}

/** By position the message may belong to a neighbour; an id may not. */
function withoutId({ status, message, field, raw }: JobEntry): JobEntry {
  return {
    status,
    raw,
    ...(message === undefined ? {} : { message }),
    ...(field === undefined ? {} : { field }),
  };
}

/** A row whose status nobody knows is shown with its word. */
function verdictRow({ place, row }: Tied, { entries, keys }: ChunkResults): VerdictRow {
  const verdict = verdictOf(row.status) ?? 'unmatched';
  const message = row.message ?? (verdict === 'unmatched' ? row.status : undefined);
  const key = row.key ?? keys[place];
  return {
    entry: entries[place] ?? -1,
    verdict,
    ...(message === undefined ? {} : { message }),
    ...(row.field === undefined ? {} : { field: row.field }),
    ...(row.processId === undefined ? {} : { processId: row.processId }),
    ...(key === undefined ? {} : { key }),
  };
}
