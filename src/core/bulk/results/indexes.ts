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
 * Whether the rows count places from 0 or from 1; undefined where that does not show, or where their numbers need not be places in
 * the request at all: a service that lists failures only, or newest first, and numbers what it lists, must not be believed. So the
 * numbers count only
 * - where at least ten rows name their place by other means, too, and most of those agree; or
 * - where every entry of the chunk is listed, and the numbers do not simply go up or down through the list.
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
    if (numbers.length < size || isListOrder(numbers)) return undefined;
  } else if (Math.max(0, ...agreeing) * 2 < both.length) {
    // Numbers that most keys contradict are something else, e.g. the order of processing.
    return undefined;
  }
  const [base, other] = bases;
  if (other === undefined || base === undefined) return base;
  const [from0 = 0, from1 = 0] = agreeing;
  return from0 === from1 ? 'neither' : from0 > from1 ? base : other;
}

/** Up or down all the way. */
function isListOrder(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0));
  return steps.every(step => step > 0) || steps.every(step => step < 0);
}
