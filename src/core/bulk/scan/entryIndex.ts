/** Where the entries of a file are. Entries are counted from 0. Throws a RangeError for an entry that does not exist. */
export interface EntryIndex {
  readonly count: number;
  /** Of the first byte, from the begin of the file. */
  offset(entry: number): number;
  /** In bytes. */
  length(entry: number): number;
  /** Of the first byte, from 1. */
  line(entry: number): number;
}

/** What travels between threads: the memory is shared, not copied. */
export interface SharedEntries {
  readonly count: number;
  readonly blocks: readonly SharedArrayBuffer[];
}

/** Entries of one block; a part of a file that is checked at once lies within one block. */
const blockBits = 16;
export const blockEntries = 1 << blockBits;
const words = 4;
const blockBytes = blockEntries * words * 4;

/** More keys than these are counted as so many: then the scanner does not know how many there are. */
export const mostKeys = 0x7fff;

/**
 * 16 bytes an entry, in shared blocks of 65,536 entries: the offset in 48 bits, the length and the line in 32 bits each. In the
 * 16 bits that the offset leaves over is what the scanner saw by the way: how many keys the entry has on all levels together
 * (15 bits), and whether it holds a number that a double might not hold (1 bit).
 */
export class SharedIndex implements EntryIndex {
  #count = 0;
  readonly #blocks: SharedArrayBuffer[] = [];
  readonly #views: Uint32Array[] = [];
  #last: Uint32Array = new Uint32Array(0);

  static from({ count, blocks }: SharedEntries): SharedIndex {
    const index = new SharedIndex();
    for (const block of blocks) index.#add(block);
    index.#count = count;
    return index;
  }

  get count(): number {
    return this.#count;
  }

  get shared(): SharedEntries {
    return { count: this.#count, blocks: [...this.#blocks] };
  }

  push(offset: number, length: number, line: number, keys: number, numbers: boolean): void {
    const place = this.#count % blockEntries;
    if (place === 0) this.#last = this.#add(new SharedArrayBuffer(blockBytes));
    const at = place * words;
    this.#last[at] = offset % 0x1_0000_0000;
    this.#last[at + 1] =
      (((Math.min(keys, mostKeys) << 1) | (numbers ? 1 : 0)) << 16) | Math.floor(offset / 0x1_0000_0000);
    this.#last[at + 2] = length;
    this.#last[at + 3] = line;
    this.#count++;
  }

  offset(entry: number): number {
    return this.#word(entry, 0) + (this.#word(entry, 1) & 0xffff) * 0x1_0000_0000;
  }

  length(entry: number): number {
    return this.#word(entry, 2);
  }

  line(entry: number): number {
    return this.#word(entry, 3);
  }

  /** Keys on all levels, as often as they are written; {@link mostKeys} stands for "so many or more". */
  keys(entry: number): number {
    return this.#word(entry, 1) >>> 17;
  }

  /** True when a number of the entry has 16 digits or more, or an exponent. */
  hasLongNumber(entry: number): boolean {
    return (this.#word(entry, 1) & 0x1_0000) !== 0;
  }

  #add(block: SharedArrayBuffer): Uint32Array {
    const view = new Uint32Array(block);
    this.#blocks.push(block);
    this.#views.push(view);
    return view;
  }

  #word(entry: number, word: number): number {
    const value =
      entry < this.#count
        ? this.#views[entry >>> blockBits]?.[(entry & (blockEntries - 1)) * words + word]
        : undefined;
    if (value === undefined) throw new RangeError(`There is no entry ${entry}.`);
    return value;
  }
}
