import type { EntryIndex } from './entryIndex';
import { readFully, type ByteSource } from './source';

/** Bytes of the file between two entries that are rather read along than read around. */
const smallGap = 32_768;

/** What is read at once, unless a single entry is larger. */
const windowBytes = 1 << 19;

/** Neighbours in the file that were read at once. */
export interface EntryRun {
  /** Reused for the next run. */
  readonly bytes: Buffer;
  readonly entries: readonly number[];
  /** Where an entry begins in `bytes`. */
  start(entry: number): number;
}

/** Thrown when the file is shorter than it was when it was scanned. */
export class FileChangedError extends Error {
  constructor() {
    super('The file has changed.');
    this.name = 'FileChangedError';
  }
}

/** Neighbours that are to be read at once. */
interface Plan {
  readonly entries: number[];
  readonly from: number;
  to: number;
}

/** Reads entries by positional reads, many at once where they are neighbours. Not for use by two at a time. */
export class EntryReader {
  /** One is read while the other is worked on. */
  readonly #windows: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];

  constructor(
    private readonly source: ByteSource,
    private readonly index: EntryIndex,
  ) {}

  /** The bytes of one entry, its own copy. Throws {@link FileChangedError}, or what the system throws. */
  async bytes(entry: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(this.index.length(entry));
    await this.#fill(bytes, this.index.offset(entry));
    return bytes;
  }

  /**
   * The given entries in runs, in the same order; in the order of the file it takes the fewest reads. Throws as
   * {@link bytes}. A run is valid until the next one is asked for.
   */
  async *runs(entries: Iterable<number>): AsyncIterable<EntryRun> {
    let turn = 0;
    let next: Promise<EntryRun> | undefined;
    try {
      for (const plan of this.#plans(entries)) {
        const current = next;
        next = this.#read(plan, turn++ % 2 === 0 ? 0 : 1);
        // Who waits for it hears of its failure; until then nobody does.
        next.catch(() => undefined);
        if (current !== undefined) yield await current;
      }
      if (next !== undefined) yield await next;
    } finally {
      // The windows may be used again when nothing is read into them any more.
      await next?.catch(() => undefined);
    }
  }

  *#plans(entries: Iterable<number>): Generator<Plan, void, void> {
    let plan: Plan | undefined;
    for (const entry of entries) {
      const offset = this.index.offset(entry);
      const end = offset + this.index.length(entry);
      const joins =
        plan !== undefined &&
        offset >= plan.to &&
        offset - plan.to <= smallGap &&
        end - plan.from <= windowBytes;
      if (plan !== undefined && joins) {
        plan.to = end;
        plan.entries.push(entry);
      } else {
        if (plan !== undefined) yield plan;
        plan = { entries: [entry], from: offset, to: end };
      }
    }
    if (plan !== undefined) yield plan;
  }

  async #read({ entries, from, to }: Plan, turn: 0 | 1): Promise<EntryRun> {
    const length = to - from;
    let window = this.#windows[turn];
    if (window.length < length) window = Buffer.allocUnsafeSlow(Math.max(length, windowBytes));
    // A large entry is no reason to hold that much from now on.
    else if (length <= windowBytes && window.length > windowBytes)
      window = Buffer.allocUnsafeSlow(windowBytes);
    this.#windows[turn] = window;
    const bytes = window.subarray(0, length);
    await this.#fill(bytes, from);
    return { bytes, entries, start: entry => this.index.offset(entry) - from };
  }

  async #fill(into: Uint8Array, position: number): Promise<void> {
    if ((await readFully(this.source, into, position)) < into.length) throw new FileChangedError();
  }
}
