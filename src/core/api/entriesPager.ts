import type { EntriesReading, JobEntriesPage } from './jobEntries';
import type { ApiResult } from './result';

/** Fetches a page; undefined for the first one. */
export type FetchPage = (
  path: string | undefined,
  reading: EntriesReading,
) => Promise<ApiResult<JobEntriesPage>>;

/**
 * Reads a job's entries page after page, none of them twice. A page that could not be fetched is the same page in the next
 * turn: going on asks for it again.
 */
export class EntriesPager implements AsyncIterable<ApiResult<JobEntriesPage>> {
  readonly #visited = new Set<string>();
  #path: string | undefined;
  #read = 0;
  #ended = false;

  constructor(
    private readonly fetchPage: FetchPage,
    private readonly primaryKey?: string,
  ) {}

  /** Whether the last page was read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Entries read so far. */
  get read(): number {
    return this.#read;
  }

  /** The next page; undefined after the last one. */
  async next(): Promise<ApiResult<JobEntriesPage> | undefined> {
    if (this.#ended) return undefined;
    const result = await this.fetchPage(this.#path, {
      visited: this.#visited,
      readBefore: this.#read,
      ...(this.primaryKey === undefined ? {} : { primaryKey: this.primaryKey }),
    });
    if (!result.ok) return result;
    const { path, entries, next } = result.value;
    this.#visited.add(path);
    this.#read += entries.length;
    this.#path = next;
    this.#ended = next === undefined;
    return result;
  }

  /** Every page; ends after a failure, too. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ApiResult<JobEntriesPage>> {
    for (let page = await this.next(); page !== undefined; page = await this.next()) {
      yield page;
      if (!page.ok) return;
    }
  }
}
