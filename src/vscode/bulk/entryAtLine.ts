import { columnOf, offsetAt } from '../../core/bulk/scan/place';
import { EntryReader } from '../../core/bulk/scan/reader';
import { scan } from '../../core/bulk/scan/scan';
import { openFile, type ByteSource } from '../../core/bulk/scan/source';
import type { EntryIndex } from '../../core/bulk/scan/entryIndex';

/**
 * The text of the entry that begins at a place in a file, or else of the one that the place is part of. Undefined when the file holds no
 * entries (any more). Throws what the system throws.
 * @param line from 1
 * @param column from 1, in UTF-16 units; several entries may begin in a line
 */
export async function entryAtLine(file: string, line: number, column = 1): Promise<string | undefined> {
  const source = await openFile(file);
  try {
    const scanned = await scan(source);
    if (!scanned.ok) return undefined;
    const first = lastNotBehind(scanned.index, line);
    if (first === undefined) return undefined;
    const entry = await along(source, scanned.index, first, line, column);
    return new TextDecoder().decode(await new EntryReader(source, scanned.index).bytes(entry));
  } finally {
    await source.close();
  }
}

/** The first entry that begins in the line; without one, the last that begins before it. */
function lastNotBehind(index: EntryIndex, line: number): number | undefined {
  let low = 0;
  let high = index.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (index.line(middle) < line) low = middle + 1;
    else high = middle;
  }
  if (low < index.count && index.line(low) === line) return low;
  return low > 0 ? low - 1 : undefined;
}

/** The last entry of the line that does not begin behind the column; `first` where the line has no other. */
async function along(
  source: ByteSource,
  index: EntryIndex,
  first: number,
  line: number,
  column: number,
): Promise<number> {
  const next = first + 1;
  if (index.line(first) !== line || next >= index.count || index.line(next) !== line) return first;
  const offset = index.offset(first);
  const wanted = await offsetAt(source, offset, column - (await columnOf(source, offset)));
  let low = next;
  let high = index.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (index.line(middle) === line && index.offset(middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
