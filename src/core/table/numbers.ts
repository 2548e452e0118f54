import { isJsonNumber } from '../json';
import type { Reading } from './model';

/** Groups of three, or a comma: only somebody who knows the file can say what it means. */
const marked = /^-?(?:\d{1,3}(?:[., '\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+,\d+)$/;

/** True for a number whose marks can be read in two ways: `1,234`, `1.234,5`. */
export function isMarked(cell: string): boolean {
  const text = cell.trim();
  return marked.test(text) && !isJsonNumber(text);
}

/** The mark before the decimals where a number shows it: the last of two different marks, or one that is no place for groups. */
export function decimalShownBy(cell: string): ',' | '.' | undefined {
  const text = cell.trim();
  if (!isMarked(text)) return undefined;
  const marks = text.replace(/[^.,]/g, '');
  const last = marks.at(-1);
  if (last !== ',' && last !== '.') return undefined;
  if (marks.length > 1) return new Set(marks).size > 1 ? last : last === ',' ? '.' : ',';
  return /[.,]\d{3}$/.test(text) ? undefined : last;
}

/** The number as JSON, its digits as they are; undefined for what is none, or can be read in two ways and nobody said how. */
export function numberText(cell: string, decimal: Reading['decimal']): string | undefined {
  if (decimal === undefined && isJsonNumber(cell)) return cell;
  const text = cell.trim();
  // With a decimal comma, 1.234 is a thousand.
  if (isJsonNumber(text) && !(decimal === ',' && /^-?\d{1,3}(\.\d{3})+$/.test(text))) return text;
  if (/^-?\.\d+$/.test(text)) return text.replace('.', '0.');
  if (decimal === undefined || !marked.test(text)) return undefined;
  const [whole = '', fraction, ...more] = text.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const groups =
    decimal === ',' ? /^-?\d{1,3}(?:[. '\u00a0\u202f]\d{3})*$/ : /^-?\d{1,3}(?:[, '\u00a0\u202f]\d{3})*$/;
  if (!groups.test(whole) && !/^-?\d+$/.test(whole)) return undefined;
  const digits = whole.replace(/[., '\u00a0\u202f]/g, '');
  const number = fraction === undefined ? digits : `${digits}.${fraction}`;
  return isJsonNumber(number) ? number : undefined;
}
