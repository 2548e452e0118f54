/** Numbers by a text that goes with each, 8 to 16 bytes a number; the texts themselves are not kept. */
export class TextIndex {
  /** Pairs of hash and number + 1; 0 is a free place. */
  #table = new Uint32Array(2 * 128);
  #count = 0;

  add(text: string, number: number): void {
    if (this.#count * 4 >= this.#table.length) this.#grow();
    put(this.#table, hash(text), number);
    this.#count += 1;
  }

  /** The numbers that may go with the text, in no order: all that do, and seldom another one. */
  candidates(text: string): number[] {
    const wanted = hash(text);
    const places = this.#table.length / 2;
    const found: number[] = [];
    for (let at = wanted % places; ; at = (at + 1) % places) {
      const kept = this.#table[at * 2 + 1] ?? 0;
      if (kept === 0) return found;
      if (this.#table[at * 2] === wanted) found.push(kept - 1);
    }
  }

  clear(): void {
    this.#table = new Uint32Array(2 * 128);
    this.#count = 0;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const kept = old[at + 1] ?? 0;
      if (kept !== 0) put(this.#table, old[at] ?? 0, kept - 1);
    }
  }
}

function put(table: Uint32Array, hashed: number, number: number): void {
  const places = table.length / 2;
  let at = hashed % places;
  while (table[at * 2 + 1] !== 0) at = (at + 1) % places;
  table[at * 2] = hashed;
  table[at * 2 + 1] = number + 1;
}

/** FNV-1a over the UTF-16 units, 32 bits, stirred once more so that the low bits are good. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  value ^= value >>> 13;
  return value >>> 0;
}
