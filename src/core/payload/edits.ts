import type { Edit, TextRange } from './range';
import { scan } from './scan';

/** Cuts the comments; all else stays as it is. Where two tokens would grow together, a blank takes the comment's place. */
export function removeComments(text: string): readonly Edit[] {
  return scan(text).comments.map(range => ({ ...range, text: keepsApart(text, range) ? ' ' : '' }));
}

/** Cuts the commas before a closing brace or bracket. */
export function removeTrailingCommas(text: string): readonly Edit[] {
  return scan(text).trailingCommas.map(range => ({ ...range, text: '' }));
}

function keepsApart(text: string, { offset, length }: TextRange): boolean {
  const free = /^[\s{}[\],:]?$/;
  return !free.test(text.charAt(offset - 1)) && !free.test(text.charAt(offset + length));
}
