import { createScanner } from 'jsonc-parser';
import type { TextRange } from './range';

/** Numbers of jsonc-parser's `SyntaxKind`, an ambient enum that cannot be imported here. */
const openers = new Set([1, 3]);
const closers = new Set([2, 4]);
const comma = 5;
const comments = new Set([12, 13]);
const trivia = new Set([12, 13, 14, 15]);
const end = 17;

/** What a look at the tokens alone tells of a text, whether it is right JSON or not. */
export interface Scan {
  /** True when there is nothing but blanks and comments. */
  readonly empty: boolean;
  readonly comments: readonly TextRange[];
  /** Commas before a closing brace or bracket. */
  readonly trailingCommas: readonly TextRange[];
  /** The first brace or bracket that is deeper than {@link deepest}. */
  readonly tooDeep?: TextRange;
}

/** No payload is nested deeper by intent; whoever reads further recursively runs out of stack one day. */
export const deepest = 256;

/** Of these at a time a slice consists. */
const tokensAtOnce = 512;

export function scan(text: string): Scan {
  const steps = scanSteps(text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As {@link scan}, for {@link ../slices.runInSlices}: it takes some tens of ms for a million characters. */
export function* scanSteps(text: string): Generator<void, Scan, void> {
  const scanner = createScanner(text, false);
  const found = { comments: [] as TextRange[], trailingCommas: [] as TextRange[] };
  let tooDeep: TextRange | undefined;
  let lastComma: TextRange | undefined;
  let depth = 0;
  let empty = true;
  for (let n = 1; ; n++) {
    if (n % tokensAtOnce === 0) yield;
    const token: number = scanner.scan();
    if (token === end) break;
    const offset = scanner.getTokenOffset();
    // The scanner takes `/*` at the end of a text for three characters.
    const range = { offset, length: Math.min(scanner.getTokenLength(), text.length - offset) };
    if (comments.has(token)) found.comments.push(range);
    if (trivia.has(token)) continue;
    empty = false;
    if (openers.has(token) && ++depth > deepest) tooDeep ??= range;
    if (closers.has(token)) {
      depth--;
      if (lastComma !== undefined) found.trailingCommas.push(lastComma);
    }
    lastComma = token === comma ? range : undefined;
  }
  return { empty, ...found, ...(tooDeep === undefined ? {} : { tooDeep }) };
}
