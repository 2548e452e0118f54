import type { TextRange } from '../payload/range';

export const operators = ['=', '!=', '>', '>=', '<', '<='] as const;

/** The operators of page docs:api/process/list. */
export type Operator = (typeof operators)[number];

export type Token = TextRange &
  (
    | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean; readonly closed: boolean }
    | { readonly kind: 'operator'; readonly operator: Operator }
    | { readonly kind: 'sign'; readonly sign: '(' | ')' | '[' | ']' | ',' }
  );

const bare = /[^\s()[\],"=!<>]+/y;
const quotedWord = /"((?:[^"\\]|\\.)*)("?)/y;
const operator = /!=|>=|<=|==|[=><!]/y;

/** Cuts a query into its words; whatever is typed becomes one, so that there is always something to complete. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  for (let offset = 0; offset < text.length;) {
    const token = tokenAt(text, offset);
    if (token !== undefined) found.push(token);
    offset += token?.length ?? 1;
  }
  return found;
}

function tokenAt(text: string, offset: number): Token | undefined {
  const char = text.charAt(offset);
  if (/\s/.test(char)) return undefined;
  if (char === '(' || char === ')' || char === '[' || char === ']' || char === ',')
    return { kind: 'sign', sign: char, offset, length: 1 };
  const sign = match(operator, text, offset)?.[0];
  if (sign !== undefined) {
    const written = sign === '==' ? '=' : sign === '!' ? '!=' : sign;
    const known = operators.find(one => one === written) ?? '=';
    return { kind: 'operator', operator: known, offset, length: sign.length };
  }
  const quoted = match(quotedWord, text, offset);
  if (quoted !== undefined) {
    const [whole, inner = '', end] = quoted;
    const word = inner.replace(/\\(.)/gs, '$1');
    return { kind: 'word', text: word, quoted: true, closed: end === '"', offset, length: whole.length };
  }
  const word = match(bare, text, offset)?.[0] ?? char;
  return { kind: 'word', text: word, quoted: false, closed: false, offset, length: word.length };
}

function match(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}

/** A word as a query has it: between quotes where it could not stand alone. */
export function written(word: string): string {
  const alone = /^[^\s()[\],"=!<>]+$/.test(word) && !/^(?:and|or)$/i.test(word);
  return alone ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
}
