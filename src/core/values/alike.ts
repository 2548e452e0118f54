/**
 * Two texts that are the same but for case, blanks, `_` and `-` have the same simplified form: `First name`, `first_name`
 * and `firstName`. Empty where nothing is left.
 */
export function simplified(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** Longer texts are not compared letter by letter: whoever mistypes one of those has pasted something else. */
const longest = 60;

/**
 * Of the candidates those that people most likely meant: the same but for case and separators, else those that are
 * the fewest slips of the finger away (one, from 6 characters on two). None where nothing is close.
 * @param names what a candidate goes by, best first
 * @param how `same`: nothing that is only close
 * @returns at most three, all equally close, in the order of the candidates
 */
export function closest<T>(
  text: string,
  candidates: readonly T[],
  names: (candidate: T) => readonly string[],
  how: 'same' | 'near' = 'near',
): readonly T[] {
  const wanted = simplified(text);
  if (wanted === '') return [];
  const same = candidates.filter(candidate => names(candidate).some(name => simplified(name) === wanted));
  if (same.length > 0) return same.slice(0, 3);
  if (how === 'same' || wanted.length < 3 || wanted.length > longest) return [];
  let least = wanted.length < 6 ? 1 : 2;
  let near: T[] = [];
  for (const candidate of candidates) {
    for (const name of names(candidate)) {
      const slips = slipsBetween(wanted, simplified(name), least);
      if (slips > least) continue;
      if (slips < least) near = [];
      least = slips;
      if (near.at(-1) !== candidate) near.push(candidate);
    }
  }
  return near.slice(0, 3);
}

/** Letters that are missing, too many, wrong, or exchanged with their neighbour; `most + 1` where there are more than `most`. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || b === '') return most + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    const cost = (slips: number | undefined, more: number): number => (slips ?? most) + more;
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          cost(last[j], 1),
          cost(row[j - 1], 1),
          cost(last[j - 1], a[i - 1] === b[j - 1] ? 0 : 1),
          isSwapped ? cost(before[j - 2], 1) : Infinity,
        ),
      );
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}
