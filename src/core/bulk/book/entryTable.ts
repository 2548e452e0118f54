import { EntrySet } from '../entrySet';
import { forEachStretch } from '../rangeBuilder';
import { verdicts, type Tally, type Verdict } from '../records';

const indexOf = Object.fromEntries(verdicts.map((verdict, index) => [verdict, index])) as Readonly<
  Record<Verdict, number>
>;

/** The byte that stands for a verdict. */
export function byteOf(verdict: Verdict): number {
  return indexOf[verdict];
}

export function isVerdict(word: string): word is Verdict {
  return Object.hasOwn(indexOf, word);
}

/** From here on a view of the bytes of a range costs less than it saves. */
const longRange = 500;

/** Verdict and cause of every entry of a file, and how often each occurs: one byte an entry, three as soon as there is a cause. */
export class EntryTable {
  /** One of `verdicts` by its index, for each entry of the file. Not to be written to. */
  readonly bytes: Uint8Array;

  readonly #counts = new Float64Array(verdicts.length);
  #causes: Uint16Array | undefined;
  readonly #causeCounts: number[] = [];

  constructor(entries: number) {
    this.bytes = new Uint8Array(entries);
    this.#counts[0] = entries;
  }

  /** Sets an entry's verdict and cause (0: none). Returns the byte of the verdict before. */
  set(entry: number, verdict: number, cause: number): number {
    const before = this.bytes[entry] ?? 0;
    this.bytes[entry] = verdict;
    this.#counts[before] = (this.#counts[before] ?? 0) - 1;
    this.#counts[verdict] = (this.#counts[verdict] ?? 0) + 1;
    if (cause !== 0 || this.#causes !== undefined) this.#setCause(entry, cause);
    return before;
  }

  /** The same for all of a set. Returns how many had the verdict `watched` before. */
  setAll(entries: EntrySet, verdict: number, cause: number, watched: number): number {
    const { bytes } = this;
    const before = new Float64Array(verdicts.length);
    const note = (byte: number, _: number, count: number): void => {
      before[byte] = (before[byte] ?? 0) + count;
    };
    entries.forEachRange((first, end) => {
      if (end - first < longRange)
        for (let entry = first; entry < end; entry++) note(bytes[entry] ?? 0, entry, 1);
      else forEachStretch(bytes.subarray(first, end), note);
      bytes.fill(verdict, first, end);
    });
    before.forEach((count, byte) => {
      this.#counts[byte] = (this.#counts[byte] ?? 0) - count;
    });
    this.#counts[verdict] = (this.#counts[verdict] ?? 0) + entries.size;
    if (cause !== 0 || this.#causes !== undefined) entries.forEach(entry => this.#setCause(entry, cause));
    return before[watched] ?? 0;
  }

  count(verdict: Verdict): number {
    return this.#counts[byteOf(verdict)] ?? 0;
  }

  tally(): Tally {
    return tallyOf(verdict => this.count(verdict));
  }

  /** 0 when there is none. */
  causeOf(entry: number): number {
    return this.#causes?.[entry] ?? 0;
  }

  countOfCause(cause: number): number {
    return this.#causeCounts[cause] ?? 0;
  }

  /** The lowest entries of each cause, at most `most` each. Walks over all entries. */
  firstByCause(most: number): Map<number, number[]> {
    const causes = this.#causes ?? new Uint16Array(0);
    const found: (number[] | undefined)[] = [];
    // The last ones of a rare cause may be far away; as soon as none is wanted any more the walk is over.
    const wanted = this.#causeCounts.map(count => Math.min(most, count));
    let open = wanted.reduce((sum, count) => sum + count, 0);
    for (let entry = 0; entry < causes.length && open > 0; entry++) {
      const cause = causes[entry] ?? 0;
      const left = cause === 0 ? 0 : (wanted[cause] ?? 0);
      if (left === 0) continue;
      wanted[cause] = left - 1;
      open--;
      const entries = found[cause];
      if (entries === undefined) found[cause] = [entry];
      else entries.push(entry);
    }
    return new Map(
      found.flatMap((entries, cause) => (entries === undefined ? [] : [[cause, entries] as const])),
    );
  }

  #setCause(entry: number, cause: number): void {
    this.#causes ??= new Uint16Array(this.bytes.length);
    const before = this.#causes[entry] ?? 0;
    this.#causes[entry] = cause;
    if (before !== 0) this.#causeCounts[before] = this.countOfCause(before) - 1;
    if (cause !== 0) this.#causeCounts[cause] = this.countOfCause(cause) + 1;
  }
}

/** A tally from a way to count. */
export function tallyOf(count: (verdict: keyof Tally) => number): Tally {
  return {
    pending: count('pending'),
    succeeded: count('succeeded'),
    failed: count('failed'),
    invalid: count('invalid'),
    refused: count('refused'),
    skipped: count('skipped'),
    unknown: count('unknown'),
    untracked: count('untracked'),
    unmatched: count('unmatched'),
  };
}

/** The sum over all verdicts. */
export function sumOf(tally: Tally): number {
  return Object.values(tally).reduce((sum, each) => sum + each, 0);
}

/** The entries with one of these verdicts. */
export function entriesWith(verdictBytes: Uint8Array, wanted: readonly Verdict[]): EntrySet {
  const isWanted = new Uint8Array(256);
  for (const verdict of wanted) isWanted[byteOf(verdict)] = 1;
  return EntrySet.ofBytes(verdictBytes, isWanted);
}
