import type { Verdict } from '../records';

/** One entry in an export. */
export interface ExportRow {
  /** From 1; absent when the file is no longer the one that was sent. */
  readonly line?: number | undefined;
  /** Number of the entry in the file, from 1; absent for a result that belongs to no entry for certain. */
  readonly entry?: number | undefined;
  readonly key?: string | undefined;
  readonly verdict: Exclude<Verdict, 'outside'>;
  readonly message?: string | undefined;
  readonly field?: string | undefined;
  readonly processId?: string | undefined;
  /** Of a result that belongs to no entry for certain: what the service said, word for word (cut where it is very long). */
  readonly raw?: string | undefined;
}

/** What stands before, in and behind the rows of a file. */
export interface ExportFormat {
  readonly begin: string;
  row(row: ExportRow, first: boolean): string;
  readonly end: string;
}

const columns = ['line', 'entry', 'key', 'verdict', 'message', 'field', 'processId', 'raw'] as const;

/**
 * RFC 4180 with a head, in UTF-8 with a byte order mark: without it Excel takes every letter beyond ASCII for something else, and whatever
 * else reads CSV skips it.
 */
export const csv: ExportFormat = {
  begin: `\uFEFF${columns.join(',')}\r\n`,
  row: row => `${columns.map(column => cell(row[column])).join(',')}\r\n`,
  end: '',
};

/** An array with an object a line. */
export const json: ExportFormat = {
  begin: '[\n',
  row: (row, first) =>
    `${first ? '' : ',\n'}${JSON.stringify(Object.fromEntries(columns.map(column => [column, row[column]])))}`,
  end: '\n]\n',
};

/** What a spreadsheet would carry out when it opens the file: such a text gets a quote before it, and stays a text. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
