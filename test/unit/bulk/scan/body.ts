import { byte } from '../../../../src/core/bulk/scan/bytes';
import type { EntryIndex } from '../../../../src/core/bulk/scan/entryIndex';
import type { EntryReader } from '../../../../src/core/bulk/scan/reader';

/** How large the body for some entries is, in bytes: the entries, a comma between two, and the brackets. */
export function bodyBytes(index: EntryIndex, entries: Iterable<number>): number {
  let size = 1;
  for (const entry of entries) size += index.length(entry) + 1;
  return Math.max(size, 2);
}

/**
 * The body that creates these entries: a list of the file's own bytes, nothing re-written (page api-11531004: a bare array).
 * Throws as the reader does.
 */
export async function buildBody(
  reader: EntryReader,
  index: EntryIndex,
  entries: Iterable<number>,
): Promise<Uint8Array> {
  const body = new Uint8Array(bodyBytes(index, entries));
  body[0] = byte.openList;
  let at = 1;
  for await (const run of reader.runs(entries)) {
    for (const entry of run.entries) {
      if (at > 1) body[at++] = byte.comma;
      const start = run.start(entry);
      const length = index.length(entry);
      body.set(run.bytes.subarray(start, start + length), at);
      at += length;
    }
  }
  body[at] = byte.closeList;
  return body;
}
