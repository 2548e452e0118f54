import { EntryReader } from '../../core/bulk/scan/reader';
import { scan } from '../../core/bulk/scan/scan';
import { openFile } from '../../core/bulk/scan/source';
import type { EntryIndex } from '../../core/bulk/scan/entryIndex';

/**
 * The text of the entry that begins at a line of a file, or else of the one that the line is part of. Undefined when the file holds no
 * entries (any more). Throws what the system throws.
 * @param line from 1
 */
export async function entryAtLine(file: string, line: number): Promise<string | undefined> {
  const source = await openFile(file);
  try {
    const scanned = await scan(source);
    if (!scanned.ok) return undefined;
    const entry = lastNotBehind(scanned.index, line);
    if (entry === undefined) return undefined;
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
