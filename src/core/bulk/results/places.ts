import type { JobEntry } from '../records';

/** What a row says about its place within the chunk, from 0. */
export type Claim =
  | { readonly kind: 'place'; readonly place: number; readonly by: 'key' | 'echo' }
  /** It contradicts itself, or holds a key that this chunk did not send: nobody may have these places. */
  | { readonly kind: 'conflict'; readonly places: readonly number[] }
  | { readonly kind: 'none' };

/** For each row, the place that its key and its index name. */
export function readClaims(
  rows: readonly JobEntry[],
  keys: readonly (string | undefined)[],
): readonly Claim[] {
  const byKey = placesByKey(keys);
  const base = readBase(rows, keys, byKey);
  const claims = rows.map(row => claimOf(row, keys, byKey, base));
  if (!claims.some(({ kind }) => kind === 'conflict')) return claims;
  // Where keys and indexes contradict each other anywhere, an index alone proves nothing.
  return claims.map(claim => (claim.kind === 'place' && claim.by === 'echo' ? { kind: 'none' } : claim));
}

function claimOf(
  row: JobEntry,
  keys: readonly (string | undefined)[],
  byKey: ReadonlyMap<string, readonly number[]>,
  base: Base,
): Claim {
  const keyed = row.key === undefined ? undefined : byKey.get(row.key);
  if (base === 'neither' && keyed !== undefined && row.index !== undefined) {
    return { kind: 'conflict', places: keyed };
  }
  const echoed = typeof base !== 'number' || row.index === undefined ? undefined : row.index - base;
  if (echoed === undefined) {
    const [place] = keyed ?? [];
    return place !== undefined && keyed?.length === 1
      ? { kind: 'place', place, by: 'key' }
      : { kind: 'none' };
  }
  // A key of the service's own making contradicts no entry that was sent without one.
  if (row.key === undefined || (keyed === undefined && keys[echoed] === undefined)) {
    return { kind: 'place', place: echoed, by: 'echo' };
  }
  if (keyed?.includes(echoed) === true) {
    return { kind: 'place', place: echoed, by: keyed.length === 1 ? 'key' : 'echo' };
  }
  return { kind: 'conflict', places: [echoed, ...(keyed ?? [])] };
}

/** A key that the chunk holds more than once names all of its places, and so none. */
function placesByKey(keys: readonly (string | undefined)[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, key] of keys.entries()) {
    if (key === undefined) continue;
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  return places;
}

/** `neither`: the numbers could be places, but what they say is not what the keys say. */
type Base = 0 | 1 | 'neither' | undefined;

/**
 * Whether the rows count places from 0 or from 1; undefined where that does not show, or where their numbers are no
 * places at all. A 0 or the chunk's size tells it; else the rows that have a key too.
 */
function readBase(
  rows: readonly JobEntry[],
  keys: readonly (string | undefined)[],
  byKey: ReadonlyMap<string, readonly number[]>,
): Base {
  const size = keys.length;
  const numbers = distinct(rows);
  if (numbers === undefined || numbers.length === 0) return undefined;
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (low < 0 || high > size || !numbers.every(Number.isInteger)) return undefined;
  const bases = ([0, 1] as const).filter(base => low >= base && high < size + base);
  const both = rows.flatMap(({ key, index }) => {
    const places = key === undefined ? undefined : byKey.get(key);
    return places === undefined || index === undefined ? [] : [{ places, index }];
  });
  const agreeing = bases.map(
    base => both.filter(({ places, index }) => places.includes(index - base)).length,
  );
  // Numbers that most keys contradict are something else, e.g. the order of processing.
  if (both.length >= enoughKeys && Math.max(0, ...agreeing) * 2 < both.length) return undefined;
  const [base, other] = bases;
  if (other === undefined || base === undefined) return base;
  if (both.length === 0) return undefined;
  const [from0 = 0, from1 = 0] = agreeing;
  return from0 === from1 ? 'neither' : from0 > from1 ? base : other;
}

/** From here on a majority proves something. */
const enoughKeys = 10;

/** The rows' numbers; undefined where different rows claim the same, e.g. because each page counts for itself. */
function distinct(rows: readonly JobEntry[]): readonly number[] | undefined {
  const owners = new Map<number, string>();
  for (const { index, raw } of rows) {
    if (index === undefined) continue;
    const owner = owners.get(index);
    if (owner !== undefined && owner !== raw) return undefined;
    owners.set(index, raw);
  }
  return [...owners.keys()];
}
