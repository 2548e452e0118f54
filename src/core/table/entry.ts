import { jsonText } from './jsonText';
import type { Note, NoteCode, NotedPlace, PlannedColumn, Reading } from './model';
import { converter, type ToJson } from './values';

const mostPlaces = 20;
const longestValue = 60;

/** Counts what is worth saying of cells, by column and kind: a few places of each, however many there are. */
export class Notes {
  readonly #notes = new Map<
    string,
    { column: number; code: NoteCode; count: number; places: NotedPlace[] }
  >();

  add(column: number, code: NoteCode, line: number, cell: string): void {
    const key = `${column} ${code}`;
    let note = this.#notes.get(key);
    if (note === undefined) this.#notes.set(key, (note = { column, code, count: 0, places: [] }));
    note.count++;
    if (note.places.length >= mostPlaces) return;
    // A copy: a cell is a part of the text that it was read from, and would keep all of it.
    const value = Buffer.from(
      cell.length > longestValue ? `${cell.slice(0, longestValue)}…` : cell,
    ).toString();
    note.places.push({ line, value });
  }

  list(): Note[] {
    return [...this.#notes.values()].sort((a, b) => a.column - b.column);
  }
}

interface Slot {
  readonly column: number;
  /** `"short_id":` */
  readonly key: string;
  readonly convert: ToJson;
  /** Made once: noting is rare, rows are many. */
  readonly note: (code: NoteCode) => void;
}

/** Makes an entry of a row: one process object (page api-11531004), on one line. */
export class EntryWriter {
  readonly #notes: Notes;
  readonly #key: readonly Slot[];
  readonly #data: readonly Slot[];
  readonly #record: readonly Slot[];
  readonly #fields: readonly Slot[];
  #line = 0;
  #cell = '';

  constructor(columns: readonly PlannedColumn[], reading: Reading, notes: Notes) {
    this.#notes = notes;
    const of = (at: PlannedColumn['target']['at']) =>
      columns
        .filter(({ target }) => target.at === at)
        .map(({ column, target, rule }) => ({
          column,
          key: `${jsonText(target.shortId)}:`,
          convert: converter(rule, reading),
          note: (code: NoteCode) => this.#notes.add(column, code, this.#line, this.#cell),
        }));
    this.#key = of('key');
    this.#data = of('data');
    this.#record = of('record');
    this.#fields = of('field');
  }

  /** @returns undefined for a row without a value in these columns */
  write(cells: readonly string[], line: number): string | undefined {
    this.#line = line;
    const key = this.#members(this.#key, cells);
    const data = this.#members(this.#data, cells);
    const record = this.#members(this.#record, cells);
    const fields = this.#members(this.#fields, cells);
    let entry = key;
    if (data !== '') entry += `${entry === '' ? '' : ','}"data":{${data}}`;
    if (record !== '') entry += `${entry === '' ? '' : ','}"record":{"data":{${record}}}`;
    if (fields !== '') entry += `${entry === '' ? '' : ','}${fields}`;
    return entry === '' ? undefined : `{${entry}}`;
  }

  #members(slots: readonly Slot[], cells: readonly string[]): string {
    let text = '';
    for (const { column, key, convert, note } of slots) {
      const cell = cells[column];
      if (cell === undefined || cell === '') continue;
      this.#cell = cell;
      const value = convert(cell, note);
      if (value !== undefined) text += `${text === '' ? '' : ','}${key}${value}`;
    }
    return text;
  }
}
