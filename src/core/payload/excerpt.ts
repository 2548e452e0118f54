import { around, commentEnd, textEnd, wordsAround, type Around, type LineAt } from '../values/around';
import { listKey } from './listKey';

/** A place in a text: both from 0, `column` in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The process that a place is in, cut out of its document, lines parted by `\n`. One of a list is the only one of its list. */
export interface Excerpt {
  readonly text: string;
  /** Where the process begins in the document. */
  readonly start: Place;
  /** How many characters stand before it in `text`. */
  readonly before: number;
}

/** In UTF-16 units. Of what stands behind the place, little matters; without what stands before it, nothing can be said. */
const mostBefore = 200_000;
const mostBehind = 50_000;
/** After these there is a chance to rest. */
const linesAtOnce = 500;

type Steps<T> = Generator<void, T, void>;

/**
 * Cuts out what has to be read to complete at a place, without reading the whole document: the process that it is in, or where it is between those of a
 * list, nothing but that. Undefined in processes of more than 200,000 characters.
 * @param isEntry these are the lines of one process of many, as in JSON lines
 */
export function* excerptAt(lineAt: LineAt, place: Place, isEntry = false): Steps<Excerpt | undefined> {
  const chain: Around[] = [];
  for (const one of around(lineAt, { line: place.line, start: place.column })) {
    if (one === undefined) yield;
    else chain.push(one);
  }
  const lists = listsAround(chain);
  const isListed = isEntry || lists > 0;
  const process = chain.at(-1 - lists);
  if (process === undefined) return isListed ? between(lineAt, place) : short(lineAt);
  return yield* cut(lineAt, place, { line: process.line, column: process.start }, isListed ? 1 : 0);
}

/** From a place in the document to that in the excerpt. */
export function within({ start, before }: Excerpt, { line, column }: Place): Place {
  return line === start.line
    ? { line: 0, column: column - start.column + before }
    : { line: line - start.line, column };
}

/** From a place in the excerpt to that in the document. */
export function outOf({ start, before }: Excerpt, { line, column }: Place): Place {
  return line === 0
    ? { line: start.line, column: column - before + start.column }
    : { line: line + start.line, column };
}

/** How many of the outermost brackets only hold the list of processes. */
function listsAround(chain: readonly Around[]): number {
  const [first, second] = [chain.at(-1), chain.at(-2)];
  if (first?.sign === '[') return 1;
  return second?.sign === '[' && second.key === JSON.stringify(listKey) ? 2 : 0;
}

/** A new process in a list; whether another follows decides about the comma. */
function between(lineAt: LineAt, place: Place): Excerpt | undefined {
  const text = lineAt(place.line) ?? '';
  const own = wordsAround(text, place.line, place.column);
  const isInWord = own.some(({ start, end }) => start < place.column && place.column < end);
  const isTyped = own.some(({ end, text: word }) => end === place.column && !/^[[\],{}:]$/.test(word));
  if (isInWord || isTyped) return undefined;
  return { text: nextSign(lineAt, place) === '{' ? '[ {}]' : '[]', start: place, before: 1 };
}

/** A document that holds no process around the place: an empty one, above all. */
function short(lineAt: LineAt): Excerpt | undefined {
  const lines: string[] = [];
  let length = 0;
  for (let line = 0; line <= mostBlank; line++) {
    const text = lineAt(line);
    length += text?.length ?? 0;
    if (length > mostBehind) return undefined;
    if (text === undefined) return { text: lines.join('\n'), start: { line: 0, column: 0 }, before: 0 };
    lines.push(text);
  }
  return undefined;
}

/** More blank lines than these nobody leaves. */
const mostBlank = 100;

function nextSign(lineAt: LineAt, { line, column }: Place): string | undefined {
  for (let at = line; at < line + mostBlank; at++) {
    const [next] = wordsAround((lineAt(at) ?? '').slice(at === line ? column : 0), at, 0);
    if (next !== undefined) return next.text;
  }
  return undefined;
}

function* cut(lineAt: LineAt, place: Place, start: Place, before: 0 | 1): Steps<Excerpt | undefined> {
  const lines: string[] = [];
  let open = 0;
  let length = 0;
  let most = mostBefore;
  for (let line = start.line; length < most; line++) {
    if (lines.length % linesAtOnce === linesAtOnce - 1) yield;
    const whole = lineAt(line);
    if (whole === undefined) break;
    const from = line === start.line ? start.column : 0;
    if (line === place.line) {
      const read = length + place.column - from;
      if (read > mostBefore) return undefined;
      most = read + mostBehind;
    }
    const { end, depth } = follow(whole, from, open);
    open = depth;
    const part = whole.slice(from, Math.min(end, from + most - length));
    lines.push(part);
    length += part.length + 1;
    if (line >= place.line && open === 0) break;
  }
  if (lines.length <= place.line - start.line) return undefined;
  const text = lines.join('\n');
  return { text: before === 0 ? text : `[${text}]`, start, before };
}

/** Where in a line the outermost bracket is closed, else its end, and how many are open there. */
function follow(text: string, from: number, open: number): { readonly end: number; readonly depth: number } {
  let depth = open;
  for (let i = from; i < text.length; i++) {
    switch (text[i]) {
      case '"':
        i = textEnd(text, i) - 1;
        break;
      case '/':
        i = commentEnd(text, i) - 1;
        break;
      case '{':
      case '[':
        depth += 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        if (depth <= 0) return { end: i + 1, depth: 0 };
        break;
      default:
    }
  }
  return { end: text.length, depth };
}
