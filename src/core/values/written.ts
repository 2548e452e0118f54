import type { Node } from 'jsonc-parser';
import type { LineAt } from './around';

/** Blanks and comments; a comment that is not closed is none. */
const nothing = /(?:\s+|\/\/.*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y;
/** What people write without the quotes: a day and a time with its colons, a text between other quotes, any other word. */
const bareWord =
  /[-+]?\d(?:[^\s,:{}[\]"'`/]|\/(?![/*])|:(?=\d\d))*|'(?:[^'\\\r\n]|\\.)*'|(?:[^\s,:{}[\]"'`/]|\/(?![/*]))+/y;
const nextKey = /"(?:[^"\\\r\n]|\\.){0,1000}"\s*:/y;

/** Behind the blanks and comments at a place. */
export function skipNothing(text: string, at: number): number {
  return at + lengthOf(nothing, text, at);
}

/** Behind the word at a place that is no text of JSON; the place itself where none is. */
export function bareWordEnd(text: string, at: number): number {
  return at + lengthOf(bareWord, text, at);
}

/** Where a value ends for who reads it: for the parser `2026-01-01` is a number and rubbish. Undefined where it is not closed. */
export function endOfValue(text: string, { type, offset, length, children }: Node): number | undefined {
  const end = offset + length;
  switch (type) {
    case 'string':
      return isClosedText(text, offset, end) ? end : undefined;
    case 'object':
    case 'array':
      return isClosed(text, type, children?.at(-1), end) ? end : undefined;
    default:
      return Math.max(end, bareWordEnd(text, offset));
  }
}

/**
 * What a value that ends at a place needs behind it: nothing, or a comma where the next key follows without one. Undefined where something stands
 * there that would join the value, or whose meaning nobody knows.
 */
export function missingBehind(text: string, end: number): '' | ',' | undefined {
  const at = skipNothing(text, end);
  if (at >= text.length || /[,}\]]/.test(text.charAt(at))) return '';
  return lengthOf(nextKey, text, at) > 0 ? ',' : undefined;
}

/** A key stands on the line of the value before it, or a few below. */
const mostLinesToKey = 100;

/** As {@link missingBehind}, of a document that is read by its lines: no more of it than it takes to know. */
export function missingBehindColumn(lineAt: LineAt, line: number, column: number): '' | ',' | undefined {
  let text = (lineAt(line) ?? '').slice(column);
  for (let at = line + 1; at <= line + mostLinesToKey; at++) {
    const known = skipNothing(text, 0);
    const isOver = known < text.length && !text.startsWith('/*', known);
    const next = isOver ? undefined : lineAt(at);
    if (next === undefined) break;
    text = `${text}\n${next}`;
  }
  return missingBehind(text, 0);
}

/** What is not closed reaches to the end of the text, where the bracket of the last one in it may stand. */
function isClosed(text: string, type: 'object' | 'array', last: Node | undefined, end: number): boolean {
  // A property without a value has no end of its own.
  const inner = last?.type === 'property' ? (last.children?.[1] ?? last.children?.[0]) : last;
  const isOfLast = inner !== undefined && inner.offset + inner.length >= end;
  return !isOfLast && text.charAt(end - 1) === (type === 'object' ? '}' : ']');
}

function isClosedText(text: string, start: number, end: number): boolean {
  if (end - start < 2 || text.charAt(end - 1) !== '"') return false;
  let slashes = 0;
  while (text.charAt(end - 2 - slashes) === '\\') slashes += 1;
  return slashes % 2 === 0;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
