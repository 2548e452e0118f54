import type { EntryIndex } from '../scan/entryIndex';
import { readFully, type ByteSource } from '../scan/source';

/** Glue up to here is read along rather than in a read of its own. */
const maxGap = 16 * 1024;
const openBracket = 0x5b;
const comma = 0x2c;
const closeBracket = 0x5d;

/**
 * The body of a chunk: a JSON array of the entries' own bytes. undefined when the file ends too early: it has changed.
 * @param entries ascending, at least one
 */
export async function readBody(
  source: ByteSource,
  places: EntryIndex,
  entries: readonly number[],
): Promise<Uint8Array | undefined> {
  const size = entries.reduce((sum, entry) => sum + places.length(entry), 0);
  const body = new Uint8Array(size + entries.length + 1);
  body[0] = openBracket;
  let at = 1;
  for (const group of groups(places, entries)) {
    const block = new Uint8Array(group.end - group.start);
    if ((await readFully(source, block, group.start)) < block.length) return undefined;
    for (const entry of group.entries) {
      const from = places.offset(entry) - group.start;
      body.set(block.subarray(from, from + places.length(entry)), at);
      at += places.length(entry);
      body[at++] = comma;
    }
  }
  body[body.length - 1] = closeBracket;
  return body;
}

/** The entries' own bytes within a body that `readBody` made of them. */
export function sliceBody(
  body: Uint8Array,
  places: EntryIndex,
  entries: readonly number[],
): readonly Uint8Array[] {
  let at = 1;
  return entries.map(entry => {
    const slice = body.subarray(at, at + places.length(entry));
    at += slice.length + 1;
    return slice;
  });
}

interface Group {
  readonly start: number;
  end: number;
  readonly entries: number[];
}

function groups(places: EntryIndex, entries: readonly number[]): readonly Group[] {
  const found: Group[] = [];
  for (const entry of entries) {
    const start = places.offset(entry);
    const end = start + places.length(entry);
    const last = found.at(-1);
    if (last !== undefined && start >= last.end && start - last.end <= maxGap) {
      last.entries.push(entry);
      last.end = end;
    } else {
      found.push({ start, end, entries: [entry] });
    }
  }
  return found;
}
