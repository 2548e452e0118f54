import type { BareProblem } from './problem';

/**
 * What stands behind the list of `{ "processes": [ … ] }`: the end of the object, at most with a `$schema` before it.
 * @returns `ok`; `object` when it has further keys, so that it is no list but one entry; or the problem
 */
export function judgeTail(
  tail: readonly number[],
  end: { readonly offset: number; readonly line: number },
): 'ok' | 'object' | BareProblem {
  const text = Buffer.from(tail).toString('latin1');
  const rest = text.replace(/^[ \t\r\n]+/, '');
  const skipped = text.slice(0, text.length - rest.length);
  const place = {
    offset: end.offset + skipped.length,
    line: end.line + skipped.split(/\r\n|\r|\n/).length - 1,
  };
  if (rest === '') return { code: 'truncated', params: { inside: 'list' }, ...place };
  if (onlySchema.test(text)) return 'ok';
  // What goes on like an object may be one: then the check of that one entry says what is wrong with it.
  return rest.startsWith(',') ? 'object' : wrong(rest, place);
}

const onlySchema =
  /^[ \t\r\n]*(?:,[ \t\r\n]*"\$schema"[ \t\r\n]*:[ \t\r\n]*"(?:[^"\\\r\n]|\\.)*"[ \t\r\n]*)?\}[ \t\r\n]*$/;

function wrong(rest: string, place: { offset: number; line: number }): BareProblem {
  const behind = /^\}[ \t\r\n]*/.exec(rest)?.[0];
  if (behind === undefined) return { code: 'unexpected', params: { found: '' }, ...place };
  const line = place.line + behind.split(/\r\n|\r|\n/).length - 1;
  return { code: 'afterEnd', params: { found: '' }, offset: place.offset + behind.length, line };
}
