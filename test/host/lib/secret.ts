import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A part this long of a token that is found anywhere is a leak. */
const partLength = 10;

/** A text that is searched, and what it is called in a failure. */
export type Place = readonly [name: string, text: string];

/**
 * A token for a test, with characters that percent-encoding, JSON and base64 change, and a search for it that does not
 * depend on how the extension takes it out of texts.
 */
export class Secret {
  readonly token: string;
  readonly #needles: readonly string[];

  constructor() {
    const run = () => randomBytes(32).toString('hex');
    const runs = [run(), run(), run()];
    this.token = runs.join('/+"\\%7e&=');
    this.#needles = [this.token, ...runs.flatMap(parts).flatMap(part => [part, ...base64Of(part)])];
  }

  /** What of the token stands in a text, in any of its forms; undefined: nothing. */
  foundIn(text: string): string | undefined {
    return this.#needles.find(needle => text.includes(needle));
  }

  /** The token in every form in which a service could send it back. */
  get echo(): string {
    const { token } = this;
    const base64 = Buffer.from(`Bearer ${token}`).toString('base64');
    const url = Buffer.from(token).toString('base64url');
    return [token, encodeURIComponent(token), base64, url].join(' | ');
  }
}

/** Every stretch of 2 * partLength - 1 characters holds one of these as a whole. */
function parts(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + partLength <= text.length; at += partLength)
    found.push(text.slice(at, at + partLength));
  return found;
}

/** The characters that a base64 text holds of a part, wherever the part begins. */
function base64Of(part: string): string[] {
  return [0, 1, 2].map(offset => {
    const all = Buffer.concat([Buffer.alloc(offset), Buffer.from(part)]).toString('base64');
    return all.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + part.length) * 4) / 3));
  });
}

/** All files below a folder; those that go away meanwhile, or are no text of ours for sure, are left out. */
export async function filesBelow(folder: string): Promise<Place[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const found: Place[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    try {
      const { size } = await stat(file);
      if (size < 20_000_000) found.push([file, await readFile(file, 'latin1')]);
    } catch {
      // A folder, or gone.
    }
    found.push([`name of ${file}`, name]);
  }
  return found;
}
