import { byte } from '../../scan/bytes';

const simple = new Set(Buffer.from('"\\/bfnrt'));
const letterU = 0x75;

/**
 * The place behind a text with escapes, given those of its first byte and of its first backslash; negative when it is not right, or may be a
 * placeholder.
 */
export function endOfText(bytes: Buffer, from: number, firstEscape: number): number {
  let i = firstEscape;
  for (;;) {
    const here = bytes[i] ?? 0;
    if (here === byte.quote) return i + 1;
    if (here < byte.space) return -1;
    if (here !== byte.backslash) {
      i++;
    } else if (bytes[i + 1] === letterU) {
      const unit = hexAt(bytes, i + 2);
      if (unit < 0 || (i === from && unit === 0x2039)) return -1;
      i += 6;
    } else if (simple.has(bytes[i + 1] ?? 0)) {
      i += 2;
    } else {
      return -1;
    }
  }
}

function hexAt(bytes: Buffer, from: number): number {
  let value = 0;
  for (let i = from; i < from + 4; i++) {
    const here = bytes[i] ?? 0;
    const letter = here | 0x20;
    if (here >= 0x30 && here <= 0x39) value = value * 16 + here - 0x30;
    else if (letter >= 0x61 && letter <= 0x66) value = value * 16 + letter - 0x57;
    else return -1;
  }
  return value;
}
