import { automatonOf, automatonOfWords } from './automaton';
import { hashOfBytes, standsAt } from './compare';

/** A limit to a text that stands, without an escape, in UTF-8 between its quotes. */
export interface TextTest {
  accepts(bytes: Buffer, from: number, to: number): boolean;
}

/** One of these texts. */
export class Words implements TextTest {
  readonly #byHash = new Map<number, Uint8Array[]>();

  constructor(words: readonly string[]) {
    for (const word of words) {
      const bytes = Buffer.from(word);
      // A lone surrogate would be taken for the replacement character.
      if (bytes.toString() !== word) continue;
      const hash = hashOfBytes(bytes, 0, bytes.length);
      const known = this.#byHash.get(hash);
      if (known === undefined) this.#byHash.set(hash, [bytes]);
      else known.push(bytes);
    }
  }

  accepts(bytes: Buffer, from: number, to: number): boolean {
    const candidates = this.#byHash.get(hashOfBytes(bytes, from, to));
    if (candidates === undefined) return false;
    for (const word of candidates) if (standsAt(bytes, from, to, word)) return true;
    return false;
  }
}

/** A text of this form. */
class Form implements TextTest {
  constructor(private readonly form: RegExp) {}

  accepts(bytes: Buffer, from: number, to: number): boolean {
    return this.form.test(bytes.toString('utf8', from, to));
  }
}

/** The quickest test that takes the same texts. */
export function formTest(form: RegExp): TextTest {
  return automatonOf(form) ?? new Form(form);
}

export function wordsTest(words: readonly string[]): TextTest {
  return automatonOfWords(words) ?? new Words(words);
}
