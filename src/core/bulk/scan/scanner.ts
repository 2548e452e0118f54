import { byte, kind, kinds, stops } from './bytes';
import type { SharedIndex } from './entryIndex';
import type { BareProblem, ScanProblemKind } from './problem';
import { strayInList, strayOutside } from './stray';

/** Nested deeper than this below an entry is no payload by intent (as in the check of a single one). */
export const deepest = 256;

/**
 * What surrounds the entries: a list, with nothing behind it; a list with something behind it, which is kept; or the entries
 * stand by themselves, each in a line of its own.
 */
export type Surroundings = 'list' | 'listWithin' | 'values';

/** Where the scanner is; all before `Entry` are between entries. */
const enum In {
  /** Behind the bracket of the list. */
  First,
  /** Behind a comma. */
  Next,
  /** Behind an entry of a list. */
  Between,
  /** Behind the end of the list. */
  End,
  /** Values: before the first one. */
  Begin,
  /** Values: behind one. */
  Behind,
  Entry,
  String,
  Escape,
}

const most = 0xffff_ffff;

/** More than this behind a list is kept no further. */
const longestTail = 4096;

/**
 * Finds the entries in bytes that come block by block, and proves what stands between them: JSON white space, and between two
 * entries of a list exactly one comma. Nothing is decoded: brackets and strings are enough to find where an entry ends.
 * Whether it is right JSON inside is for who reads it. The first problem ends the scan.
 */
export class Scanner {
  problem: BareProblem | undefined;
  /** `listWithin`: the bytes behind the list, at most {@link longestTail} and one. */
  readonly tail: number[] = [];
  /** Where the list ended: the place behind its bracket. */
  end = { offset: 0, line: 0 };
  #in: In;
  /** Offset in the file of the block's first byte. */
  #base: number;
  #line: number;
  /** The place behind the last CR, in the block: a LF there ends no further line. */
  #cr = -1;
  /** Values: a line has ended since the last one. */
  #broken = false;
  #comma = { offset: 0, line: 0 };
  #start = 0;
  #startLine = 0;
  #depth = 0;
  #keys = 0;
  /** Of the number that is being read, so far. */
  #digits = 0;
  #long = false;
  /** The kinds of bracket that are open, by depth. */
  readonly #brackets = new Uint8Array(deepest + 1);

  /**
   * @param index takes the entries
   * @param offset in the file, of the first byte that will be fed
   * @param line of that byte
   */
  constructor(
    private readonly index: SharedIndex,
    private readonly surroundings: Surroundings,
    offset: number,
    line: number,
  ) {
    this.#in = surroundings === 'values' ? In.Begin : In.First;
    this.#base = offset;
    this.#line = line;
  }

  /** Takes the next bytes: `block` from `from` to before `to`. The byte at `to` must exist and is overwritten. */
  feed(block: Uint8Array, from: number, to: number): void {
    // Ends every loop within strings, so that none has to look for the end of the block.
    block[to] = byte.quote;
    this.#base -= from;
    this.#cr += from;
    let i = from;
    while (i < to && this.problem === undefined) {
      i = this.#in >= In.Entry ? this.#entry(block, i, to) : this.#glue(block, i, to);
    }
    this.#base += to;
    this.#cr -= to;
  }

  /** Says that no bytes follow. */
  finish(): void {
    if (this.problem !== undefined) return;
    if (this.#in === In.Begin) {
      this.#fail({ code: 'empty', params: {} }, 0);
    } else if (this.#in < In.End) {
      this.#fail({ code: 'truncated', params: { inside: 'list' } }, 0);
    } else if (this.#in >= In.Entry) {
      const inside = this.#in === In.Entry ? 'entry' : 'string';
      this.#fail({ code: 'truncated', params: { inside, ...this.#here() } }, 0);
    }
  }

  /** From `i` within an entry to behind its end, or to the end of the block. The hot loop: what it needs is local. */
  #entry(block: Uint8Array, i: number, to: number): number {
    const brackets = this.#brackets;
    const kindOf = kinds;
    const stopsAt = stops;
    const { quote, backslash, space } = byte;
    const {
      quote: string,
      colon,
      comma,
      digit,
      exponent,
      open,
      openList,
      close,
      closeList,
      lf,
      cr,
      slash,
    } = kind;
    let state = this.#in;
    let depth = this.#depth;
    let keys = this.#keys;
    let digits = this.#digits;
    scan: while (i < to) {
      if (state !== In.Entry) {
        if (state === In.Escape) {
          const escaped = block[i++] ?? 0;
          if (escaped < space && stopsAt[escaped] === 1) return this.#inString(escaped, i - 1);
          state = In.String;
        }
        while (stopsAt[block[i] ?? 0] === 0) i++;
        if (i >= to) break;
        const stop = block[i++] ?? 0;
        if (stop === backslash) {
          state = In.Escape;
          continue;
        }
        if (stop !== quote) return this.#inString(stop, i - 1);
        state = In.Entry;
      }
      while (i < to) {
        const what = kindOf[block[i++] ?? 0] ?? 0;
        if (what === 0) continue;
        if (what === string) {
          let here = block[i] ?? 0;
          while (here !== quote && here !== backslash && here >= space) here = block[++i] ?? 0;
          if (i < to && here === quote) {
            i++;
            continue;
          }
          state = In.String;
          continue scan;
        }
        if (what === colon) {
          keys++;
          digits = 0;
        } else if (what === comma) {
          digits = 0;
        } else if (what === digit) {
          if (++digits === 16) this.#long = true;
        } else if (what === exponent) {
          if (digits > 0) this.#long = true;
        } else if (what === open || what === openList) {
          if (++depth > deepest) return this.#fail({ code: 'tooDeep', params: { limit: deepest } }, i - 1);
          brackets[depth] = what;
          digits = 0;
        } else if (what === close || what === closeList) {
          if (brackets[depth] !== what - 2) return this.#wrongBracket(what === close, i - 1);
          digits = 0;
          if (--depth === 0) return this.#push(i, keys);
        } else if (what === lf) {
          if (this.#cr !== i - 1) this.#line++;
        } else if (what === cr) {
          this.#line++;
          this.#cr = i;
        } else {
          return this.#fail({ code: what === slash ? 'comment' : 'binary', params: {} }, i - 1);
        }
      }
    }
    this.#in = state;
    this.#depth = depth;
    this.#keys = keys;
    this.#digits = digits;
    return i;
  }

  /** From `i` between entries to the begin of the next one, or to the end of the block. */
  #glue(block: Uint8Array, i: number, to: number): number {
    while (i < to) {
      const here = block[i] ?? 0;
      if (this.#in === In.End && this.surroundings === 'listWithin') {
        if (this.tail.length <= longestTail) this.tail.push(here);
      } else if (here === byte.lf || here === byte.cr) {
        if (here === byte.cr || this.#cr !== i) this.#line++;
        if (here === byte.cr) this.#cr = i + 1;
        this.#broken = true;
      } else if (here === byte.open && this.#mayBegin()) {
        return this.#begin(i);
      } else if (here === byte.comma && this.#in === In.Between) {
        this.#in = In.Next;
        this.#comma = { offset: this.#base + i, line: this.#line };
      } else if (here === byte.closeList && this.#in === In.Between) {
        this.#in = In.End;
        this.end = { offset: this.#base + i + 1, line: this.#line };
      } else if (here !== byte.space && here !== byte.tab) {
        return this.#stray(here, i);
      }
      i++;
    }
    return i;
  }

  #mayBegin(): boolean {
    const state = this.#in;
    return (
      state === In.First || state === In.Next || state === In.Begin || (state === In.Behind && this.#broken)
    );
  }

  #begin(i: number): number {
    this.#start = this.#base + i;
    this.#startLine = this.#line;
    this.#depth = 0;
    this.#keys = 0;
    this.#digits = 0;
    this.#long = false;
    this.#in = In.Entry;
    return i;
  }

  #push(behind: number, keys: number): number {
    const length = this.#base + behind - this.#start;
    if (length > most || this.#line > most) return this.#fail({ code: 'tooLarge', params: {} }, behind - 1);
    this.index.push(this.#start, length, this.#startLine, keys, this.#long);
    this.#in = this.surroundings === 'values' ? In.Behind : In.Between;
    this.#broken = false;
    return behind;
  }

  #stray(here: number, i: number): number {
    const entry = this.index.count;
    if (this.#in === In.Next && here === byte.closeList) {
      this.problem = { code: 'trailingComma', params: {}, ...this.#comma };
      return i;
    }
    switch (this.#in) {
      case In.First:
      case In.Next:
        return this.#fail(strayInList(here, entry, true), i);
      case In.Between:
        return this.#fail(strayInList(here, entry, false), i);
      default:
        return this.#fail(strayOutside(here, entry, this.#in === In.End, this.#broken), i);
    }
  }

  #here(): { entry: number; entryLine: number } {
    return { entry: this.index.count, entryLine: this.#startLine };
  }

  #inString(found: number, i: number): number {
    if (found === byte.nul) return this.#fail({ code: 'binary', params: {} }, i);
    return this.#fail({ code: 'lineBreakInString', params: this.#here() }, i);
  }

  #wrongBracket(brace: boolean, i: number): number {
    const params = { expected: brace ? ']' : '}', found: brace ? '}' : ']', ...this.#here() };
    return this.#fail({ code: 'wrongBracket', params }, i);
  }

  #fail(what: ScanProblemKind, i: number): number {
    this.problem = { ...what, offset: this.#base + i, line: this.#line };
    return i;
  }
}
