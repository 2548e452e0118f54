import { isYearLast, orderShownBy, readDate } from './dates';
import type { Mapping } from './mapping';
import type { Reading } from './model';
import { decimalShownBy, isMarked } from './numbers';

/** Cells that can be read in two ways; `shown`: what other cells of these columns show. */
export interface Doubt<T> {
  readonly column: number;
  readonly example: string;
  readonly shown?: T;
}

/** What only the user can say of a table. */
export interface Doubts {
  readonly dates?: Doubt<NonNullable<Reading['dates']>>;
  readonly zone?: Doubt<never>;
  readonly decimal?: Doubt<NonNullable<Reading['decimal']>>;
}

/** Looks through sample rows for cells whose meaning the table does not say. @param rows without the header */
export function doubtsOf(rows: readonly (readonly string[])[], mapping: Mapping): Doubts {
  const cells = (...kinds: readonly string[]) =>
    mapping.flatMap((info, column) =>
      info === undefined || !kinds.includes(info.rule.kind)
        ? []
        : rows.map(row => ({ column, cell: row[column] ?? '' })),
    );
  const dates = doubt(cells('epoch', 'isoDateTime', 'date'), isYearLast, orderShownBy);
  const decimal = doubt(cells('number'), isMarked, decimalShownBy);
  const zone = cells('epoch').find(({ cell }) => {
    const found = readDate(cell, 'day');
    const other = found.ok ? found : readDate(cell, 'month');
    return other.ok && other.date.offset === undefined;
  });
  return {
    ...(dates === undefined ? {} : { dates }),
    ...(zone === undefined ? {} : { zone: { column: zone.column, example: zone.cell.trim() } }),
    ...(decimal === undefined ? {} : { decimal }),
  };
}

interface Cell {
  readonly column: number;
  readonly cell: string;
}

/** An example that says nothing by itself, if there is one; and what the cells show where they agree. */
function doubt<T extends string>(
  cells: readonly Cell[],
  isDoubtful: (cell: string) => boolean,
  shownBy: (cell: string) => T | undefined,
): Doubt<T> | undefined {
  const doubtful = cells.filter(({ cell }) => isDoubtful(cell));
  const first = doubtful.find(({ cell }) => shownBy(cell) === undefined) ?? doubtful[0];
  if (first === undefined) return undefined;
  const [shown, ...others] = new Set(
    doubtful.map(({ cell }) => shownBy(cell)).filter(one => one !== undefined),
  );
  return {
    column: first.column,
    example: first.cell.trim(),
    ...(shown !== undefined && others.length === 0 ? { shown } : {}),
  };
}
