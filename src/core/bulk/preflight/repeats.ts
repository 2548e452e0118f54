import { isObject } from '../../json';
import { blockEntries, type SharedIndex } from '../scan/entryIndex';
import { EntryReader } from '../scan/reader';
import type { ByteSource } from '../scan/source';
import { makeBits, setBit } from './bits';
import { keyOf } from './key';
import { canonical, isLossy } from './lossy';
import { mostPlaces, type Place, type RepeatedKey, type Repeats } from './report';
import { walkText } from './textWalk';

/** So many hashes that occur twice are looked into at once: bounds the keys that are held. */
const atOnce = 16_384;

interface Seen {
  readonly first: number;
  count: number;
  readonly places: Place[];
}

/**
 * Finds the primary keys that stand in several entries. Equal hashes only make candidates: those entries are read again, and
 * their keys compared. Beyond the hashes it takes 4 bytes an entry. Throws only what reading throws.
 * @param hashes by blocks of the index, 0 for an entry without a key
 */
export async function findRepeats(
  source: ByteSource,
  index: SharedIndex,
  hashes: readonly SharedArrayBuffer[],
  attribute: string,
): Promise<Repeats> {
  const views = hashes.map(block => new Uint32Array(block));
  const hashAt = (entry: number): number =>
    views[Math.floor(entry / blockEntries)]?.[entry % blockEntries] ?? 0;
  const suspects = twice(views, index.count);
  const set = makeBits(index.count);
  const examples: (RepeatedKey & { readonly first: number })[] = [];
  let keys = 0;
  let entries = 0;
  for (let from = 0; from < suspects.length; from += atOnce) {
    const part = suspects.subarray(from, from + atOnce);
    const seen = new Map<string, Seen>();
    for await (const { entry, key } of keysOf(
      source,
      index,
      attribute,
      candidates(part, hashAt, index.count),
    )) {
      const place = { entry, line: index.line(entry) };
      const known = seen.get(key);
      if (known === undefined) {
        seen.set(key, { first: entry, count: 1, places: [place] });
        continue;
      }
      setBit(set, entry);
      entries++;
      known.count++;
      if (known.places.length < mostPlaces) known.places.push(place);
    }
    for (const [key, found] of seen) {
      if (found.count < 2) continue;
      keys++;
      examples.push({ key: key.slice(0, 200), ...found });
    }
    examples.sort((a, b) => a.first - b.first).splice(mostPlaces);
  }
  return { keys, entries, set, examples: examples.map(({ key, count, places }) => ({ key, count, places })) };
}

/** The hashes that occur more than once, ascending. */
function twice(views: readonly Uint32Array[], count: number): Uint32Array {
  const all = new Uint32Array(count);
  views.forEach((view, i) =>
    all.set(view.subarray(0, Math.min(blockEntries, count - i * blockEntries)), i * blockEntries),
  );
  all.sort();
  let found = 0;
  for (let i = 1; i < count; i++) {
    const hash = all[i] ?? 0;
    if (hash !== 0 && hash === all[i - 1] && (found === 0 || all[found - 1] !== hash)) all[found++] = hash;
  }
  return all.slice(0, found);
}

function* candidates(
  suspects: Uint32Array,
  hashAt: (entry: number) => number,
  count: number,
): Iterable<number> {
  const least = suspects[0] ?? 0;
  const most = suspects.at(-1) ?? 0;
  for (let entry = 0; entry < count; entry++) {
    const hash = hashAt(entry);
    if (hash >= least && hash <= most && isAmong(suspects, hash)) yield entry;
  }
}

function isAmong(sorted: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

async function* keysOf(
  source: ByteSource,
  index: SharedIndex,
  attribute: string,
  entries: Iterable<number>,
): AsyncIterable<{ entry: number; key: string }> {
  for await (const run of new EntryReader(source, index).runs(entries)) {
    for (const entry of run.entries) {
      const start = run.start(entry);
      const text = run.bytes.toString('utf8', start, start + index.length(entry));
      const key = exactKey(text, attribute, index.hasLongNumber(entry));
      if (key !== undefined) yield { entry, key };
    }
  }
}

/** The key as text; of a number that a double cannot hold, as it is written. */
function exactKey(text: string, attribute: string, longNumber: boolean): string | undefined {
  const value: unknown = JSON.parse(text);
  const key = isObject(value) ? keyOf(value, attribute) : undefined;
  if (key?.value === undefined) return undefined;
  const plain = String(key.value);
  if (typeof key.value === 'string' || !longNumber) return plain;
  let exact = plain;
  const wanted = JSON.stringify(key.inData ? ['data', attribute] : [attribute]);
  walkText(text, {
    number: (path, raw) => {
      if (JSON.stringify(path) === wanted) exact = isLossy(raw) ? canonical(raw) : plain;
    },
  });
  return exact;
}
