import type { EntryIndex } from '../scan/entryIndex';
import { readFully, type ByteSource } from '../scan/source';

/** Glue up to here is read along rather than in a read of its own. */
const maxGap = 16 * 1024;
/** What is read at once: each read takes its turn in another thread and back. */
const windowBytes = 1280 * 1024;
const openBracket = 0x5b;
const comma = 0x2c;
const closeBracket = 0x5d;

/** Windows that no reading uses. New memory for each would have to be cleared and collected: that took longer than the reading. */
const windows: Uint8Array[] = [];

/**
 * The body of a chunk: a JSON array of the entries' own bytes. undefined when the file ends too early: it has changed. Throws what the
 * system throws.
 * @param entries ascending, at least one
 */
export async function readBody(
  source: ByteSource,
  places: EntryIndex,
  entries: readonly number[],
): Promise<Uint8Array | undefined> {
  const size = entries.reduce((sum, entry) => sum + places.length(entry), 0);
  // Every byte of it is written below.
  const body: Uint8Array = Buffer.allocUnsafeSlow(size + entries.length + 1);
  body[0] = openBracket;
  let at = 1;
  const window = windows.pop() ?? new Uint8Array(windowBytes);
  try {
    for (const batch of batches(places, entries)) {
      const block = batch.size <= windowBytes ? window : new Uint8Array(batch.size);
      if (!(await readBatch(source, batch, block))) return undefined;
      for (const { start, within, entries: own } of batch.groups) {
        for (const entry of own) {
          const from = within + places.offset(entry) - start;
          const length = places.length(entry);
          body.set(block.subarray(from, from + length), at);
          at += length;
          body[at++] = comma;
        }
      }
    }
  } finally {
    windows.push(window);
  }
  body[body.length - 1] = closeBracket;
  return body;
}

/** All groups side by side; resolves when no read is under way any more. False when the file ends too early. */
async function readBatch(source: ByteSource, { groups }: Batch, block: Uint8Array): Promise<boolean> {
  const reads = groups.map(async ({ start, end, within }) => {
    const part = block.subarray(within, within + end - start);
    return (await readFully(source, part, start)) === part.length;
  });
  const ends = await Promise.allSettled(reads);
  // The first that failed throws.
  for (const [at, end] of ends.entries()) if (end.status === 'rejected') await reads[at];
  return ends.every(end => end.status === 'fulfilled' && end.value);
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

/** Neighbours in the file. */
interface Group {
  readonly start: number;
  end: number;
  readonly within: number;
  readonly entries: number[];
}

/** Groups that are read at once; `within` tells where each one lies in the block. */
interface Batch {
  readonly groups: Group[];
  size: number;
}

/** No larger than the window, unless a single entry is. */
function* batches(places: EntryIndex, entries: readonly number[]): Generator<Batch, void, void> {
  let batch: Batch = { groups: [], size: 0 };
  for (const entry of entries) {
    const start = places.offset(entry);
    const end = start + places.length(entry);
    const last = batch.groups.at(-1);
    const joins = last !== undefined && start >= last.end && start - last.end <= maxGap;
    const more = end - (joins ? last.end : start);
    if (batch.size > 0 && batch.size + more > windowBytes) {
      yield batch;
      batch = { groups: [{ start, end, within: 0, entries: [entry] }], size: end - start };
    } else if (joins) {
      last.entries.push(entry);
      last.end = end;
      batch.size += more;
    } else {
      batch.groups.push({ start, end, within: batch.size, entries: [entry] });
      batch.size += more;
    }
  }
  if (batch.size > 0) yield batch;
}
