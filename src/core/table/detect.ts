import type { TableFormat, TableProblem } from './model';
import { RowReader } from './rows';
import { isData, rowsAbove } from './title';

/** Separators that are tried, the more usual ones first. */
export const delimiters = [',', ';', '\t', '|'] as const;
const mostRows = 200;

export interface SampleRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The rows of a sample, and why it cannot be read to its end. Of a text that goes on, the last row is left out: it may be cut. */
export function rowsOf(
  text: string,
  format: Pick<TableFormat, 'delimiter' | 'newline' | 'quotes' | 'sepLine'>,
  isWhole: boolean,
  most = mostRows,
): { rows: SampleRow[]; problem: TableProblem | undefined } {
  const rows: SampleRow[] = [];
  let skip = format.sepLine;
  const reader = new RowReader(format, (cells, line) => {
    if (!skip && !isBlank(cells)) rows.push({ cells, line });
    skip = false;
    return rows.length < most;
  });
  const problem = reader.push(text) ?? (isWhole ? reader.end() : undefined);
  return { rows, problem };
}

/** True for the row of a blank line. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

/**
 * How the text is cut into cells, by what fits the sample best.
 * @param isKnown says that a name is one of the procedure's
 */
export function formatOf(
  text: string,
  fileName: string,
  isWhole: boolean,
  isKnown?: (name: string) => boolean,
): Pick<TableFormat, 'delimiter' | 'newline' | 'sepLine'> {
  const newline = newlineOf(text);
  // Excel's own way to name the separator of a file.
  const named = /^sep=(.)\r?(?:\n|\r)/i.exec(text)?.[1];
  if (named !== undefined) return { delimiter: named, newline, sepLine: true };
  const isTabs = /\.(tsv|tab)$/i.test(fileName);
  const order: readonly string[] = isTabs ? ['\t', ...delimiters.filter(one => one !== '\t')] : delimiters;
  let best = { delimiter: order[0] ?? ',', fit: 0, width: 1 };
  for (const delimiter of order) {
    const found = fitOf(text, { delimiter, newline, quotes: true, sepLine: false }, isWhole, isKnown);
    if (found.width < 2) continue;
    if (found.fit > best.fit || (found.fit === best.fit && found.width > best.width && !isTabs))
      best = { delimiter, ...found };
  }
  return { delimiter: best.delimiter, newline, sepLine: false };
}

/** `\r` where it alone ends more lines outside quotes than `\n`: old Macs wrote so. Not `\r\r\n`, which a copying program made of `\r\n`. */
function newlineOf(text: string): TableFormat['newline'] {
  if (!text.includes('\r')) return '\n';
  if (!text.includes('\n')) return '\r';
  let isQuoted = false;
  let returns = 0;
  let feeds = 0;
  for (const [mark] of text.matchAll(/"|\r*\n|\r/g)) {
    if (mark === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (mark === '\r') returns++;
    else feeds++;
  }
  return returns > feeds ? '\r' : '\n';
}

/** The share of rows that are as wide as the first one of the table, and that width. A separator that breaks quotes fits worse than any other. */
function fitOf(
  text: string,
  format: Pick<TableFormat, 'delimiter' | 'newline' | 'quotes' | 'sepLine'>,
  isWhole: boolean,
  isKnown?: (name: string) => boolean,
): { fit: number; width: number } {
  const { rows, problem } = rowsOf(text, format, isWhole);
  const width = rows[rowsAbove(rows, format.delimiter, isKnown)]?.cells.length ?? 1;
  const same = rows.filter(({ cells }) => cells.length === width).length;
  const fit = rows.length === 0 ? 0 : same / rows.length;
  return { fit: problem === undefined ? fit : fit / 10, width };
}

/**
 * Whether the first row names the columns.
 * @param isKnown says that a name is one of the procedure's
 */
export function hasHeader(first: readonly string[], isKnown: (name: string) => boolean): boolean {
  if (first.some(isKnown)) return true;
  return first.some(cell => cell.trim() !== '') && !first.some(isData);
}
