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

/** Reads entries by positional reads, many at once where they are neighbours. Not for use by two at a time. */
export class EntryReader {
  #window: Buffer = Buffer.alloc(0);

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
    let run: number[] = [];
    let from = 0;
    let to = 0;
    for (const entry of entries) {
      const offset = this.index.offset(entry);
      const end = offset + this.index.length(entry);
      if (run.length > 0 && (offset < to || offset - to > smallGap || end - from > windowBytes)) {
        yield await this.#read(run, from, to);
        run = [];
      }
      if (run.length === 0) from = offset;
      to = end;
      run.push(entry);
    }
    if (run.length > 0) yield await this.#read(run, from, to);
  }

  async #read(entries: readonly number[], from: number, to: number): Promise<EntryRun> {
    const length = to - from;
    if (this.#window.length < length) this.#window = Buffer.allocUnsafeSlow(Math.max(length, windowBytes));
    // A large entry is no reason to hold that much from now on.
    else if (length <= windowBytes && this.#window.length > windowBytes)
      this.#window = Buffer.allocUnsafeSlow(windowBytes);
    const bytes = this.#window.subarray(0, length);
    await this.#fill(bytes, from);
    return { bytes, entries, start: entry => this.index.offset(entry) - from };
  }

  async #fill(into: Uint8Array, position: number): Promise<void> {
    if ((await readFully(this.source, into, position)) < into.length) throw new FileChangedError();
  }
}
