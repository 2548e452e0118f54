import assert from 'node:assert/strict';
import { text } from '../../../src/core/sandbox/config/shape';
import { defaultChoices } from '../../../src/core/sandbox/choices';

/** What hostile texts begin their addition with, blanks aside. */
const begin = text({ ...defaultChoices, texts: 'hostile' }, '')
  .trim()
  .slice(0, 20);

/**
 * A value without the additions of hostile texts, so that it can be compared with the plain one. Fails where one of them kept
 * a character that could break out of a line of text (line breaks of descriptions aside).
 */
export function withoutMarkup<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) => {
    if (typeof one !== 'string') return one;
    assert.doesNotMatch(one, /(?!\n)\p{Cc}/u);
    const at = one.indexOf(begin);
    return at < 0 ? one : one.slice(0, at).trimEnd();
  }) as T;
}
