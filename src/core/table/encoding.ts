import { isUtf8 } from 'node:buffer';
import type { TableProblem } from './model';

/** What the first bytes of a file say. */
export type Marked =
  | { readonly ok: true; readonly encoding: string; readonly markBytes: number }
  | { readonly ok: false; readonly problem: TableProblem };

/**
 * The encoding by the byte-order mark; without one, UTF-16 by its zero bytes, else UTF-8, which the decoder proves or refutes.
 * @param head the first bytes, some thousand or all
 */
export function encodingOf(head: Uint8Array): Marked {
  const [a, b, c] = head;
  if (head.length === 0) return { ok: false, problem: { code: 'empty' } };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { ok: true, encoding: 'utf-8', markBytes: 3 };
  if (a === 0xff && b === 0xfe) return { ok: true, encoding: 'utf-16le', markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { ok: true, encoding: 'utf-16be', markBytes: 2 };
  // Workbooks: .xlsx and .ods are ZIP files, .xls is an OLE file.
  if ((a === 0x50 && b === 0x4b && c === 3) || (a === 0xd0 && b === 0xcf && c === 0x11))
    return { ok: false, problem: { code: 'excel' } };
  return byZeroBytes(head);
}

/** In UTF-16 every ASCII character, so every separator and line end, has one zero byte. */
function byZeroBytes(head: Uint8Array): Marked {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return { ok: true, encoding: 'utf-8', markBytes: 0 };
  const most = head.length / 8;
  if (odd > most && even === 0) return { ok: true, encoding: 'utf-16le', markBytes: 0 };
  if (even > most && odd === 0) return { ok: true, encoding: 'utf-16be', markBytes: 0 };
  return { ok: false, problem: { code: 'binary' } };
}

/** The bytes are no text of this encoding. */
export class NotDecodable extends Error {}

/** Turns the bytes of a file into text, piece by piece; a character that is cut in two waits for its rest. */
export interface PieceDecoder {
  /** Throws {@link NotDecodable}. */
  decode(bytes: Uint8Array, isLast: boolean): string;
}

/** Throws a `RangeError` for an encoding that this Node does not know. */
export function decoderFor(encoding: string): PieceDecoder {
  return encoding === 'utf-8' ? new Utf8Decoder() : new OtherDecoder(encoding);
}

/** Buffer's own decoding is several times as fast as a `TextDecoder` that decodes in pieces. */
class Utf8Decoder implements PieceDecoder {
  #rest: Uint8Array = new Uint8Array(0);

  decode(bytes: Uint8Array, isLast: boolean): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = isLast ? all.length : wholeCharacters(all);
    const whole = all.subarray(0, end);
    // Copied: the caller reads the next bytes into the same memory.
    this.#rest = Uint8Array.from(all.subarray(end));
    if (!isUtf8(whole)) throw new NotDecodable();
    return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString('utf8');
  }
}

/** How many bytes at the start end with a whole character, as far as the last three tell. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (length > 0) return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

class OtherDecoder implements PieceDecoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(encoding: string) {
    this.#decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  decode(bytes: Uint8Array, isLast: boolean): string {
    try {
      return this.#decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw new NotDecodable();
    }
  }
}

/** Where the first bytes that are no UTF-8 stand: the line, from 1, counted from the start of `bytes`. */
export function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = lineEnd(bytes, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    line++;
    start = end;
  }
}

/** Behind the end of the line that `start` stands in, as an editor ends lines: `\n`, `\r\n` or `\r`; -1: it has none. */
function lineEnd(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === 0x0a) return at + 1;
    if (bytes[at] === 0x0d) return bytes[at + 1] === 0x0a ? at + 2 : at + 1;
  }
  return -1;
}

/** Counts lines as an editor does, in bytes that come in pieces. Zero bytes do not count, so that UTF-16 is counted, too. */
export class LineCount {
  /** Line ends so far. */
  ends = 0;
  #last = 0;

  add(byte: number): void {
    if (byte === 0) return;
    if (byte === 0x0d || (byte === 0x0a && this.#last !== 0x0d)) this.ends++;
    this.#last = byte;
  }
}

/** How many lines end in these bytes. */
export function countLines(bytes: Uint8Array): number {
  const lines = new LineCount();
  for (const byte of bytes) lines.add(byte);
  return lines.ends;
}
