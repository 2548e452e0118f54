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

export function numberOrThrow(entry: number): number {
  if (Number.isInteger(entry) && entry >= 0 && entry < limit) return entry;
  throw new RangeError(`No entry number: ${entry}`);
}

export function lengthOrThrow(first: number, count: number): number {
  if (Number.isInteger(count) && count >= 0 && first + count <= limit) return count;
  throw new RangeError(`No count of entries from ${first} on: ${count}`);
}
