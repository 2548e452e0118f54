/** How a language writes characters within a string literal that has escapes. */
export interface Escapes {
  readonly quote: "'" | '"';
  /** Any character by its number, e.g. `\u{1f600}`. */
  readonly code: (character: string) => string;
  /** Characters that get a backslash beside the quote and the backslash itself. */
  readonly also?: string;
  /** Everything beyond ASCII is written by its number: where a compiler does not take every source for UTF-8. */
  readonly asciiOnly?: boolean;
}

/** Nobody sees them, an editor may change them when they are pasted, or they turn the direction of what follows. */
const unseen = '[\\p{C}\\p{Zl}\\p{Zp}]|(?! )\\p{Zs}';
const anyUnseen = new RegExp(unseen, 'u');
const allUnseen = new RegExp(unseen, 'gu');

/** A string literal of exactly this text, on one line. */
export function literal(text: string, escapes: Escapes): string {
  const { quote, code, also = '' } = escapes;
  const written = text.replace(
    special(escapes),
    character =>
      names.get(character) ??
      (character === quote || character === '\\' || also.includes(character)
        ? `\\${character}`
        : code(character)),
  );
  return quote + written + quote;
}

const patterns = new Map<string, RegExp>();

/** What cannot stand in a literal as it is; the pattern is made once: a large payload has thousands of literals. */
function special({ quote, also = '', asciiOnly = false }: Escapes): RegExp {
  const key = `${quote}${also}${asciiOnly}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const marks = Array.from(`\\${quote}${also}`, mark => `\\u{${point(mark).toString(16)}}`).join('');
  const pattern = new RegExp(`[${marks}]|${asciiOnly ? '[^ -~]' : unseen}`, 'gu');
  patterns.set(key, pattern);
  return pattern;
}

const names: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** No compiler takes a literal of any length: Visual C++ stops at 16,380 bytes, Java at 65,535. */
const mostInPiece = 2_000;

/** So many literals stand line by line. Of more, which nobody reads, some stand in one: Java takes some thousands in a method. */
const mostLines = 500;

/**
 * The text in pieces that give it when joined: its lines, each with its end; long ones in several. Never none.
 * @param most UTF-16 units in a piece; one more where a character needs two
 */
export function pieces(text: string, most = mostInPiece): readonly string[] {
  const lines = text.split(/(?<=\n)/);
  const found: string[] = [];
  let open = '';
  for (const line of lines) {
    if (lines.length > mostLines && open.length + line.length <= most) {
      open += line;
      continue;
    }
    if (open !== '') found.push(open);
    open = '';
    const cut = cuts(line, most);
    if (lines.length > mostLines) open = cut.pop() ?? '';
    found.push(...cut);
  }
  return open === '' ? found : [...found, open];
}

/** Not within a character. */
function cuts(line: string, most: number): string[] {
  const found: string[] = [];
  let from = 0;
  while (line.length - from > most) {
    const end = from + most;
    const to = /[\uD800-\uDBFF]/.test(line.charAt(end - 1)) ? end + 1 : end;
    found.push(line.slice(from, to));
    from = to;
  }
  return [...found, line.slice(from)];
}

/**
 * True for a text that can stand in a literal without escapes: what is pasted is what was copied. A carriage return is not
 * among that: an editor writes the line ends of its own document.
 */
export function canStandRaw(text: string): boolean {
  return !anyUnseen.test(text.replace(/[\n\t]/g, ''));
}

/** The text with what nobody sees written by its number; line feeds stay. */
export function escapeUnseen(text: string, code: Escapes['code']): string {
  return text.replace(allUnseen, character => (character === '\n' ? character : code(character)));
}

/** The pieces of a text as literals. */
export function literals(
  text: string,
  escapes: Escapes,
  indent: string,
  most = mostInPiece,
): readonly string[] {
  return pieces(text, most).map(piece => indent + literal(piece, escapes));
}

/** The pieces of a text as literals, each on a line of its own. */
export function list(text: string, escapes: Escapes, indent: string, between: string): string {
  return literals(text, escapes, indent).join(`${between}\n`);
}

/** The text as it is between two marks; otherwise where it would not survive that, or looks like the second mark (`not`). */
export function raw(
  text: string,
  [before, after]: readonly [string, string],
  not: RegExp,
  otherwise: () => string,
): string {
  return canStandRaw(text) && !not.test(text) ? before + text + after : otherwise();
}

export function single(code: Escapes['code']): Escapes {
  return { quote: "'", code };
}

export function double(code: Escapes['code']): Escapes {
  return { quote: '"', code };
}

/** `\u{1f600}` */
export function braced(character: string): string {
  return `\\u{${point(character).toString(16)}}`;
}

/** `\u00e9`, and `\U0001f600` beyond the first plane. */
export function shortOrLong(character: string): string {
  const hex = point(character).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** `\ud83d\ude00`: UTF-16, as Java and C# have it. */
export function units(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** `\303\251`: the bytes of UTF-8, three octal digits each; unlike `\x` it ends there whatever follows. */
export function octalBytes(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map(byte => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
}

function point(character: string): number {
  return character.codePointAt(0) ?? 0;
}
