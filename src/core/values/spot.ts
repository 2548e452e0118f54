/** Where a cursor is in a payload, as far as the lines around it tell. */
export interface Spot {
  /** A field of a process, an attribute in `data`, one in `record.data`. */
  readonly place: 'top' | 'data' | 'recordData';
  readonly key: string;
  /** The cursor is in an array that is the value. */
  readonly inArray: boolean;
  /** The value at the cursor, or of the key at the cursor: columns on its line, empty where nothing stands there yet. */
  readonly value: { readonly line: number; readonly start: number; readonly end: number };
  /** The value is one text or literal, or nothing yet: what replaces it replaces all of it. */
  readonly isScalar: boolean;
}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Gives a line's text; undefined beyond the document. */
export type LineAt = (line: number) => string | undefined;

/** A longer line is not looked at: to cut it into words would hold up the editor. */
const longestLine = 50_000;
/** Words looked at to find out where in a document one is; beyond that, an element of an array is taken for an entry of the file. */
const mostTokens = 5_000;

/**
 * Finds what value a cursor is at by the lines around it: JSON has no text that goes over a line, so each line can be read by itself, and a
 * payload of a megabyte costs no more than a small one. Undefined at keys that have no colon yet, and outside of a process.
 */
export function spotAt(lineAt: LineAt, line: number, column: number): Spot | undefined {
  const own = tokensOf(lineAt, line);
  if (own === undefined) return undefined;
  const touched = own.findIndex(({ start, end, text }) => start <= column && column <= end && !isSign(text));
  const token = own[touched];
  if (token?.text.startsWith('"') === true && own[touched + 1]?.text === ':') {
    const after = own[touched + 2];
    const at = own[touched + 1]?.end ?? token.end;
    const value = after === undefined || after.text === ',' || after.text === '}' ? undefined : after;
    const range = value ?? { line, start: at, end: at };
    return placed(token.text, false, range, value === undefined || !isSign(value.text), back(lineAt, token));
  }
  const from = token ?? { text: '', line, start: column, end: column };
  const before = back(lineAt, from);
  const first = before.next().value;
  const range = token ?? from;
  if (first?.text === ':') {
    const key = before.next().value;
    return key === undefined ? undefined : placed(key.text, false, range, true, before);
  }
  if (first?.text !== ',' && first?.text !== '[') return undefined;
  if (first.text === ',' && opener(before)?.text !== '[') return undefined;
  if (before.next().value?.text !== ':') return undefined;
  const key = before.next().value;
  return key === undefined ? undefined : placed(key.text, true, range, true, before);
}

function placed(
  key: string,
  inArray: boolean,
  { line, start, end }: Pick<Token, 'line' | 'start' | 'end'>,
  isScalar: boolean,
  before: Generator<Token, undefined>,
): Spot | undefined {
  const name = nameOf(key);
  const place = placeOf(before);
  return name === undefined || place === undefined
    ? undefined
    : { place, key: name, inArray, value: { line, start, end }, isScalar };
}

/** What the object is that the reader of these words stands in. */
function placeOf(before: Generator<Token, undefined>): Spot['place'] | undefined {
  const path = pathOf(before);
  if (path === undefined) return undefined;
  const [inner, outer, more] = path;
  if (inner === undefined) return 'top';
  if (inner === 'data' && outer === undefined) return 'data';
  return inner === 'data' && outer === 'record' && more === undefined ? 'recordData' : undefined;
}

/** The keys of the objects around, the innermost first, up to the process; undefined within an array that is a value. */
function pathOf(before: Generator<Token, undefined>): readonly string[] | undefined {
  const path: string[] = [];
  // Of more than these no place is made.
  while (path.length < 4) {
    const brace = opener(before);
    if (brace === undefined) return path;
    if (brace.text !== '{') return undefined;
    const first = before.next().value;
    if (first === undefined) return path;
    if (first.text === ':') {
      const name = nameOf(before.next().value?.text ?? '');
      if (name === undefined) return undefined;
      path.push(name);
      continue;
    }
    // An element: of the file itself, unless its array has a key.
    const bracket = first.text === '[' ? first : opener(before);
    if (bracket !== undefined && before.next().value?.text === ':') return undefined;
    return path;
  }
  return undefined;
}

/** Goes back to what opens the object or array; undefined at the beginning, or where it is too far away. */
function opener(before: Generator<Token, undefined>): Token | undefined {
  let depth = 0;
  for (let token = before.next().value; token !== undefined; token = before.next().value) {
    if (token.text === '}' || token.text === ']') depth += 1;
    else if (token.text === '{' || token.text === '[') {
      if (depth === 0) return token;
      depth -= 1;
    }
  }
  return undefined;
}

/** The words before a place, the nearest first. */
function* back(lineAt: LineAt, from: Pick<Token, 'line' | 'start'>): Generator<Token, undefined> {
  let seen = 0;
  for (let line = from.line; line >= 0; line--) {
    const tokens = tokensOf(lineAt, line);
    if (tokens === undefined) return undefined;
    for (const token of tokens.reverse()) {
      if (line === from.line && token.end > from.start) continue;
      if ((seen += 1) > mostTokens) return undefined;
      yield token;
    }
  }
  return undefined;
}

function tokensOf(lineAt: LineAt, line: number): Token[] | undefined {
  const text = lineAt(line);
  if (text === undefined || text.length > longestLine) return undefined;
  return Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|\/\/.*|[^\s{}[\],:"]+/g), found => ({
    text: found[0],
    line,
    start: found.index,
    end: found.index + found[0].length,
  })).filter(({ text: word }) => !word.startsWith('//'));
}

function isSign(text: string): boolean {
  return /^[{}[\],:]$/.test(text);
}

function nameOf(key: string): string | undefined {
  try {
    const name: unknown = JSON.parse(key);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
