import {
  lengthOrThrow,
  limit,
  numberOrThrow,
  RangeBuilder,
  rangesOfBits,
  rangesOfBytes,
} from './rangeBuilder';
import { parseRanges, writeRanges } from './rangeText';

/**
 * An immutable sorted set of entry numbers (from 0). Neighbours are held as one range, so that a set costs 8 bytes a range however many entries it
 * has, and the operations take time linear in ranges.
 */
export class EntrySet implements Iterable<number> {
  static readonly empty = new EntrySet(new Uint32Array(0));

  readonly size: number;

  /**
   * `[first, count]` pairs: sorted, apart from each other, no count of 0. Never written to: sets share it. Not a #field: sets of two bundles, each with a copy of
   * this class, are to work together.
   */
  private readonly flat: Uint32Array;

  private constructor(flat: Uint32Array, size = sizeOf(flat)) {
    this.flat = flat;
    this.size = size;
  }

  /** The `count` numbers from `first` on. Throws RangeError for what is no entry number. */
  static range(first: number, count: number): EntrySet {
    return EntrySet.#from(new RangeBuilder().add(numberOrThrow(first), lengthOrThrow(first, count)));
  }

  /** The set of these numbers, in any order, doubles allowed. Throws RangeError for what is no entry number. */
  static of(numbers: Iterable<number>): EntrySet {
    const builder = new RangeBuilder();
    const late: number[] = [];
    let last = -1;
    for (const each of numbers) {
      numberOrThrow(each);
      if (each > last) {
        builder.add(each, 1);
        last = each;
      } else if (each < last) late.push(each);
    }
    const set = EntrySet.#from(builder);
    if (late.length === 0) return set;
    const sorted = Uint32Array.from(late).sort();
    const rest = new RangeBuilder();
    for (const each of sorted) rest.add(each, 1);
    return set.union(EntrySet.#from(rest));
  }

  /** The set of the entries whose byte is marked: `isMarked` has a 1 at its value. */
  static ofBytes(bytes: Uint8Array, isMarked: Uint8Array): EntrySet {
    return EntrySet.#from(rangesOfBytes(bytes, isMarked));
  }

  /** The set of the entries whose bit is set; that of entry 0 is the lowest of byte 0. */
  static ofBits(bits: Uint8Array): EntrySet {
    return EntrySet.#from(rangesOfBits(bits));
  }

  /** Reads what {@link encode} wrote. Throws SyntaxError or RangeError on anything else. */
  static decode(text: string): EntrySet {
    return text === '' ? EntrySet.empty : EntrySet.#from(parseRanges(text));
  }

  static #from(builder: RangeBuilder): EntrySet {
    const flat = builder.flat();
    return flat.length === 0 ? EntrySet.empty : new EntrySet(flat);
  }

  /** Ranges as `first+count`, a single entry as its number, divided by commas: `0+500,502`. The empty set is the empty text. */
  encode(): string {
    return writeRanges(this.flat);
  }

  /** The lowest entry; undefined for the empty set. */
  get first(): number | undefined {
    return this.flat[0];
  }

  /** The highest entry; undefined for the empty set. */
  get last(): number | undefined {
    return this.size === 0 ? undefined : endAt(this.flat, this.flat.length - 2) - 1;
  }

  has(entry: number): boolean {
    const flat = this.flat;
    const at = firstEndingAfter(flat, entry);
    return at < flat.length && firstAt(flat, at) <= entry;
  }

  *[Symbol.iterator](): Iterator<number> {
    for (const [first, count] of this.ranges()) {
      for (let entry = first; entry < first + count; entry++) yield entry;
    }
  }

  /** `[first, count]`, in order, apart from each other. */
  *ranges(): Generator<[first: number, count: number], void, void> {
    const flat = this.flat;
    for (let at = 0; at < flat.length; at += 2) yield [firstAt(flat, at), countAt(flat, at + 1)];
  }

  /** Calls back for each entry in order: what the loops over a million entries use, since generators are slower. */
  forEach(callback: (entry: number) => void): void {
    this.forEachRange((first, end) => {
      for (let entry = first; entry < end; entry++) callback(entry);
    });
  }

  /** Calls back for each range in order: its first entry, and the one after its last. */
  forEachRange(callback: (first: number, end: number) => void): void {
    const flat = this.flat;
    for (let at = 0; at < flat.length; at += 2) callback(firstAt(flat, at), endAt(flat, at));
  }

  equals(other: EntrySet): boolean {
    const [a, b] = [this.flat, other.flat];
    return a === b || (a.length === b.length && a.every((each, at) => each === b[at]));
  }

  /** True when every entry of the other set is in this one. */
  includes(other: EntrySet): boolean {
    if (other.size > this.size) return false;
    const [flat, others] = [this.flat, other.flat];
    let at = firstEndingAfter(flat, other.first ?? 0);
    for (let each = 0; each < others.length; each += 2) {
      const first = firstAt(others, each);
      while (at < flat.length && endAt(flat, at) <= first) at += 2;
      if (at >= flat.length || firstAt(flat, at) > first || endAt(flat, at) < endAt(others, each))
        return false;
    }
    return true;
  }

  union(other: EntrySet): EntrySet {
    if (other.size === 0) return this;
    if (this.size === 0) return other;
    // Only the ranges of the larger one that the other touches are looked at: a chunk that is to be sent again goes back into up to a million ranges.
    const [large, small] = this.flat.length >= other.flat.length ? [this, other] : [other, this];
    const [a, b] = [large.flat, small.flat];
    const end = endAt(b, b.length - 2);
    const from = firstEndingAfter(a, firstAt(b, 0) - 1);
    const last = firstEndingAfter(a, end);
    const to = last < a.length && firstAt(a, last) <= end ? last + 2 : last;
    const builder = new RangeBuilder();
    let i = from;
    let j = 0;
    while (i < to || j < b.length) {
      if (j >= b.length || (i < to && firstAt(a, i) <= firstAt(b, j))) {
        builder.add(firstAt(a, i), countAt(a, i + 1));
        i += 2;
      } else {
        builder.add(firstAt(b, j), countAt(b, j + 1));
        j += 2;
      }
    }
    return large.#splice(from, to, builder.flat());
  }

  intersect(other: EntrySet): EntrySet {
    const [a, b] = [this.flat, other.flat];
    const builder = new RangeBuilder();
    let i = firstEndingAfter(a, other.first ?? limit);
    let j = firstEndingAfter(b, this.first ?? limit);
    while (i < a.length && j < b.length) {
      const [endA, endB] = [endAt(a, i), endAt(b, j)];
      const first = Math.max(firstAt(a, i), firstAt(b, j));
      const end = Math.min(endA, endB);
      if (end > first) builder.add(first, end - first);
      if (endA <= endB) i += 2;
      if (endB <= endA) j += 2;
    }
    return EntrySet.#from(builder);
  }

  minus(other: EntrySet): EntrySet {
    const [a, b] = [this.flat, other.flat];
    if (a.length === 0 || b.length === 0) return this;
    // Only the ranges that the other set can touch are looked at: chunk after chunk is taken from the head of a set of up to a million ranges.
    const from = firstEndingAfter(a, firstAt(b, 0));
    if (from === a.length) return this;
    const to = firstEndingAfter(a, endAt(b, b.length - 2));
    const builder = new RangeBuilder();
    let j = firstEndingAfter(b, firstAt(a, 0));
    for (let i = from; i < Math.min(to + 2, a.length); i += 2) {
      let first = firstAt(a, i);
      const end = endAt(a, i);
      while (j < b.length && firstAt(b, j) < end) {
        if (firstAt(b, j) > first) builder.add(first, firstAt(b, j) - first);
        first = Math.max(first, Math.min(endAt(b, j), end));
        if (endAt(b, j) > end) break;
        j += 2;
      }
      if (first < end) builder.add(first, end - first);
    }
    return this.#splice(from, Math.min(to + 2, a.length), builder.flat());
  }

  /** With other ranges in place of some of its own. */
  #splice(from: number, to: number, middle: Uint32Array): EntrySet {
    const a = this.flat;
    const tail = a.subarray(to);
    const size = this.size - sizeOf(a.subarray(from, to)) + sizeOf(middle);
    if (from === 0 && middle.length === 0) return size === 0 ? EntrySet.empty : new EntrySet(tail, size);
    const flat = new Uint32Array(from + middle.length + tail.length);
    flat.set(a.subarray(0, from));
    flat.set(middle, from);
    flat.set(tail, from + middle.length);
    return new EntrySet(flat, size);
  }

  /** The lowest `count` entries; all of them when there are fewer. */
  take(count: number): EntrySet {
    if (count >= this.size) return this;
    const builder = new RangeBuilder();
    let left = Math.max(0, Math.trunc(count));
    for (let at = 0; left > 0; at += 2) {
      const taken = Math.min(left, countAt(this.flat, at + 1));
      builder.add(firstAt(this.flat, at), taken);
      left -= taken;
    }
    return EntrySet.#from(builder);
  }

  /** As in a journal; for logs and failed assertions. */
  toString(): string {
    return `{${this.encode()}}`;
  }
}

function firstAt(flat: Uint32Array, at: number): number {
  return flat[at] ?? limit;
}

function countAt(flat: Uint32Array, at: number): number {
  return flat[at] ?? 0;
}

function sizeOf(flat: Uint32Array): number {
  let size = 0;
  for (let at = 1; at < flat.length; at += 2) size += countAt(flat, at);
  return size;
}

function endAt(flat: Uint32Array, at: number): number {
  return firstAt(flat, at) + countAt(flat, at + 1);
}

/** Position of the first range that ends after this entry; the array's length when there is none. */
function firstEndingAfter(flat: Uint32Array, entry: number): number {
  let low = 0;
  let high = flat.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endAt(flat, middle * 2) > entry) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}
