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

const zero = 0x30;
const nine = 0x39;
const plus = 0x2b;
const comma = 0x2c;

/** One to ten digits, no 0 before others. */
function isNumber(text: string, start: number, end: number): boolean {
  const digits = end - start;
  return digits > 0 && digits <= 10 && (digits === 1 || text.charCodeAt(start) !== zero);
}
