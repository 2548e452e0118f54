import type { JsonOut } from './jsonOut';
import { jsonText } from './jsonText';
import type { Note, NoteCode, NotedPlace, PlannedColumn, Reading, Target } from './model';
import { putter, type PutCell } from './put';
import { isEmpty } from './values';

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
  readonly section: Section;
  /** `,"short_id":` */
  readonly next: Uint8Array;
  /** `"data":{"short_id":`: the first of its section. */
  readonly first: Uint8Array;
  readonly put: PutCell;
  /** Made once: noting is rare, rows are many. */
  readonly note: (code: NoteCode) => void;
}

/** A part of an entry that is written when something stands in it. */
interface Section {
  readonly at: Target['at'];
  readonly opening: string;
  /** With the comma behind it. */
  readonly closing: Uint8Array;
  /** With the end of the entry. */
  readonly end: Uint8Array;
}

/** In the order in which they stand in an entry. */
const sections: readonly Section[] = [
  section('key', '', ''),
  section('data', '"data":{', '}'),
  section('record', '"record":{"data":{', '}}'),
  section('field', '', ''),
];

function section(at: Section['at'], opening: string, closing: string): Section {
  return { at, opening, closing: Buffer.from(`${closing},`), end: Buffer.from(`${closing}}`) };
}

const start = Buffer.from('{');

/** Makes an entry of a row: one process object (page api-11531004), on one line. */
export class EntryWriter {
  readonly #slots: readonly Slot[];
  #line = 0;
  #cell = '';

  constructor(
    columns: readonly PlannedColumn[],
    reading: Reading,
    notes: Notes,
    private readonly out: JsonOut,
  ) {
    this.#slots = sections.flatMap(section =>
      columns
        .filter(({ target }) => target.at === section.at)
        .map(({ column, target, rule }) => {
          const key = `${jsonText(target.shortId)}:`;
          return {
            column,
            section,
            next: Buffer.from(`,${key}`),
            first: Buffer.from(section.opening + key),
            put: putter(rule, reading),
            note: (code: NoteCode) => notes.add(column, code, this.#line, this.#cell),
          };
        }),
    );
  }

  /**
   * @param before what is written before the entry, if there is one
   * @returns false for a row without a value in these columns: then nothing is written
   */
  write(cells: readonly string[], line: number, before: Uint8Array): boolean {
    const { out } = this;
    this.#line = line;
    let open: Section | undefined;
    for (const { column, section, next, first, put, note } of this.#slots) {
      const cell = cells[column];
      if (cell === undefined || isEmpty(cell)) continue;
      this.#cell = cell;
      if (open === section) out.bytes(next);
      else {
        out.bytes(open === undefined ? before : open.closing);
        if (open === undefined) out.bytes(start);
        out.bytes(first);
        open = section;
      }
      put(cell, out, note);
    }
    if (open === undefined) return false;
    out.bytes(open.end);
    return true;
  }
}
