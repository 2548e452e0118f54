/** A part of a regular expression; `set` holds the characters (ASCII) that one stands for. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: ReadonlySet<number> }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number };

/** What stands for itself within a pattern, here. */
const literal = /[\w !"#%&',/:;<=>@`~-]/;

/** The same within a class, but for a `^` at its begin. */
const inClass = /[\w !"#$%&'()*+,./:;<=>?@^`{|}~-]/;

/**
 * Reads a regular expression that is anchored at both ends and made of characters, classes, `\d`, groups, alternatives and repeats. Undefined for
 * any other, and for what it is not certain of. Only what it means for texts of ASCII is wanted.
 */
export function readPattern({ source, flags }: RegExp): Pattern | undefined {
  if (!/^[iu]*$/.test(flags) || !source.startsWith('^') || !source.endsWith('$')) return undefined;
  const reader = new PatternReader(source.slice(1, -1), flags.includes('i'));
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Unknown extends Error {}

class PatternReader {
  #at = 0;

  constructor(
    private readonly source: string,
    private readonly anyCase: boolean,
  ) {}

  whole(): Pattern {
    const pattern = this.#alternatives(false);
    if (this.#at < this.source.length) throw new Unknown();
    return pattern;
  }

  /** @param grouped otherwise a `|` would divide the anchors, too */
  #alternatives(grouped: boolean): Pattern {
    const parts = [this.#sequence()];
    while (this.#take('|')) {
      if (!grouped) throw new Unknown();
      parts.push(this.#sequence());
    }
    return { kind: 'any', parts };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.#at < this.source.length && !/[|)]/.test(this.#here())) parts.push(this.#repeated());
    return { kind: 'all', parts };
  }

  #repeated(): Pattern {
    const part = this.#one();
    const found = this.#match(/\*|\+|\?|\{(\d{1,3})(?:(,)(\d{0,3}))?\}/y);
    if (found === undefined) return part;
    // Lazy or not, the same texts are taken.
    this.#take('?');
    if (/[*+?{]/.test(this.#here())) throw new Unknown();
    const [sign, from, comma, to] = found;
    if (sign === '*') return { kind: 'repeat', part, least: 0, most: Infinity };
    if (sign === '+') return { kind: 'repeat', part, least: 1, most: Infinity };
    if (sign === '?') return { kind: 'repeat', part, least: 0, most: 1 };
    const least = Number(from);
    const most = comma === undefined ? least : to === '' ? Infinity : Number(to);
    return { kind: 'repeat', part, least, most };
  }

  #one(): Pattern {
    if (this.#take('(')) {
      if (this.#take('?') && !this.#take(':')) throw new Unknown();
      const pattern = this.#alternatives(true);
      if (!this.#take(')')) throw new Unknown();
      return pattern;
    }
    if (this.#take('[')) return { kind: 'set', set: this.#class() };
    return { kind: 'set', set: this.#characters(literal) };
  }

  #class(): ReadonlySet<number> {
    const all = new Set<number>();
    if (this.#here() === '^') throw new Unknown();
    while (!this.#take(']')) {
      const first = this.#characters(inClass);
      const until = this.#match(/-([\da-zA-Z])/y)?.[1];
      if (until === undefined) {
        for (const each of first) all.add(each);
        continue;
      }
      // From one plain letter or digit to another.
      const from = this.source[this.#at - 3] ?? '';
      if (!/[\da-zA-Z]/.test(from) || this.source[this.#at - 4] === '\\') throw new Unknown();
      for (let code = from.charCodeAt(0); code <= until.charCodeAt(0); code++) this.#add(all, code);
    }
    return all;
  }

  /** One that stands for itself, or an escape. */
  #characters(plain: RegExp): ReadonlySet<number> {
    const set = new Set<number>();
    const escaped = this.#match(/\\(?:(d)|([\\^$.*+?()[\]{}|/-]))/y);
    if (escaped?.[1] !== undefined) {
      for (let code = 0x30; code <= 0x39; code++) set.add(code);
      return set;
    }
    const character = escaped?.[2] ?? this.#here();
    if (escaped === undefined) {
      if (!plain.test(character)) throw new Unknown();
      this.#at++;
    }
    this.#add(set, character.charCodeAt(0));
    return set;
  }

  #add(set: Set<number>, code: number): void {
    const character = String.fromCharCode(code);
    if (!this.anyCase) set.add(code);
    else for (const each of [character.toLowerCase(), character.toUpperCase()]) set.add(each.charCodeAt(0));
  }

  #here(): string {
    return this.source[this.#at] ?? '';
  }

  #take(character: string): boolean {
    if (this.#here() !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): readonly (string | undefined)[] | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.source);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}
