import { createScanner } from 'jsonc-parser';

/** Numbers of jsonc-parser's `SyntaxKind`, an ambient enum that cannot be imported here. */
export const kind = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blank: 15,
  unknown: 16,
  end: 17,
} as const;

/** A token of one character. */
const signs: Readonly<Record<number, number>> = {
  0x7b: kind.openBrace,
  0x7d: kind.closeBrace,
  0x5b: kind.openBracket,
  0x5d: kind.closeBracket,
  0x2c: kind.comma,
  0x3a: kind.colon,
};

const quote = 0x22;
/** Behind the opening quote: neither escapes nor control characters. */
const plainText = /[ !#-[\]-\uFFFF]*"/y;
const plainNumber = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?![\d.eE])/y;
const plainWord = /(?:true|false|null)(?=[ \t\r\n,}\]])/y;
const words: Readonly<Record<string, number>> = { true: kind.true, false: kind.false, null: kind.null };

/**
 * The tokens of a text, right JSON or not, as jsonc-parser's scanner gives them, without blanks. What most of a payload consists of is read here, at
 * several times its speed: a text of a megabyte is read at each pause in typing. All else, escapes and whatever is wrong, is left to it.
 */
export class Tokens {
  readonly #scanner;
  #at = 0;
  /** Where the value stands; negative where the scanner has it. */
  #from = -1;
  #to = 0;
  offset = 0;
  length = 0;

  constructor(private readonly text: string) {
    this.#scanner = createScanner(text, false);
  }

  /** What a text says, or a number as it is written. */
  get value(): string {
    return this.#from < 0 ? this.#scanner.getTokenValue() : this.text.slice(this.#from, this.#to);
  }

  /** @returns the kind of the next token, which may be a comment; `end` for ever after the last */
  next(): number {
    const { text } = this;
    let at = this.#at;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
    this.offset = at;
    const sign = signs[code];
    if (sign !== undefined) {
      this.length = 1;
      this.#at = at + 1;
      return sign;
    }
    return this.#plain(at, code) ?? this.#scan(at);
  }

  #plain(at: number, code: number): number | undefined {
    if (code === quote) {
      const end = endOf(plainText, this.text, at + 1);
      return end === undefined ? undefined : this.#found(kind.string, at + 1, end - 1, end);
    }
    if ((code >= 0x30 && code <= 0x39) || code === 0x2d) {
      const end = endOf(plainNumber, this.text, at);
      return end === undefined ? undefined : this.#found(kind.number, at, end, end);
    }
    const end = endOf(plainWord, this.text, at);
    const word = end === undefined ? undefined : words[this.text.slice(at, end)];
    return end === undefined || word === undefined ? undefined : this.#found(word, at, end, end);
  }

  #found(found: number, from: number, to: number, end: number): number {
    this.#from = from;
    this.#to = to;
    this.length = end - this.offset;
    this.#at = end;
    return found;
  }

  #scan(at: number): number {
    this.#scanner.setPosition(at);
    const found: number = this.#scanner.scan();
    this.#from = -1;
    this.offset = this.#scanner.getTokenOffset();
    // It takes `/*` at the end of a text for three characters.
    this.#at = Math.min(this.#scanner.getPosition(), this.text.length);
    this.length = this.#at - this.offset;
    return found;
  }
}

function endOf(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  return form.test(text) ? form.lastIndex : undefined;
}
