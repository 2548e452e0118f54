import { columnsOf } from '../../core/bulk/scan/place';
import type { EntryIndex } from '../../core/bulk/scan/entryIndex';
import type { ByteSource } from '../../core/bulk/scan/source';
import { lineText } from './lineWords';

/**
 * Writes a text that names places of entries, with their lines and columns, so that each leads to the entry itself: a file may have all of its entries
 * on one line. Columns are read for the entries that are named, which are few.
 * @param file as it was sent or checked; without a source there are no columns
 * @param write makes the text; what it is given stands for the place of an entry
 */
export async function withPlaces(
  file: { readonly index: EntryIndex; readonly source?: ByteSource | undefined },
  write: (place: (entry: number) => string) => string | Promise<string>,
): Promise<string> {
  const named = new Set<number>();
  const text = await write(entry => {
    named.add(entry);
    return `\0${entry}\0`;
  });
  const entries = [...named].sort((a, b) => a - b);
  const { index, source } = file;
  const offsets = entries.map(entry => index.offset(entry));
  const read = source === undefined ? [] : await columnsOf(source, offsets).catch(() => []);
  const columns = new Map(entries.map((entry, at) => [entry, read[at]]));
  return text.replace(/\0(\d+)\0/g, (_, digits: string) => {
    const entry = Number(digits);
    return lineText(index.line(entry), columns.get(entry));
  });
}
