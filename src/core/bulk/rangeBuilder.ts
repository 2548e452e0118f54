/** Entry numbers are below this: they, and the end of any range, fit into a `Uint32Array`. */
export const limit = 0xffff_ffff;

/** Collects ranges that come in order of their beginnings, and joins those that touch or overlap. */
export class RangeBuilder {
  #flat = new Uint32Array(8);
  #length = 0;

  /** One past the last number so far; 0 when there is none. */
  end = 0;

  /** `first` must not be below the beginning of the range before. */
  add(first: number, count: number): this {
    if (count === 0) return this;
    if (this.#length > 0 && first <= this.end) {
      const at = this.#length - 1;
      const grown = Math.max(0, first + count - this.end);
      this.#flat[at] = (this.#flat[at] ?? 0) + grown;
      this.end += grown;
      return this;
    }
    if (this.#length === this.#flat.length) this.#grow();
    this.#flat[this.#length++] = first;
    this.#flat[this.#length++] = count;
    this.end = first + count;
    return this;
  }

  /** `[first, count]` pairs, no larger than it must be. The builder is of no use afterwards. */
  flat(): Uint32Array {
    return this.#flat.slice(0, this.#length);
  }

  #grow(): void {
    const grown = new Uint32Array(this.#flat.length * 2);
    grown.set(this.#flat);
    this.#flat = grown;
  }
}

/** The places of the bytes that are marked: `isMarked` has a 1 at their value. */
export function rangesOfBytes(bytes: Uint8Array, isMarked: Uint8Array): RangeBuilder {
  const builder = new RangeBuilder();
  forEachStretch(bytes, (byte, first, count) => {
    if (isMarked[byte] === 1) builder.add(first, count);
  });
  return builder;
}

/** Calls back for each stretch of equal bytes, in order. Compares four at a time: the stretches of a million entries are long as a rule. */
export function forEachStretch(
  bytes: Uint8Array,
  callback: (byte: number, first: number, count: number) => void,
): void {
  const { buffer, byteOffset, length } = bytes;
  const words = byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length >> 2) : new Uint32Array(0);
  for (let at = 0; at < length;) {
    const byte = bytes[at] ?? 0;
    const first = at++;
    while (at < length && bytes[at] === byte) {
      let word = at >> 2;
      if (at % 4 === 0 && words[word] === byte * 0x01010101) {
        while (words[word] === byte * 0x01010101) word++;
        at = word * 4;
      } else at++;
    }
    callback(byte, first, at - first);
  }
}

/** The places of the bits that are set, the lowest of byte 0 first; bytes without an end or a beginning of a range are passed over. */
export function rangesOfBits(bits: Uint8Array): RangeBuilder {
  const builder = new RangeBuilder();
  const { length } = bits;
  let first = -1;
  for (let at = 0; at < length; at++) {
    const byte = bits[at] ?? 0;
    if (byte === (first < 0 ? 0 : 0xff)) continue;
    for (let bit = 0; bit < 8; bit++) {
      if ((byte >>> bit) & 1) {
        if (first < 0) first = at * 8 + bit;
      } else if (first >= 0) {
        builder.add(first, at * 8 + bit - first);
        first = -1;
      }
    }
  }
  return first < 0 ? builder : builder.add(first, length * 8 - first);
}

export function numberOrThrow(entry: number): number {
  if (Number.isInteger(entry) && entry >= 0 && entry < limit) return entry;
  throw new RangeError(`No entry number: ${entry}`);
}

export function lengthOrThrow(first: number, count: number): number {
  if (Number.isInteger(count) && count >= 0 && first + count <= limit) return count;
  throw new RangeError(`No count of entries from ${first} on: ${count}`);
}
