const firstBlockBytes = 16 * 1024;
const largestBlockBytes = 4 * 1024 * 1024;

/** Many texts outside the JavaScript heap, by number: their UTF-8 bytes and 12 bytes more for each. */
export class Texts {
  #blocks: Buffer[] = [];
  /** Bytes of the last block that are taken. */
  #used = 0;
  /** Block, offset and length of each text. */
  #places = new Uint32Array(3 * 64);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Keeps a text; returns its number, from 0. */
  add(text: string): number {
    if (this.#count * 3 === this.#places.length) {
      const grown = new Uint32Array(this.#places.length * 2);
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#count += 1;
    this.set(this.#count - 1, text);
    return this.#count - 1;
  }

  /** Puts another text in the place of one; the bytes of the old one stay taken. */
  set(index: number, text: string): void {
    const length = Buffer.byteLength(text);
    const last = this.#blocks.at(-1);
    if (last === undefined || this.#used + length > last.length) {
      // Each block is twice the one before: what holds little takes little.
      const size = Math.min(largestBlockBytes, last === undefined ? firstBlockBytes : last.length * 2);
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(size, length)));
      this.#used = 0;
    }
    this.#blocks.at(-1)?.write(text, this.#used);
    this.#places.set([this.#blocks.length - 1, this.#used, length], index * 3);
    this.#used += length;
  }

  get(index: number): string {
    if (index < 0 || index >= this.#count) throw new RangeError(`No text ${index}`);
    const [block = 0, offset = 0, length = 0] = this.#places.subarray(index * 3, index * 3 + 3);
    return this.#blocks[block]?.toString('utf8', offset, offset + length) ?? '';
  }

  clear(): void {
    this.#blocks = [];
    this.#used = 0;
    this.#places = new Uint32Array(3 * 64);
    this.#count = 0;
  }
}
