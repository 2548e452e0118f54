import type { RunBook } from '../book/book';
import type { Journal } from '../journal/journal';
import type { JournalRecord } from '../records';

/** Record -> journal (flushed) -> book: the one way in which the state of a run changes, in the order of the calls. */
export class Recorder {
  #tail: Promise<boolean> = Promise.resolve(true);
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param onApplied after each record
   * @param onFailure once: from then on nothing is recorded, and so nothing may be sent
   */
  constructor(
    private readonly journal: Pick<Journal, 'append'>,
    private readonly book: RunBook,
    private readonly onApplied: () => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** What the journal (or the book, which would be a bug) said to the record that it refused. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** True when the record is on the disk and in the book; false when the journal refused it, or a record before it. */
  record(record: JournalRecord): Promise<boolean> {
    if (this.#failure !== undefined) return Promise.resolve(false);
    const flushed = this.journal.append(record).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.#tail = this.#apply(record, this.#tail, flushed);
    return this.#tail;
  }

  /** Resolves when everything that was to be recorded so far is. */
  async drained(): Promise<void> {
    for (let seen; seen !== this.#tail;) {
      seen = this.#tail;
      await seen;
    }
  }

  async #apply(
    record: JournalRecord,
    before: Promise<boolean>,
    flushed: Promise<{ readonly error: unknown } | undefined>,
  ): Promise<boolean> {
    await before;
    const refused = await flushed;
    if (this.#failure !== undefined) return false;
    if (refused === undefined) {
      try {
        this.book.apply(record);
      } catch (error) {
        this.#fail(error);
        return false;
      }
      this.onApplied();
      return true;
    }
    this.#fail(refused.error);
    return false;
  }

  #fail(error: unknown): void {
    this.#failure = { error };
    this.onFailure(error);
  }
}
