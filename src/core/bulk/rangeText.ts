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
    for (; isDigit(text, at); at++) first = first * 10 + text.charCodeAt(at) - zero;
    let isGood = isNumber(text, start, at);
    let count = 1;
    if (text.charCodeAt(at) === plus) {
      const from = ++at;
      count = 0;
      for (; isDigit(text, at); at++) count = count * 10 + text.charCodeAt(at) - zero;
      isGood &&= isNumber(text, from, at) && count > 0;
    }
    // A comma promises another range.
    if (!isGood || (at < length && text.charCodeAt(at) !== comma)) {
      throw new SyntaxError(`No entry set: ${text.slice(start, start + 40)}`);
    }
    if (numberOrThrow(first) < builder.end) throw new RangeError(`Range out of order at ${first}`);
    builder.add(first, lengthOrThrow(first, count));
  }
  return builder;
}

const zero = 0x30;
const plus = 0x2b;
const comma = 0x2c;

function isDigit(text: string, at: number): boolean {
  const digit = text.charCodeAt(at) - zero;
  return digit >= 0 && digit <= 9;
}

/** One to ten digits, no 0 before others. */
function isNumber(text: string, start: number, end: number): boolean {
  const digits = end - start;
  return digits > 0 && digits <= 10 && (digits === 1 || text.charCodeAt(start) !== zero);
}
