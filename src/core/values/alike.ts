/**
 * Two texts that are the same but for case, blanks, `_` and `-` have the same simplified form: `First name`, `first_name`
 * and `firstName`. Empty where nothing is left.
 */
export function simplified(text: string): string {
  // Nothing to normalize in most of what thousands of users are called.
  const normal = ascii.test(text) ? text : text.normalize('NFKC');
  return normal.toLowerCase().replace(/[\s_-]+/g, '');
}

const ascii = /^[ -~]*$/;

/** Longer texts are not compared letter by letter: whoever mistypes one of those has pasted something else. */
const longest = 60;

/** Candidates by what they go by, for whoever looks for many texts among many of them. */
export class Lookalikes<T> {
  readonly #bySame = new Map<string, T[]>();
  readonly #all: readonly (readonly [T, readonly string[]])[];

  /** @param names what a candidate goes by, best first */
  constructor(candidates: readonly T[], names: (candidate: T) => readonly string[]) {
    this.#all = candidates.map(candidate => [candidate, [...new Set(names(candidate).map(simplified))]]);
    for (const [candidate, forms] of this.#all) {
      for (const form of forms) {
        const same = this.#bySame.get(form);
        if (same === undefined) this.#bySame.set(form, [candidate]);
        else same.push(candidate);
      }
    }
  }

  /** At most three that are the same but for case and separators. */
  same(text: string): readonly T[] {
    const wanted = simplified(text);
    return wanted === '' ? [] : (this.#bySame.get(wanted) ?? []).slice(0, 3);
  }

  /**
   * At most three, all equally few slips of the finger away: one, from 6 characters on two. It compares with every
   * candidate, which takes a millisecond or two for 2,000 of them.
   */
  near(text: string): readonly T[] {
    const wanted = simplified(text);
    if (wanted.length < 3 || wanted.length > longest) return [];
    let least = wanted.length < 6 ? 1 : 2;
    let near: T[] = [];
    for (const [candidate, forms] of this.#all) {
      for (const form of forms) {
        if (Math.abs(wanted.length - form.length) > least) continue;
        const slips = slipsBetween(wanted, form, least);
        if (slips > least) continue;
        if (slips < least) near = [];
        least = slips;
        if (near.at(-1) !== candidate) near.push(candidate);
      }
    }
    return near.slice(0, 3);
  }
}

/**
 * Letters that are missing, too many, wrong, or exchanged with their neighbour; `most + 1` where there are more than `most`.
 * Tries each kind of slip at the first difference: with two slips at most that is faster than a table of all distances.
 */
function slipsBetween(a: string, b: string, most: number, i = 0, j = 0): number {
  while (i < a.length && a[i] === b[j]) {
    i++;
    j++;
  }
  const [left, right] = [a.length - i, b.length - j];
  if (left === 0 || right === 0) return Math.min(left + right, most + 1);
  if (most === 0 || Math.abs(left - right) > most) return most + 1;
  const rest = (n: number, m: number): number => 1 + slipsBetween(a, b, most - 1, i + n, j + m);
  const isSwapped = a[i] === b[j + 1] && a[i + 1] === b[j];
  return Math.min(rest(1, 1), rest(1, 0), rest(0, 1), isSwapped ? rest(2, 2) : most + 1);
}
