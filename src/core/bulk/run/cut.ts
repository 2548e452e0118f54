/** Entries that go into one request, in the order of the file, and the size of the body. */
export interface Cut {
  readonly entries: readonly number[];
  readonly bytes: number;
}

/**
 * The next chunk: as many entries as the limits allow, at least one where there is any.
 * @param unsent entries in the order of the file; no more of them are asked for than needed
 * @param length bytes of an entry
 */
export function cutChunk(
  unsent: Iterable<number>,
  length: (entry: number) => number,
  limits: { readonly entries: number; readonly bytes: number },
): Cut {
  const entries: number[] = [];
  let bytes = 2;
  for (const entry of unsent) {
    const more = length(entry) + (entries.length > 0 ? 1 : 0);
    if (entries.length > 0 && (entries.length >= limits.entries || bytes + more > limits.bytes)) break;
    entries.push(entry);
    bytes += more;
    if (entries.length >= limits.entries) break;
  }
  return { entries, bytes };
}
