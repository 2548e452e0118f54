/** What stands in rows, hardly ever in a name: a number, a date, an address, a uuid. */
const data =
  /^\s*([+-]?[\d.,'\s\u00a0]*\d[\d.,%]*|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}([ T].*)?|\S+@\S+\.\S+|https?:\/\/.*|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|true|false)\s*$/i;

export function isData(cell: string): boolean {
  return data.test(cell);
}

interface Row {
  readonly cells: readonly string[];
}

/** More than these are no title. */
const mostAbove = 10;

/**
 * How many rows stand above a table as a title or a note of its export: they have hardly a cell, and below them comes a row of names that is as wide
 * as most rows are. None where that is not plain to see: the user sees what is left out and can say otherwise.
 * @param isKnown says that a name is one of the procedure's: where a row above alone has one, it is the header
 */
export function rowsAbove(
  rows: readonly Row[],
  delimiter: string,
  isKnown: (name: string) => boolean = () => false,
): number {
  const width = usualWidth(rows);
  const first = rows.findIndex(row => !isTitle(row, width));
  const header = rows[first]?.cells;
  if (header === undefined || first < 1 || first > mostAbove || header.length < width) return 0;
  const named = header.filter(cell => cell.trim() !== '');
  if (named.length < Math.max(2, (width * 2) / 3) || named.some(isData)) return 0;
  if (named.some(isKnown)) return first;
  const known = rows.slice(0, first).findIndex(({ cells }) => cells.some(isKnown));
  if (known !== -1) return known;
  return delimiter === ',' && rows.slice(first).some(isProse) ? 0 : first;
}

/** A list of "Rao, Ann" or of "MG Road, Pune, India" is one column under one name. */
function isProse({ cells: [, ...others] }: Row): boolean {
  return others.length > 0 && others.every(cell => /^\s+\S/.test(cell));
}

/** As most rows are; of two that are as frequent, the wider. */
function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [best] = [...counts].sort(([a, many], [b, more]) => more - many || b - a);
  return best?.[0] ?? 1;
}

/** `Export of 3 January`, alone or with separators behind it; in a wide table also `Exported by;Ann`. */
function isTitle({ cells }: Row, width: number): boolean {
  const filled = cells.filter(cell => cell.trim() !== '').length;
  if (cells.length < width) return filled <= (width >= 4 ? 2 : 1);
  return width >= 3 && filled <= 1;
}

const sums =
  /^\s*(?:(?:grand|sub)[\s-]*)?(?:totals?|sum|sums|summe|gesamt|gesamtsumme|insgesamt|totale|total g[eé]n[eé]ral|somme|suma|soma|totaal|summa|итого|всего|toplam|合計|总计|합계)\s*:?\s*$/i;

/** `1,234.50`, `-3`, `12 %`, `€ 300` */
function isAmount(cell: string): boolean {
  return /\d/.test(cell) && /^[-+−]?[\d\s.,'’%\p{Sc}]+$/u.test(cell.trim());
}

/**
 * True for a row that begins with a word for the sum of those above it. Where each cell has a value, the others must be numbers: `Suma;Rao` is a
 * name.
 */
export function isSum(cells: readonly string[]): boolean {
  const [word = '', ...others] = cells.filter(cell => cell.trim() !== '');
  return sums.test(word) && (others.length < cells.length - 1 || others.every(isAmount));
}
