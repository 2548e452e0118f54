import { jsonText } from './jsonText';

const blockBytes = 1 << 20;
const quote = 0x22;
const backslash = 0x5c;

/**
 * JSON on its way to a file. Characters become bytes here, one by one: a row that is first put together as text, then looked through for what needs
 * an escape, then encoded, takes twice as long. Memory: one block.
 */
export class JsonOut {
  readonly #block = Buffer.alloc(blockBytes);
  #filled = 0;

  /** @param write takes all bytes before it returns: their memory is used again */
  constructor(private readonly write: (bytes: Uint8Array) => void) {}

  /** JSON that was made before: a few bytes, so that to call a copying function costs more than to copy. */
  bytes(bytes: Uint8Array): void {
    if (!this.#hasRoom(bytes.length)) {
      this.write(bytes);
      return;
    }
    const block = this.#block;
    const at = this.#filled;
    // By number: an iterator takes half as long again.
    for (let i = 0; i < bytes.length; i++) block[at + i] = bytes[i] ?? 0;
    this.#filled = at + bytes.length;
  }

  /** JSON as it is. */
  raw(json: string): void {
    if (this.#hasRoom(json.length * 3)) this.#filled += this.#block.write(json, this.#filled, 'utf8');
    else this.write(Buffer.from(json, 'utf8'));
  }

  /** Digits and the like, which stand in JSON without quotes. */
  plain(text: string): void {
    const end = this.#hasRoom(text.length * 3) ? put(this.#block, this.#filled, text) : -1;
    if (end < 0) this.raw(text);
    else this.#filled = end;
  }

  /** A text as a JSON string, as {@link jsonText} writes it. */
  text(text: string): void {
    if (!this.#hasRoom(text.length * 3 + 2)) {
      this.write(Buffer.from(jsonText(text), 'utf8'));
      return;
    }
    const block = this.#block;
    const end = put(block, this.#filled + 1, text);
    if (end < 0) {
      this.raw(jsonText(text));
      return;
    }
    block[this.#filled] = quote;
    block[end] = quote;
    this.#filled = end + 1;
  }

  flush(): void {
    if (this.#filled > 0) this.write(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }

  /** False: so much has no room at all, and what was there is written. */
  #hasRoom(bytes: number): boolean {
    if (bytes > this.#block.length - this.#filled) this.flush();
    return bytes <= this.#block.length;
  }
}

/**
 * Writes characters that stand in a JSON string as they are, as UTF-8.
 * @returns where the next byte goes; -1 where one needs an escape, or is one of a pair: then the bytes that were written are to be forgotten
 */
function put(block: Uint8Array, start: number, text: string): number {
  let at = start;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x7f) {
      if (code < 0x20 || code === quote || code === backslash) return -1;
      block[at++] = code;
    } else if (code < 0x800) {
      // DEL and the control characters behind ASCII.
      if (code < 0xa0) return -1;
      block[at++] = 0xc0 | (code >> 6);
      block[at++] = 0x80 | (code & 0x3f);
    } else {
      if (code === 0x2028 || code === 0x2029 || (code >= 0xd800 && code < 0xe000)) return -1;
      block[at++] = 0xe0 | (code >> 12);
      block[at++] = 0x80 | ((code >> 6) & 0x3f);
      block[at++] = 0x80 | (code & 0x3f);
    }
  }
  return at;
}
