/** `neither`: the numbers could be places, but what they say is not what the keys say. */
export type Base = 0 | 1 | 'neither' | undefined;

/** A row's number, and the places that its key or the input that it repeats name. */
export interface Numbered {
  readonly index: number | undefined;
  readonly places: readonly number[] | undefined;
}

/** From here on a majority of keys proves something. */
const enoughKeys = 10;

/**
 * Whether the rows count places from 0 or from 1; undefined where that does not show, or where their numbers may just as well count what is
 * listed: a service that lists failures only and numbers them must not be believed. So the numbers count only
 * - where at least ten rows name their place by other means, too, and most of those agree; or
 * - where every entry of the chunk is listed. A number that is called an index is what the answer echoes, so it is taken for the place in
 *   the request, which is an assumption; the first of all is then the first of the chunk, whatever is counted from; or
 * - where what is listed is a part whose numbers do not simply go on one by one, and hold a 0 or the place of a
 *   key. A part without either may be counted from 1 or through all chunks alike: the 500 of 500 entries is the last of them, or the first
 *   of the second chunk;
 * and in the latter two only where every row has a number, and none is contradicted by a key.
 * @param rows in the order of the list, none of them twice
 * @param size entries of the chunk
 */
export function readBase(rows: readonly Numbered[], size: number): Base {
  const numbers = rows.flatMap(({ index }) => (index === undefined ? [] : [index]));
  if (numbers.length === 0 || new Set(numbers).size < numbers.length) return undefined;
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  if (low < 0 || high > size) return undefined;
  const bases = ([0, 1] as const).filter(base => low >= base && high < size + base);
  // What several entries share agrees with any of their places.
  const both = rows.flatMap(({ places: [place, another] = [], index }) =>
    place === undefined || another !== undefined || index === undefined ? [] : [{ place, index }],
  );
  const agreeing = bases.map(base => both.filter(({ place, index }) => place === index - base).length);
  if (both.length < enoughKeys) {
    if (numbers.length < rows.length || (numbers.length < size && isNumbering(numbers))) return undefined;
    if (Math.max(0, ...agreeing) < both.length) return isNumbering(numbers) ? undefined : 'neither';
    if (numbers.length < size && both.length === 0 && low > 0) return undefined;
  } else if (Math.max(0, ...agreeing) * 2 < both.length) {
    // Numbers that most keys contradict are something else, e.g. the order of processing.
    return undefined;
  }
  const [base, other] = bases;
  if (other === undefined || base === undefined) return base;
  const [from0 = 0, from1 = 0] = agreeing;
  return from0 === from1 ? 'neither' : from0 > from1 ? base : other;
}

/** As a list is numbered: one by one, up or down, from anywhere. */
function isNumbering(numbers: readonly number[]): boolean {
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  const step = last < first ? -1 : 1;
  return numbers.every((number, at) => number === first + step * at);
}
