import type { JobEntry } from '../records';
import { readBase, type Base } from './indexes';

/** What a row says about its place within the chunk, from 0. */
export type Claim =
  | { readonly kind: 'place'; readonly place: number; readonly by: 'key' | 'input' | 'index' }
  /** It contradicts itself, or holds a key that this chunk did not send: nobody may have these places. */
  | { readonly kind: 'conflict'; readonly places: readonly number[] }
  | { readonly kind: 'none' };

/** What the entries of a chunk can be known by, in the order of the body. */
export interface ChunkTies {
  /** Primary keys as texts; undefined for an entry without one. */
  readonly keys: readonly (string | undefined)[];
  /** Hashes of what an answer may repeat of each entry (`echoable`). */
  readonly echoes?: readonly (readonly string[])[] | undefined;
}

/** For each row, the place that its key, the input that it repeats, and its index name. */
export function readClaims(rows: readonly JobEntry[], ties: ChunkTies): readonly Claim[] {
  const { keys } = ties;
  const byKey = placesOf(keys.map(key => (key === undefined ? [] : [key])));
  const byInput = placesOf(ties.echoes ?? []);
  const named = rows.map(row => namedBy(row, byKey, byInput));
  const base = readBase(
    rows.map(({ index }, at) => ({ index, places: named[at]?.places })),
    keys.length,
  );
  const claims = rows.map((row, at) => claimOf(row, named[at], keys, base));
  if (!claims.some(({ kind }) => kind === 'conflict')) return claims;
  // Where keys and indexes contradict each other anywhere, an index alone proves nothing.
  return claims.map(claim => (claim.kind === 'place' && claim.by === 'index' ? { kind: 'none' } : claim));
}

interface Named {
  readonly places: readonly number[];
  readonly by: 'key' | 'input';
}

type Places = ReadonlyMap<string, readonly number[]>;

/** The places that have the row's key; else those whose input it repeats, the outermost object first. */
function namedBy({ key, echo = [] }: JobEntry, byKey: Places, byInput: Places): Named | undefined {
  if (key !== undefined) {
    const places = byKey.get(key);
    return places && { places, by: 'key' };
  }
  const places = echo.map(hash => byInput.get(hash)).find(found => found !== undefined);
  return places && { places, by: 'input' };
}

function claimOf(row: JobEntry, named: Named | undefined, keys: ChunkTies['keys'], base: Base): Claim {
  if (base === 'neither' && named !== undefined && row.index !== undefined) {
    return { kind: 'conflict', places: named.places };
  }
  const index = typeof base !== 'number' || row.index === undefined ? undefined : row.index - base;
  if (index === undefined) {
    const [place] = named?.places ?? [];
    return place !== undefined && named?.places.length === 1
      ? { kind: 'place', place, by: named.by }
      : { kind: 'none' };
  }
  // A key of the service's own making contradicts no entry that was sent without one.
  if (named === undefined && (row.key === undefined || keys[index] === undefined)) {
    return { kind: 'place', place: index, by: 'index' };
  }
  if (named?.places.includes(index) === true) {
    return { kind: 'place', place: index, by: named.places.length === 1 ? named.by : 'index' };
  }
  return { kind: 'conflict', places: [index, ...(named?.places ?? [])] };
}

/** What several entries share names all of their places, and so none. */
function placesOf(names: readonly (readonly string[])[]): Places {
  const places = new Map<string, number[]>();
  for (const [place, own] of names.entries()) {
    for (const name of new Set(own)) {
      const known = places.get(name);
      if (known === undefined) places.set(name, [place]);
      else known.push(place);
    }
  }
  return places;
}
