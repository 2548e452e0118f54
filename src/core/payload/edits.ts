import type { Edit, TextRange } from './range';
import { scanSlowly } from './scan';

/** What makes a payload no JSON, and the edits that mend it; all else stays as it is. */
export interface Untidy {
  /** Cut the comments. Where two tokens would grow together, a blank takes the comment's place. */
  readonly comments: readonly Edit[];
  /** Cut the commas before a closing brace or bracket. */
  readonly trailingCommas: readonly Edit[];
}

/** Yields often: it is asked for at each change of a payload. */
export function* untidy(text: string): Generator<void, Untidy, void> {
  const { comments, trailingCommas } = yield* scanSlowly(text);
  return {
    comments: comments.map(range => ({ ...range, text: keepsApart(text, range) ? ' ' : '' })),
    trailingCommas: trailingCommas.map(range => ({ ...range, text: '' })),
  };
}

function keepsApart(text: string, { offset, length }: TextRange): boolean {
  const free = /^[\s{}[\],:]?$/;
  return !free.test(text.charAt(offset - 1)) && !free.test(text.charAt(offset + length));
}
