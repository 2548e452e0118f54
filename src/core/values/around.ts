/** Gives a line's text; undefined beyond the document. */
export type LineAt = (line: number) => string | undefined;

/** A word of JSON on its line: a text, a sign, a number. */
export interface Token {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** An object or array that a place is in. */
export interface Around {
  readonly sign: '{' | '[';
  /** The key whose value it is, as it is written. */
  readonly key?: string;
  /** Where it begins. */
  readonly line: number;
  readonly start: number;
}

/** Words kept on either side of a place. */
const kept = 4;
/** A key stands on the line of its value, or a few lines above. */
const mostLinesToKey = 100;
/** After these there is a chance to rest. */
const linesAtOnce = 256;
/** In a line, too. */
const charactersAtOnce = 50_000;
/** Beyond these the outermost object found is taken for a process: tens of megabytes. */
const mostLines = 1_000_000;

const anyBracket = /[{}[\]]/;
const blank = /\s/;
const delimiter = /[\s{}[\],:"/]/g;

/**
 * The objects and arrays around a place, the innermost first, and undefined now and then where the reader may rest. It goes through the lines
 * before the place and looks at their brackets alone: JSON has no text that goes over a line.
 */
export function* around(
  lineAt: LineAt,
  { line, start }: { readonly line: number; readonly start: number },
): Generator<Around | undefined, void, void> {
  let closed = 0;
  for (let at = line; at >= 0 && at > line - mostLines; at--) {
    if ((line - at) % linesAtOnce === linesAtOnce - 1) yield undefined;
    const text = lineAt(at);
    if (text === undefined) return;
    const end = at === line ? start : text.length;
    if (!anyBracket.test(text)) continue;
    const { opens, closes } = yield* bracketsOf(text, end);
    for (const { start: open, key: own } of opens.reverse()) {
      if (closed > 0) closed -= 1;
      else {
        const key = own === 'above' ? keyBefore(lineAt, { line: at, start: open }) : textOf(text, own);
        const sign = text.charAt(open) as '{' | '[';
        yield { sign, line: at, start: open, ...(key === undefined ? {} : { key }) };
      }
    }
    closed += closes;
  }
}

interface Opened {
  readonly start: number;
  /** Where its key stands on the line, undefined where it has none; or whether it has one is told by the lines above. */
  readonly key: { readonly start: number; readonly end: number } | 'above' | undefined;
}

function textOf(text: string, place: Exclude<Opened['key'], 'above'>): string | undefined {
  return place && text.slice(place.start, place.end);
}

/** The brackets of a line that are not closed on it, and how many it closes that were opened before. */
function* bracketsOf(
  text: string,
  end: number,
): Generator<undefined, { readonly opens: Opened[]; readonly closes: number }, void> {
  const opens: Opened[] = [];
  let closes = 0;
  // The text before the place, and whether a colon follows it; what stands before the first sign of the line, the lines above tell.
  let last: Opened['key'] = 'above';
  let isKey = true;
  let rest = charactersAtOnce;
  for (let i = 0; i < end; i++) {
    if (i > rest) {
      rest = i + charactersAtOnce;
      yield undefined;
    }
    switch (text[i]) {
      case '"': {
        const start = i;
        i = textEnd(text, i) - 1;
        last = { start, end: i + 1 };
        isKey = false;
        break;
      }
      case '/':
        i = commentEnd(text, i) - 1;
        break;
      case ':':
        isKey = last !== undefined;
        break;
      case '{':
      case '[':
        opens.push({ start: i, key: isKey ? last : undefined });
        last = undefined;
        isKey = false;
        break;
      case '}':
      case ']':
        if (opens.pop() === undefined) closes += 1;
        last = undefined;
        isKey = false;
        break;
      case ',':
        last = undefined;
        isKey = false;
        break;
      default:
    }
  }
  return { opens, closes };
}

function keyBefore(
  lineAt: LineAt,
  place: { readonly line: number; readonly start: number },
): string | undefined {
  const [colon, key] = wordsBefore(lineAt, place, 2);
  return colon?.text === ':' ? key?.text : undefined;
}

/** The words before a place, the nearest first. */
export function wordsBefore(
  lineAt: LineAt,
  { line, start }: { readonly line: number; readonly start: number },
  count: number,
): readonly Token[] {
  const words: Token[] = [];
  for (let at = line; at >= 0 && at > line - mostLinesToKey && words.length < count; at--) {
    const text = lineAt(at);
    if (text === undefined) break;
    const column = at === line ? start : text.length;
    const own = wordsAround(text, at, column).filter(({ end }) => end <= column);
    words.push(...own.reverse());
  }
  return words.slice(0, count);
}

/** The words of a line beside a column, in their order: a few before it, the one there, a few behind it. */
export function wordsAround(text: string, line: number, column: number): readonly Token[] {
  const places: [number, number][] = [];
  let behind = 0;
  for (let i = startNear(text, column); i < text.length && behind < kept;) {
    if (blank.test(text.charAt(i))) {
      i += 1;
      continue;
    }
    const end = wordEnd(text, i);
    const isComment = text.startsWith('//', i) || text.startsWith('/*', i);
    if (!isComment) {
      places.push([i, end]);
      if (i > column) behind += 1;
      else if (end < column && places.length > kept) places.shift();
    }
    i = end;
  }
  return places.map(([start, end]) => ({ text: text.slice(start, end), line, start, end }));
}

/** A line longer than this is one that nobody broke. */
const longLine = 2_000;
/** So many texts before a place are more than the words that are kept. */
const textsBefore = 8;
const quoteOrSlash = /["/]/g;

/** Where the words beside a column may be read from, which is not the beginning in a long line: at a text that stands some texts before it. */
function startNear(text: string, column: number): number {
  if (column < longLine) return 0;
  const starts: number[] = [];
  quoteOrSlash.lastIndex = 0;
  let found = quoteOrSlash.exec(text);
  for (let n = 0; found !== null && found.index < column; found = quoteOrSlash.exec(text)) {
    const at = found.index;
    const isText = text[at] === '"';
    if (isText) starts[n++ % textsBefore] = at;
    quoteOrSlash.lastIndex = isText ? textEnd(text, at) : commentEnd(text, at);
  }
  return starts.length < textsBefore ? 0 : Math.min(...starts);
}

function wordEnd(text: string, start: number): number {
  switch (text[start]) {
    case '"':
      return textEnd(text, start);
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return start + 1;
    case '/':
      if (/[/*]/.test(text.charAt(start + 1))) return commentEnd(text, start);
      break;
    default:
  }
  delimiter.lastIndex = start + 1;
  return delimiter.exec(text)?.index ?? text.length;
}

/** Behind the closing quote; one that is not closed ends with its line. */
export function textEnd(text: string, start: number): number {
  for (let i = text.indexOf('"', start + 1); i >= 0; i = text.indexOf('"', i + 1)) {
    let slashes = 0;
    while (text[i - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return i + 1;
  }
  return text.length;
}

/** Behind a comment, as far as this line goes; behind the slash where none begins. */
export function commentEnd(text: string, start: number): number {
  const next = text[start + 1];
  if (next === '/') return text.length;
  const end = next === '*' ? text.indexOf('*/', start + 2) : start - 1;
  return end < 0 ? text.length : end + 2;
}
