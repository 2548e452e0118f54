import { listKey } from '../payload/listKey';
import { around, wordsAround, wordsBefore, type Around, type LineAt, type Token } from './around';

/** Where a cursor is in a payload, as far as the lines before it tell. */
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

type Steps<T> = Generator<void, T, void>;

/**
 * Finds what value a cursor is at without parsing the document, for {@link ../slices.runInSlices}: of a payload of a megabyte it looks at the brackets of
 * the lines before the cursor. Undefined at keys that have no colon yet, and outside of a process.
 */
export function* findSpot(lineAt: LineAt, line: number, column: number): Steps<Spot | undefined> {
  const own = wordsAround(lineAt(line) ?? '', line, column);
  const touched = own.findIndex(({ start, end, text }) => start <= column && column <= end && !isSign(text));
  const token = own[touched];
  if (token?.text.startsWith('"') === true && own[touched + 1]?.text === ':') {
    const after = own[touched + 2];
    const at = own[touched + 1]?.end ?? token.end;
    const value = after === undefined || after.text === ',' || after.text === '}' ? undefined : after;
    const range = value ?? { line, start: at, end: at };
    const isScalar = value === undefined || !isSign(value.text);
    return yield* placed(token.text, false, range, isScalar, around(lineAt, token));
  }
  const range = token ?? { line, start: column, end: column };
  const [first, second] = wordsBefore(lineAt, range, 2);
  const outside = around(lineAt, range);
  if (first?.text === ':')
    return second === undefined ? undefined : yield* placed(second.text, false, range, true, outside);
  if (first?.text !== ',' && first?.text !== '[') return undefined;
  const array = yield* next(outside);
  return array?.sign === '[' && array.key !== undefined
    ? yield* placed(array.key, true, range, true, outside)
    : undefined;
}

/** As {@link findSpot}, in one go. */
export function spotAt(lineAt: LineAt, line: number, column: number): Spot | undefined {
  const steps = findSpot(lineAt, line, column);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

type Outside = Generator<Around | undefined, void, void>;

function* next(outside: Outside): Steps<Around | undefined> {
  for (;;) {
    const step = outside.next();
    if (step.done === true) return undefined;
    if (step.value !== undefined) return step.value;
    yield;
  }
}

function* placed(
  key: string,
  inArray: boolean,
  { line, start, end }: Pick<Token, 'line' | 'start' | 'end'>,
  isScalar: boolean,
  outside: Outside,
): Steps<Spot | undefined> {
  const name = nameOf(key);
  const place = name === undefined ? undefined : yield* placeOf(outside);
  return name === undefined || place === undefined
    ? undefined
    : { place, key: name, inArray, value: { line, start, end }, isScalar };
}

/** What the innermost of these is: a process, its `data`, or that of its record. */
function* placeOf(outside: Outside): Steps<Spot['place'] | undefined> {
  const path: string[] = [];
  for (let one = yield* next(outside); one !== undefined; one = yield* next(outside)) {
    if (one.sign !== '{') return undefined;
    if (one.key === undefined) {
      // An element: of the file itself, unless its array has a key, or is in one.
      if (!(yield* isOfFile(yield* next(outside), outside))) return undefined;
      break;
    }
    const name = nameOf(one.key);
    // Of more than these no place is made.
    if (name === undefined || path.push(name) > 2) return undefined;
  }
  const [inner, outer] = path;
  if (inner === undefined) return 'top';
  if (inner !== 'data') return undefined;
  if (outer === undefined) return 'data';
  return outer === 'record' ? 'recordData' : undefined;
}

/** What a process without a key may stand in: nothing, the array that the file is, or the list of `{ "processes": [ … ] }`. */
function* isOfFile(array: Around | undefined, outside: Outside): Steps<boolean> {
  if (array === undefined) return true;
  if (array.sign !== '[') return false;
  const holder = yield* next(outside);
  if (array.key === undefined) return holder === undefined;
  if (nameOf(array.key) !== listKey || holder?.sign !== '{' || holder.key !== undefined) return false;
  return (yield* next(outside)) === undefined;
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
