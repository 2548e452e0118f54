import type { Edit, TextRange } from './range';
import { scan, type Scan } from './scan';

/** What makes a payload no JSON, and what cuts it. */
export interface Untidy {
  readonly comments: readonly Edit[];
  readonly trailingCommas: readonly Edit[];
}

/** What {@link removeComments} and {@link removeTrailingCommas} give, of a text that was looked at before. */
export function untidyOf(
  text: string,
  { comments, trailingCommas }: Pick<Scan, 'comments' | 'trailingCommas'>,
): Untidy {
  return { comments: commentEdits(text, comments), trailingCommas: cut(trailingCommas) };
}

/** Cuts the comments; all else stays as it is. Where two tokens would grow together, a blank takes the comment's place. */
export function removeComments(text: string): readonly Edit[] {
  return commentEdits(text, scan(text).comments);
}

/** Cuts the commas before a closing brace or bracket. */
export function removeTrailingCommas(text: string): readonly Edit[] {
  return cut(scan(text).trailingCommas);
}

function commentEdits(text: string, comments: readonly TextRange[]): readonly Edit[] {
  return comments.map(range => ({ ...range, text: keepsApart(text, range) ? ' ' : '' }));
}

function cut(ranges: readonly TextRange[]): readonly Edit[] {
  return ranges.map(range => ({ ...range, text: '' }));
}

function keepsApart(text: string, { offset, length }: TextRange): boolean {
  const free = /^[\s{}[\],:]?$/;
  return !free.test(text.charAt(offset - 1)) && !free.test(text.charAt(offset + length));
}
