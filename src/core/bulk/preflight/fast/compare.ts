/** 32 bits of some bytes, for a map. */
export function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
  return hash;
}

export function standsAt(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  const { length } = wanted;
  if (to - from !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[from + i] !== wanted[i]) return false;
  return true;
}
