import { lengthOrThrow, numberOrThrow, RangeBuilder } from './rangeBuilder';

/**
 * Reads ranges as `EntrySet.encode` writes them, one at least. By hand: a pattern for each of a hundred thousand takes ten times as long. Throws
 * SyntaxError or RangeError on anything else.
 */
export function parseRanges(text: string): RangeBuilder {
  const builder = new RangeBuilder();
  const { length } = text;
  for (let at = 0; at <= length; at++) {
    const start = at;
    let first = 0;
    let code = text.charCodeAt(at);
    for (; code >= zero && code <= nine; code = text.charCodeAt(++at)) first = first * 10 + code - zero;
    let isGood = isNumber(text, start, at);
    let count = 1;
    if (code === plus) {
      const from = ++at;
      count = 0;
      code = text.charCodeAt(at);
      for (; code >= zero && code <= nine; code = text.charCodeAt(++at)) count = count * 10 + code - zero;
      isGood &&= isNumber(text, from, at) && count > 0;
    }
    // A comma promises another range.
    if (!isGood || (at < length && code !== comma)) {
      throw new SyntaxError(`No entry set: ${text.slice(start, start + 40)}`);
    }
    if (numberOrThrow(first) < builder.end) throw new RangeError(`Range out of order at ${first}`);
    builder.add(first, lengthOrThrow(first, count));
  }
  return builder;
}

/** Room for a range: two numbers of ten digits, a plus and a comma. */
const longest = 22;

/** Ranges at a time: what is held beside the text stays small. */
const atOnce = 4096;

/** Writes `[first, count]` pairs. As bytes: adding a hundred thousand texts to each other takes ten times as long. */
export function writeRanges(flat: Uint32Array): string {
  const parts: string[] = [];
  const bytes = Buffer.alloc(Math.min(flat.length >> 1, atOnce) * longest);
  for (let from = 0; from < flat.length; from += atOnce * 2) {
    const to = Math.min(flat.length, from + atOnce * 2);
    let end = 0;
    for (let at = from; at < to; at += 2) {
      const count = flat[at + 1] ?? 0;
      if (at > 0) bytes[end++] = comma;
      end = writeNumber(bytes, end, flat[at] ?? 0);
      if (count === 1) continue;
      bytes[end++] = plus;
      end = writeNumber(bytes, end, count);
    }
    parts.push(bytes.toString('latin1', 0, end));
  }
  return parts.join('');
}

/** @returns the place behind the last digit */
function writeNumber(bytes: Buffer, from: number, value: number): number {
  let digits = 1;
  for (let power = 10; power <= value; power *= 10) digits++;
  let left = value;
  for (let at = from + digits - 1; at >= from; at--) {
    const rest = Math.floor(left / 10);
    bytes[at] = zero + left - rest * 10;
    left = rest;
  }
  return from + digits;
}

const zero = 0x30;
const nine = 0x39;
const plus = 0x2b;
const comma = 0x2c;

/** One to ten digits, no 0 before others. */
function isNumber(text: string, start: number, end: number): boolean {
  const digits = end - start;
  return digits > 0 && digits <= 10 && (digits === 1 || text.charCodeAt(start) !== zero);
}
