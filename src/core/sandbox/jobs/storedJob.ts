import { Texts } from '../storage/texts';
import type { ProcedureDef } from '../team/model';

export type EntryStatus = 'NOT_STARTED' | 'SUCCESS' | 'ERROR' | 'INVALID';

/** The documented words (page api-11531337); their places are what is stored. */
export const entryStatuses: readonly EntryStatus[] = ['NOT_STARTED', 'SUCCESS', 'ERROR', 'INVALID'];

/** What an entry that failed is told, as it is kept: problems and where they are. */
export interface EntryFailure {
  readonly message: string;
  readonly path?: string;
  readonly attribute?: string;
}

/** A background job and its entries: 9 bytes an entry, beside its input until it is processed. */
export class StoredJob {
  updatedAt: number;
  /** 0 while unfinished, as in the sample of page api-11531337. */
  completedAt = 0;
  /** The entries exist: they are counted and listed. */
  inserted = false;
  /** Never goes on. */
  stuck = false;
  /** Nobody knows it any more, and it does not go on. */
  lost = false;
  /** Rests so many steps of the background work after each entry. */
  slowness = 0;
  /** Steps to go until its next entry. */
  resting = 0;
  readonly #statuses: Uint8Array;
  readonly #counts: [number, number, number, number];
  /** Number of the process + 1, by entry. */
  readonly #processes: Uint32Array;
  /** Number of the failure + 1, by entry. */
  readonly #failures: Uint32Array;
  readonly #failureTexts = new Texts();
  #inputs: Texts | undefined = new Texts();

  constructor(
    readonly id: string,
    readonly number: number,
    readonly procedure: ProcedureDef,
    entries: readonly unknown[],
    readonly createdAt: number,
  ) {
    this.updatedAt = createdAt;
    this.size = entries.length;
    this.#statuses = new Uint8Array(this.size);
    this.#processes = new Uint32Array(this.size);
    this.#failures = new Uint32Array(this.size);
    this.#counts = [this.size, 0, 0, 0];
    for (const entry of entries) this.#inputs?.add(JSON.stringify(entry));
  }

  /** How many entries were sent. */
  readonly size: number;

  get finished(): boolean {
    return this.#counts[0] === 0;
  }

  /** The first entry that is not processed; entries are processed in the order in which they were sent. */
  get next(): number {
    return this.size - this.#counts[0];
  }

  count(status: EntryStatus): number {
    return this.#counts[entryStatuses.indexOf(status)] ?? 0;
  }

  status(entry: number): EntryStatus {
    return entryStatuses[this.#statuses[entry] ?? 0] ?? 'NOT_STARTED';
  }

  /** JSON of what was sent; undefined where it was let go of. */
  input(entry: number): string | undefined {
    return this.#inputs?.get(entry);
  }

  /** Number of the process that came of an entry. */
  process(entry: number): number | undefined {
    const number = this.#processes[entry] ?? 0;
    return number === 0 ? undefined : number - 1;
  }

  failures(entry: number): readonly EntryFailure[] {
    const number = this.#failures[entry] ?? 0;
    return number === 0 ? [] : (JSON.parse(this.#failureTexts.get(number - 1)) as EntryFailure[]);
  }

  succeed(entry: number, process: number, at: number): void {
    this.#processes[entry] = process + 1;
    this.#end(entry, 'SUCCESS', at);
  }

  fail(entry: number, status: 'ERROR' | 'INVALID', failures: readonly EntryFailure[], at: number): void {
    this.#failures[entry] = this.#failureTexts.add(JSON.stringify(failures)) + 1;
    this.#end(entry, status, at);
  }

  /** Lets go of what was sent. */
  forgetInputs(): void {
    this.#inputs = undefined;
  }

  #end(entry: number, status: EntryStatus, at: number): void {
    this.#statuses[entry] = entryStatuses.indexOf(status);
    this.#counts[0] -= 1;
    this.#counts[entryStatuses.indexOf(status)] = this.count(status) + 1;
    this.updatedAt = at;
    if (this.finished) this.completedAt = at;
  }
}
