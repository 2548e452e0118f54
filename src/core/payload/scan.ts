import type { TextRange } from './range';
import { kind, Tokens } from './tokens';

/** What a look at the tokens alone tells of a text, whether it is right JSON or not. */
export interface Scan {
  /** True when there is nothing but blanks and comments. */
  readonly empty: boolean;
  readonly comments: readonly TextRange[];
  /** Commas before a closing brace or bracket. */
  readonly trailingCommas: readonly TextRange[];
  /** The first brace or bracket that is deeper than {@link deepest}. */
  readonly tooDeep?: TextRange;
}

/** No payload is nested deeper by intent; whoever reads further recursively runs out of stack one day. */
export const deepest = 256;

export function scan(text: string): Scan {
  const tokens = new Tokens(text);
  const notes = new ScanNotes();
  for (let token = tokens.next(); token !== kind.end; token = tokens.next())
    notes.add(token, tokens.offset, tokens.length);
  return notes.all;
}

/** Gathers a {@link Scan} from tokens, in their order. */
export class ScanNotes {
  readonly #comments: TextRange[] = [];
  readonly #trailingCommas: TextRange[] = [];
  #tooDeep: TextRange | undefined;
  /** Where a comma stands that is the last token so far. */
  #comma: number | undefined;
  #depth = 0;
  #empty = true;

  get all(): Scan {
    const tooDeep = this.#tooDeep;
    return {
      empty: this.#empty,
      comments: this.#comments,
      trailingCommas: this.#trailingCommas,
      ...(tooDeep === undefined ? {} : { tooDeep }),
    };
  }

  add(token: number, offset: number, length: number): void {
    if (token === kind.lineComment || token === kind.blockComment) {
      this.#comments.push({ offset, length });
      return;
    }
    this.#empty = false;
    if (token === kind.openBrace || token === kind.openBracket) {
      this.#depth += 1;
      if (this.#depth > deepest) this.#tooDeep ??= { offset, length };
    } else if (token === kind.closeBrace || token === kind.closeBracket) {
      this.#depth -= 1;
      if (this.#comma !== undefined) this.#trailingCommas.push({ offset: this.#comma, length: 1 });
    }
    this.#comma = token === kind.comma ? offset : undefined;
  }
}
