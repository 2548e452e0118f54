/** Something that people look for by what it is called. */
export interface Candidate {
  /** What stands in a payload for it. */
  readonly value: string;
  /** All that it is called, in lower case. */
  readonly text: string;
}

/** What of many is offered. */
export interface Matches<T> {
  /** At most as many as were wanted: those that fit best first, else in their order. */
  readonly found: readonly T[];
  /** There are more that fit. */
  readonly isCut: boolean;
  /** Nothing fits what is typed: these are simply the first ones. */
  readonly isUnfit: boolean;
}

/** Thousands are no work for a single slice. */
const atOnce = 200;

/**
 * Those of many that fit what is typed, as VS Code finds them in a list that it has whole: that every word of it begins a word of theirs, or is in it, else
 * that its letters are there in their order. What is typed behind a value that is one of them replaces it: then they are looked for by the rest alone, and behind the value itself all come.
 * @param typed what of the value stands before the cursor, with its quote
 * @param most how many are wanted
 */
export function* bestMatches<T extends Candidate>(
  all: readonly T[],
  typed: string,
  most: number,
): Generator<void, Matches<T>, void> {
  // Nobody is looked for by a placeholder.
  const text = typed.includes('‹') ? '' : typed.replace(/^"|"$/g, '');
  const found = yield* fitting(all, wordsOf(text), most);
  const known = yield* longestValue(all, text);
  if (known?.value === text) {
    const others = all.filter(each => each !== known);
    return { found: [known, ...others].slice(0, most), isCut: all.length > most, isUnfit: false };
  }
  if (found.length > 0) return cut(found, most);
  const behind =
    known === undefined ? [] : yield* fitting(all, wordsOf(text.slice(known.value.length)), most);
  if (behind.length > 0) return cut(behind, most);
  return { found: all.slice(0, most), isCut: all.length > most, isUnfit: true };
}

function cut<T>(found: readonly T[], most: number): Matches<T> {
  return { found: found.slice(0, most), isCut: found.length > most, isUnfit: false };
}

/** One more than is wanted of each kind, so that it is known whether there are more. */
function* fitting<T extends Candidate>(
  all: readonly T[],
  words: readonly string[],
  most: number,
): Generator<void, readonly T[], void> {
  const begun: T[] = [];
  const held: T[] = [];
  const scattered: T[] = [];
  for (const [index, each] of all.entries()) {
    if (index % atOnce === atOnce - 1) yield;
    const fit = fitOf(each.text, words);
    const list = [begun, held, scattered][fit];
    if (list !== undefined && list.length <= most) list.push(each);
    if (begun.length > most) break;
  }
  const close = [...begun, ...held];
  return close.length > 0 ? close : scattered;
}

/** 0 where every word begins one of the text's, 1 where it is in it, 2 where its letters are; 3 where not. */
function fitOf(text: string, words: readonly string[]): number {
  let worst = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) {
      if (!hasLetters(text, word)) return 3;
      worst = 2;
    } else if (worst === 0 && at > 0 && !begins(text, word, at)) worst = 1;
  }
  return worst;
}

const insideWord = /[\p{L}\p{N}]/u;

function begins(text: string, word: string, first: number): boolean {
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !insideWord.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function hasLetters(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** The one whose value is the longest beginning of what is typed. */
function* longestValue<T extends Candidate>(
  all: readonly T[],
  text: string,
): Generator<void, T | undefined, void> {
  let longest: T | undefined;
  for (const [index, each] of all.entries()) {
    if (index % atOnce === atOnce - 1) yield;
    if (each.value.length > (longest?.value.length ?? 0) && text.startsWith(each.value)) longest = each;
  }
  return longest;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
}
