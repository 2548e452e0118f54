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
const unseen = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Printable ASCII, which most of a payload is, is told without the table of Unicode. */
function isUnseen(character: string): boolean {
  return (character < ' ' || character > '~') && unseen.test(character);
}

/** A string literal of exactly this text, on one line. */
export function literal(text: string, { quote, code, also = '', asciiOnly = false }: Escapes): string {
  let written = '';
  for (const character of text) {
    const named = names.get(character);
    if (named !== undefined) written += named;
    else if (character === quote || character === '\\' || also.includes(character))
      written += `\\${character}`;
    else if (isUnseen(character) || (asciiOnly && character > '~')) written += code(character);
    else written += character;
  }
  return quote + written + quote;
}

const names: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** No compiler takes a literal of any length: Visual C++ stops at 16,380 bytes, Java at 65,535. */
const mostInPiece = 2_000;

/** The text in pieces that give it when joined: its lines, each with its end; long ones in several. Never none. */
export function pieces(text: string): readonly string[] {
  const found: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const characters = line.length > mostInPiece ? Array.from(line) : undefined;
    if (characters === undefined) found.push(line);
    else
      for (let at = 0; at < characters.length; at += mostInPiece)
        found.push(characters.slice(at, at + mostInPiece).join(''));
  }
  return found;
}

/**
 * True for a text that can stand in a literal without escapes: what is pasted is what was copied. A carriage return is not
 * among that: an editor writes the line ends of its own document.
 */
export function canStandRaw(text: string): boolean {
  return !unseen.test(text.replace(/[\n\t]/g, ''));
}

/** The text with what nobody sees written by its number; line feeds stay. */
export function escapeUnseen(text: string, code: Escapes['code']): string {
  return Array.from(text, character =>
    character !== '\n' && isUnseen(character) ? code(character) : character,
  ).join('');
}

/** The pieces of a text as literals, each on a line of its own. */
export function list(text: string, escapes: Escapes, indent: string, between: string): string {
  return pieces(text)
    .map(piece => indent + literal(piece, escapes))
    .join(`${between}\n`);
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
