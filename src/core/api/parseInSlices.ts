import type { Json } from '../json';

/** Up to here a text is parsed in one go: a millisecond or two, UTF-16 units. */
const piece = 128 * 1024;
/** Characters between two rests while an end is looked for. */
const stretch = 64 * 1024;
/** A list stands at most so deep in an answer; what is deeper is parsed in one go. */
const deepest = 4;

const open = /[[{]/;
const space = /[ \t\n\r]*/y;
/** What decides where a value ends: its brackets, and the texts in which brackets mean nothing. */
const marks = /["[\]{}]/g;

/**
 * `JSON.parse` of a large text in short steps, with the same result: lists and objects on its first levels are taken apart, and what is in them is parsed one by
 * one. Throws SyntaxError where `JSON.parse` would.
 */
export function* parseInSlices(text: string, smallest = piece): Generator<void, Json, void> {
  const start = skip(text, 0);
  const end = trimmedEnd(text);
  return yield* parse(text, start, end, deepest, smallest);
}

function* parse(
  text: string,
  start: number,
  end: number,
  depth: number,
  smallest: number,
): Generator<void, Json, void> {
  const first = text[start] ?? '';
  if (end - start <= smallest || depth === 0 || !open.test(first)) {
    yield;
    return JSON.parse(text.slice(start, end)) as Json;
  }
  const isList = first === '[';
  if (text[end - 1] !== (isList ? ']' : '}')) throw new SyntaxError('An end is missing');
  const list: Json[] = [];
  const members: [string, Json][] = [];
  let at = skip(text, start + 1);
  for (let isFirst = true; at < end - 1; isFirst = false) {
    if (!isFirst) {
      if (text[at] !== ',') throw new SyntaxError(`A comma is missing at ${at}`);
      at = skip(text, at + 1);
      if (at >= end - 1) throw new SyntaxError('Nothing stands behind a comma');
    }
    let key = '';
    if (!isList) {
      const afterKey = endOfText(text, at);
      key = JSON.parse(text.slice(at, afterKey)) as string;
      at = skip(text, afterKey);
      if (text[at] !== ':') throw new SyntaxError(`A colon is missing at ${at}`);
      at = skip(text, at + 1);
    }
    const afterValue = yield* endOf(text, at);
    // A value that ends where the whole does would be the end mark itself.
    if (afterValue > end - 1) throw new SyntaxError('An end is missing');
    const value = yield* parse(text, at, afterValue, depth - 1, smallest);
    if (isList) list.push(value);
    else members.push([key, value]);
    at = skip(text, afterValue);
  }
  // Own properties also for names such as __proto__, the last of several winning: as JSON.parse has it.
  return isList ? list : Object.fromEntries(members);
}

/** Behind a value: its closing bracket, its closing quotation mark, or its last letter. Says nothing about what is in it. */
function* endOf(text: string, start: number): Generator<void, number, void> {
  const first = text[start] ?? '';
  if (first === '"') return endOfText(text, start);
  if (!open.test(first)) return endOfWord(text, start);
  let depth = 0;
  let rested = start;
  marks.lastIndex = start;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const { index } = found;
    const [mark] = found;
    let next = index + 1;
    if (mark === '"') next = endOfText(text, index);
    else depth += mark === '[' || mark === '{' ? 1 : -1;
    if (depth === 0) return next;
    if (next - rested > stretch) {
      rested = next;
      yield;
    }
    // The expression is shared, and another text may have been gone through meanwhile.
    marks.lastIndex = next;
  }
  throw new SyntaxError('An end is missing');
}

function endOfText(text: string, start: number): number {
  if (text[start] !== '"') throw new SyntaxError(`A quotation mark is missing at ${start}`);
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  throw new SyntaxError('A text has no end');
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !',]}: \t\n\r'.includes(text[at] ?? '')) at++;
  return at;
}

function skip(text: string, at: number): number {
  space.lastIndex = at;
  space.exec(text);
  return space.lastIndex;
}

function trimmedEnd(text: string): number {
  let end = text.length;
  while (end > 0 && ' \t\n\r'.includes(text[end - 1] ?? '')) end--;
  return end;
}
