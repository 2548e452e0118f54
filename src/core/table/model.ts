/** How a table is written. */
export interface TableFormat {
  /** A label of the Encoding Standard, e.g. `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string;
  /** Length of the byte-order mark that is skipped. */
  readonly markBytes: number;
  /** `\n` stands for `\r\n`, too, also where a file has both; `\r` alone ends lines in files of old Macs only. */
  readonly newline: '\n' | '\r';
  readonly delimiter: string;
  /** Quotes hold cells together; false: they are text like any other. */
  readonly quotes: boolean;
  /** The first line is `sep=;`, as Excel writes and reads it: it is no row. */
  readonly sepLine: boolean;
  /** So many rows stand above the first one, and are none of the table: a title, a date of export. Blank lines do not count. */
  readonly above: number;
  /** The first row names the columns. */
  readonly header: boolean;
}

/** Where a column's values go in a process object (page api-11530135); `key` is the primary key beside `data` (page api-11531004). */
export type Target =
  | { readonly at: 'key' | 'data' | 'record'; readonly shortId: string }
  | { readonly at: 'field'; readonly shortId: Field };

export const fields = ['status', 'state', 'assignedTo', 'nextActionAt'] as const;
export type Field = (typeof fields)[number];

/** One value of a list of choices, and all words that mean it. */
export interface Choice {
  readonly value: string | number;
  readonly words: readonly string[];
}

/** How the cells of a file are read where they leave it open; what is not set leaves such a cell as text. */
export interface Reading {
  /** Which comes first in 03/04/2026. */
  readonly dates?: 'day' | 'month';
  /** Of a time without a zone, where epoch milliseconds are wanted. */
  readonly zone?: 'utc' | 'local';
  /** The mark before the decimals: in 1,234 or 1.234. */
  readonly decimal?: ',' | '.';
}

/** What cells can become; of all other kinds of value the form is not known. */
export type CellKind =
  | 'text'
  | 'number'
  | 'boolean'
  | 'isoDateTime'
  | 'date'
  | 'time'
  | 'epoch'
  | 'option'
  | 'options'
  | 'object'
  | 'list'
  | 'any';

/** What the cells of a column become. Plain data: it goes to a worker. */
export interface CellRule {
  readonly kind: CellKind;
  /** Of kind `option`, `options` and `any`; absent: not known. */
  readonly choices?: readonly Choice[];
  /** Options are numbers. */
  readonly numeric?: boolean;
}

/** A column that is used. */
export interface PlannedColumn {
  /** From 0. */
  readonly column: number;
  readonly target: Target;
  readonly rule: CellRule;
}

/** Why a cell stayed text although its attribute wants something else, or is suspect. */
export type NoteCode =
  | 'number'
  | 'decimal'
  | 'boolean'
  | 'option'
  | 'date'
  | 'dateOrder'
  | 'zone'
  | 'json'
  /** `4.9E+11` in a column of text: a spreadsheet has cut the digits of a long number. */
  | 'cutDigits'
  /** `="007"`, `=A1*2`: a formula in place of its value. */
  | 'formula'
  /** `#N/A`, `#REF!`, `####`: a spreadsheet had no value, or no room, to show. */
  | 'sheetError'
  /** A moment in 1970: seconds, or the day number of a spreadsheet, where milliseconds are wanted. */
  | 'early';

export interface NotedPlace {
  /** Of the row's first line in the file, from 1. */
  readonly line: number;
  /** The cell, cut. */
  readonly value: string;
}

/** Cells of one column with the same note. */
export interface Note {
  readonly column: number;
  readonly code: NoteCode;
  readonly count: number;
  /** The first few. */
  readonly places: readonly NotedPlace[];
}

/** Rows of one kind: how many, and the lines of the first ones. */
export interface Rows {
  readonly count: number;
  readonly lines: readonly number[];
}

/** Why a table cannot be read. `line` from 1. */
export type TableProblem =
  | { readonly code: 'notReadable' | 'notWritable'; readonly error: string }
  | { readonly code: 'empty' | 'excel' | 'binary' | 'changed' | 'unknownEncoding' }
  | { readonly code: 'encoding'; readonly line: number }
  /** `endless`: a quote is opened in that line and never closed; `quote`: text after a closing quote; `longRow`: more than any entry may have. */
  | { readonly code: 'endless' | 'quote' | 'longRow'; readonly line: number };

/** What became of a table. */
export interface Converted {
  readonly entries: number;
  /** Rows without a value in any column that is used: they make no entry. */
  readonly empty: Rows;
  /** Rows with fewer cells than the first one. */
  readonly short: Rows;
  /** Rows with more cells than the first one, not counting empty ones at the end. */
  readonly long: Rows;
  /** The last row, where it begins with a word for a sum of the others: it made an entry like any row. */
  readonly total: Rows;
  readonly notes: readonly Note[];
}
