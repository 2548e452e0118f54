import { Choices } from './choices';
import { epochOf, isoText, readDate } from './dates';
import { jsonCell, jsonText } from './jsonText';
import { isJsonNumber, isWholeNumber } from '../json';
import type { CellRule, NoteCode, Reading } from './model';
import { isMarked, numberText } from './numbers';

/**
 * Turns a cell into JSON text, or undefined for one that holds nothing. What the attribute wants and the cell does not say for certain stays
 * text, and is noted.
 */
export type ToJson = (cell: string, note: (code: NoteCode) => void) => string | undefined;

/** @param rule of the column; `reading`: what was said of the whole file */
export function converter(rule: CellRule, reading: Reading): ToJson {
  const convert = converterOf(rule, reading);
  return (cell, note) => (isEmpty(cell) ? undefined : convert(cell, note));
}

/** A cell of blanks is empty. */
export function isEmpty(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // What most cells begin with is no blank; behind ASCII there are more of those.
  return !(first > 32 && first < 0xa0) && cell.trim() === '';
}

function converterOf(rule: CellRule, reading: Reading): ToJson {
  switch (rule.kind) {
    case 'text':
      return text;
    case 'number':
      return number(reading);
    case 'boolean':
      return boolean;
    case 'isoDateTime':
      return isoDate(reading);
    case 'date':
      return date(reading);
    case 'epoch':
      return epoch(reading);
    // Neither the unit nor the form of a time is documented: a number stays one, all else is text.
    case 'time':
      return cell => (isWholeNumber(cell.trim()) ? cell.trim() : jsonText(cell));
    case 'option':
      return option(rule);
    case 'options':
      return options(rule);
    case 'object':
      return (cell, note) => jsonCell(cell, 'object') ?? noted(cell, note, 'json');
    case 'list':
      return cell => jsonCell(cell, 'list') ?? `[${jsonText(cell)}]`;
    case 'any':
      return anything(rule);
  }
}

function noted(cell: string, note: (code: NoteCode) => void, code: NoteCode): string {
  note(code);
  return jsonText(cell);
}

/** What spreadsheets make of a long number when they show it: its last digits are gone. */
const cutDigits = /^\d(?:[.,]\d+)?E\+\d{2,}$/;
const sheetError = /^#(?:#+|N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i;
const formula = /^=["'$(+\-\d\p{L}]/u;

/** Notes what a spreadsheet has written into a cell of text that is hardly meant so. */
export function noteSuspect(cell: string, note: (code: NoteCode) => void): void {
  // Most texts begin with a letter: nothing else of them needs to be read.
  const first = cell.charCodeAt(0);
  if (first === 0x23 || first === 0x3d) {
    if (formula.test(cell)) note('formula');
    else if (sheetError.test(cell.trim())) note('sheetError');
    return;
  }
  if (first > 0x39 && first < 0xa0) return;
  if (cell.includes('E+') && cutDigits.test(cell.trim())) note('cutDigits');
}

const text: ToJson = (cell, note) => {
  noteSuspect(cell, note);
  return jsonText(cell);
};

function number({ decimal }: Reading): ToJson {
  return (cell, note) =>
    numberText(cell, decimal) ??
    noted(cell, note, decimal === undefined && isMarked(cell) ? 'decimal' : 'number');
}

const booleans: ReadonlyMap<string, string> = new Map([
  ...['true', 'yes', 'y', 't', 'on', '1'].map(word => [word, 'true'] as const),
  ...['false', 'no', 'n', 'f', 'off', '0'].map(word => [word, 'false'] as const),
]);

const boolean: ToJson = (cell, note) =>
  booleans.get(cell.trim().toLowerCase()) ?? noted(cell, note, 'boolean');

/** ISO text stays as it is written; a date in another form becomes ISO text. */
function isoDate({ dates }: Reading): ToJson {
  return (cell, note) => {
    const found = readDate(cell, dates);
    if (!found.ok) return noted(cell, note, found.why === 'order' ? 'dateOrder' : 'date');
    return jsonText(found.isIso ? cell.trim() : isoText(found.date));
  };
}

/** Documented as an integer of unknown unit: numbers and ISO text stay (section 16, 20 of service-facts). */
function date(reading: Reading): ToJson {
  const other = isoDate(reading);
  return (cell, note) => (isWholeNumber(cell.trim()) ? cell.trim() : other(cell, note));
}

const yearMs = 365 * 86_400_000;

/** Epoch milliseconds (page docs:data-model/attribute). */
function epoch({ dates, zone }: Reading): ToJson {
  return (cell, note) => {
    const trimmed = cell.trim();
    if (isWholeNumber(trimmed)) {
      if (Math.abs(Number(trimmed)) < yearMs) note('early');
      return trimmed;
    }
    const found = readDate(cell, dates);
    if (!found.ok) return noted(cell, note, found.why === 'order' ? 'dateOrder' : 'date');
    const at = epochOf(found.date, zone);
    return at === undefined ? noted(cell, note, 'zone') : String(at);
  };
}

function option({ choices, numeric }: CellRule): ToJson {
  if (choices === undefined) return cell => plainOption(cell, numeric === true);
  const known = new Choices(choices);
  return (cell, note) => {
    const value = known.find(cell);
    if (value !== undefined) return valueText(value);
    note('option');
    return plainOption(cell, numeric === true);
  };
}

function plainOption(cell: string, numeric: boolean): string {
  return numeric && isJsonNumber(cell.trim()) ? cell.trim() : jsonText(cell);
}

function valueText(value: string | number): string {
  return typeof value === 'number' ? String(value) : jsonText(value);
}

/** Several options in one cell. That they travel as a list is an assumption (section 11.2 of service-facts). */
function options(rule: CellRule): ToJson {
  const { choices, numeric } = rule;
  const known = choices === undefined ? undefined : new Choices(choices);
  return (cell, note) => {
    const json = jsonCell(cell, 'list');
    if (json !== undefined) return json;
    if (known === undefined) return `[${plainOption(cell, numeric === true)}]`;
    const one = known.find(cell);
    if (one !== undefined) return `[${valueText(one)}]`;
    for (const mark of [/[;\n]/, /\|/, /,/, /\//]) {
      const parts = cell.split(mark).filter(part => part.trim() !== '');
      const values = parts.map(part => known.find(part));
      if (values.every(value => value !== undefined))
        return `[${[...new Set(values)].map(valueText).join(',')}]`;
    }
    return noted(cell, note, 'option');
  };
}

/** A type whose form nobody knows: an option where it is one, JSON where it is JSON, else text. */
function anything({ choices }: CellRule): ToJson {
  const known = choices === undefined ? undefined : new Choices(choices);
  return (cell, note) => {
    const value = known?.find(cell);
    if (value !== undefined) return valueText(value);
    return jsonCell(cell, 'either') ?? text(cell, note);
  };
}
