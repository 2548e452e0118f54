export type CleanToken =
  | { readonly ok: true; readonly token: string }
  /** `notAToken`: blanks, control or non-ASCII characters inside, which no header could carry. */
  | { readonly ok: false; readonly problem: 'empty' | 'notAToken' };

/** Characters without a shape, which come along when a long token is copied from a page. */
const invisible = /[\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]/g;

const leading = /^(?:(?:-H|--header)\s+)?(?:["'`]\s*)?(?:authorization\s*[:=]\s*)/i;

const closing = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
]);

/**
 * The token in a text that a person pasted: without blanks and quotes around it, without an `Authorization:` or
 * `Bearer` before it, and with a paste that was wrapped at line ends put together again. A token has no prefix or
 * shape to know it by (section 1.1 of service-facts), so anything that a header can carry is taken for one.
 */
export function cleanToken(typed: string): CleanToken {
  let token = typed.replace(invisible, match => (match === '\u2028' || match === '\u2029' ? '\n' : ''));
  for (let next = step(token); next !== token; next = step(token)) token = next;
  if (token === '') return { ok: false, problem: 'empty' };
  if (!/^[\x21-\x7e]+$/.test(token)) return { ok: false, problem: 'notAToken' };
  return { ok: true, token };
}

/** Lines are joined only when nothing is left to peel: `Bearer` and the token may stand on two of them. */
function step(text: string): string {
  const peeled = peel(text);
  if (peeled !== text) return peeled;
  const lines = text.split(/[\r\n]+/);
  return lines.map(line => line.trim()).join('');
}

/** Takes off one layer. */
function peel(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length > 1 && closing.get(trimmed.charAt(0)) === trimmed.at(-1))
    return trimmed.slice(1, -1).trim();
  const named = leading.exec(trimmed)?.[0];
  if (named !== undefined) {
    const rest = trimmed.slice(named.length);
    // -H "Authorization: Bearer x": the closing quote belongs to the one that went with the name.
    return /["'`]/.test(named) ? rest.replace(/["'`]$/, '').trim() : rest.trim();
  }
  return trimmed.replace(/^bearer(?:\s*:\s*|\s+|$)/i, '').trim();
}
