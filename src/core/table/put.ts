import type { JsonOut } from './jsonOut';
import type { CellKind, CellRule, NoteCode, Reading } from './model';
import { converter, noteSuspect, type ToJson } from './values';

/** Writes the value of a cell that is not empty. */
export type PutCell = (cell: string, out: JsonOut, note: (code: NoteCode) => void) => void;

/** What {@link converter} makes of the cells of a column, written at once: the usual kinds without a text in between. */
export function putter(rule: CellRule, reading: Reading): PutCell {
  const convert = converter(rule, reading);
  if (rule.kind === 'text') return putText;
  if (rule.kind === 'number') return number(convert);
  if (repetitive.has(rule.kind)) return remembering(convert);
  return (cell, out, note) => {
    const json = convert(cell, note);
    if (json !== undefined) out.raw(json);
  };
}

const putText: PutCell = (cell, out, note) => {
  noteSuspect(cell, note);
  out.text(cell);
};

function number(convert: ToJson): PutCell {
  return (cell, out, note) => {
    const json = isDigits(cell) ? cell : convert(cell, note);
    if (json !== undefined) out.plain(json);
  };
}

/** A whole number as JSON has it, whatever the marks of the file mean. */
function isDigits(cell: string): boolean {
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return cell.length === 1 || (cell.length > 0 && cell.charCodeAt(0) !== 0x30);
}

/** Of these the same few words stand in many rows. */
const repetitive: ReadonlySet<CellKind> = new Set([
  'option',
  'options',
  'boolean',
  'epoch',
  'date',
  'isoDateTime',
]);
const slots = 1 << 10;
const longestRemembered = 40;

/** Remembers what cells became. What is noted is not remembered: it is to be noted again. */
function remembering(convert: ToJson): PutCell {
  // One place for each hash, the last cell that came there holds it. A Map would have the engine compute a hash of its own for each cell, which
  // takes longer than all else that is done with the cell.
  const known = new Array<{ readonly cell: string; readonly json: Uint8Array } | undefined>(slots);
  let notes = 0;
  return (cell, out, note) => {
    const slot = hash(cell) & (slots - 1);
    const held = known[slot];
    if (held !== undefined && isSame(held.cell, cell)) {
      out.bytes(held.json);
      return;
    }
    const before = notes;
    const json = convert(cell, code => {
      notes++;
      note(code);
    });
    if (json === undefined) return;
    out.raw(json);
    // A copy: a cell is a part of the text that it was read from, and would keep all of it.
    if (notes === before && cell.length <= longestRemembered)
      known[slot] = { cell: Buffer.from(cell).toString(), json: Buffer.from(json) };
  };
}

function hash(text: string): number {
  let value = text.length;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) | 0;
  return value ^ (value >>> 10);
}

function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
}
