import { scan, type ScanOptions, type ScanResult } from '../../../../src/core/bulk/scan/scan';
import type { ByteSource } from '../../../../src/core/bulk/scan/source';

/** Bytes in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (into, position) => {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return Promise.resolve(part.length);
    },
    close: () => Promise.resolve(),
  };
}

/** Bytes that come a few at a time, so that everything is cut somewhere. */
export function drip(bytes: Uint8Array, size: number): ByteSource {
  const whole = bytesSource(bytes);
  return { ...whole, read: (into, position) => whole.read(into.subarray(0, size), position) };
}

export function scanText(text: string, options?: ScanOptions, size = 1 << 20): Promise<ScanResult> {
  return scan(drip(Buffer.from(text), size), options);
}

/** The texts of the entries that a scan found; throws for a refused file. */
export function entryTexts(result: ScanResult, text: string | Uint8Array): string[] {
  if (!result.ok) throw new Error(JSON.stringify(result));
  const bytes = Buffer.from(text);
  return Array.from({ length: result.index.count }, (_, entry) => {
    const offset = result.index.offset(entry);
    return bytes.subarray(offset, offset + result.index.length(entry)).toString();
  });
}
