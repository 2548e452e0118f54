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

export function countBits(bits: Uint8Array): number {
  const { buffer, byteOffset, length } = bits;
  const words = byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length >>> 2) : new Uint32Array(0);
  let count = 0;
  for (const word of words) if (word !== 0) count += bitsOf(word);
  for (let at = words.length * 4; at < length; at++) count += bitsOf(bits[at] ?? 0);
  return count;
}

/** Of a 32-bit word: pairs, nibbles and bytes are added up within it. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
