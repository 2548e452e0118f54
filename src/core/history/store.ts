import type { HistoryEnd, HistoryEntry, HistoryFacts } from './entry';
import { parseEntry } from './entry';

/** What the history needs of a folder on disk. A write is all or nothing. */
export interface HistoryFiles {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** The names of all files. */
  list(): Promise<readonly string[]>;
}

export interface HistoryOptions {
  readonly files: HistoryFiles;
  /** Read before each use. */
  readonly mostEntries: () => number;
  /** Takes the secrets that are known out of a text. */
  readonly redact: (text: string) => string;
  /** Eight letters or digits. */
  readonly random: () => string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Characters of an answer; more is cut, and said so. */
const mostOfAnswer = 262_144;

/** Bytes of all payloads and answers together. */
const mostBytes = 50_000_000;

/** No send is on its way for longer; in other windows the clock is the same. */
const longestSendMs = 3_600_000;

/** How many files are read at the same time. */
const atOnce = 16;

const [facts, request, answer] = ['.json', '.request', '.answer'];

/**
 * Every send, in files of its own: `<id>.json` what is known of it, `<id>.request` the body, `<id>.answer` the answer. No file is
 * ever shared by two sends, so that windows cannot take entries from each other. The facts are written last and deleted last: what
 * was interrupted shows as an entry that can be deleted, never as a rest that nobody sees.
 */
export class HistoryStore {
  /** Entries whose outcome is known never change again. */
  readonly #known = new Map<string, HistoryEntry>();

  constructor(private readonly options: HistoryOptions) {}

  /**
   * Notes a send before it goes out.
   * @param body the text whose UTF-8 bytes go out
   * @returns the entry's id
   */
  async begin(known: HistoryFacts, body: string): Promise<string> {
    const { files, redact, random } = this.options;
    const id = `${String(known.at).padStart(15, '0')}-${random()}`;
    const kept = redact(body);
    const entry: Omit<HistoryEntry, 'id'> = {
      ...known,
      outcome: { kind: 'open' },
      bytes: Buffer.byteLength(kept),
      ...(kept === body ? {} : { redacted: true }),
    };
    await files.write(id + request, kept);
    await this.#write(id, entry);
    return id;
  }

  /** Notes what became of it, where it was not deleted meanwhile. Then what is too old or too much goes. */
  async end(id: string, end: Omit<HistoryEnd, 'cut'>, received: string | undefined): Promise<void> {
    const { files, redact } = this.options;
    const entry = await this.find(id);
    if (entry === undefined) return;
    const clean = received === undefined ? undefined : redact(received);
    const kept = clean === undefined ? undefined : cutTo(clean, mostOfAnswer);
    if (kept !== undefined) await files.write(id + answer, kept);
    await this.#write(id, {
      ...entry,
      outcome: {
        ...end,
        ...(clean === undefined || kept === undefined || clean.length === kept.length
          ? {}
          : { cut: clean.length - kept.length }),
      },
      bytes: entry.bytes + (kept === undefined ? 0 : Buffer.byteLength(kept)),
    });
    await this.prune();
  }

  /** All entries, the newest first. */
  async list(): Promise<readonly HistoryEntry[]> {
    const ids = await this.#ids();
    const found: (HistoryEntry | undefined)[] = [];
    for (let at = 0; at < ids.length; at += atOnce)
      found.push(...(await Promise.all(ids.slice(at, at + atOnce).map(async id => this.find(id)))));
    for (const id of this.#known.keys()) if (!ids.includes(id)) this.#known.delete(id);
    return found.filter(entry => entry !== undefined);
  }

  /** One entry as the disk has it; undefined for one that is gone, or cannot be read. */
  async find(id: string): Promise<HistoryEntry | undefined> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const text = await this.options.files.read(id + facts);
    const entry = text === undefined ? undefined : parseEntry(id, text);
    if (entry !== undefined && entry.outcome.kind !== 'open') this.#known.set(id, entry);
    return entry;
  }

  /** The body that was sent; undefined where it is gone. */
  async request(id: string): Promise<string | undefined> {
    return this.options.files.read(id + request);
  }

  /** What was answered; undefined where nothing was. */
  async answer(id: string): Promise<string | undefined> {
    return this.options.files.read(id + answer);
  }

  /** Deletes entries for certain: when this comes back, nothing of them is on the disk. */
  async remove(ids: Iterable<string>): Promise<void> {
    const { files } = this.options;
    for (const id of ids) {
      this.#known.delete(id);
      for (const ending of [answer, request, facts]) await files.remove(id + ending);
    }
  }

  /** Deletes all that is in the folder, also what cannot be read. */
  async clear(): Promise<void> {
    this.#known.clear();
    for (const name of await this.options.files.list()) await this.options.files.remove(name);
  }

  /** Deletes the oldest entries beyond what may be kept, and rests of entries that are no longer there. */
  async prune(): Promise<void> {
    const { files, mostEntries, now } = this.options;
    const entries = await this.list();
    const most = mostEntries();
    const isOver = (at: number) => at < now() - longestSendMs;
    let bytes = 0;
    const over = entries.filter((entry, place) => {
      bytes += entry.bytes;
      // What goes out now, here or in another window, is not over yet; the newest stays whatever its size.
      const mayGo = place > 0 && (entry.outcome.kind !== 'open' || isOver(entry.at));
      return mayGo && (place >= most || bytes > mostBytes);
    });
    await this.remove(over.map(({ id }) => id));
    const there = new Set(await this.#ids());
    for (const name of await files.list()) {
      const id = name.split('.')[0] ?? '';
      if (!there.has(id) && isOver(Number.parseInt(id, 10))) await files.remove(name);
    }
  }

  async #write(id: string, entry: Omit<HistoryEntry, 'id'>): Promise<void> {
    const { files, redact } = this.options;
    const text = JSON.stringify(entry, (_key, value: unknown) =>
      typeof value === 'string' ? redact(value) : value,
    );
    await files.write(id + facts, text);
    const read = parseEntry(id, text);
    if (read !== undefined && read.outcome.kind !== 'open') this.#known.set(id, read);
  }

  async #ids(): Promise<string[]> {
    const names = await this.options.files.list();
    return names
      .filter(name => name.endsWith(facts))
      .map(name => name.slice(0, -facts.length))
      .sort()
      .reverse();
  }
}

/** Not within a character. */
function cutTo(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}
