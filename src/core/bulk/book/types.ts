import type { EntrySet } from '../entrySet';
import type { ChunkState, Verdict, Why } from '../records';

/** One chunk, as the records so far say. Together the chunks that are not `planned` and `unsent` hold every entry of the run exactly once. */
export type BookChunk = ChunkState & {
  readonly id: number;
  /** What it was sent with. Of a `planned` chunk: all of it is part of `unsent`, too. */
  readonly entries: EntrySet;
  /** Of the body. */
  readonly bytes: number;
  /** When the (last) intent was recorded, epoch ms. */
  readonly sentAt: number;
  /** How many of its entries have no verdict yet. */
  readonly pending: number;
};

/** The background job of an accepted chunk. */
export interface BookJob {
  readonly chunk: number;
  readonly jobId: string;
  readonly entries: EntrySet;
  /** Of the accepting answer, epoch ms of this machine and, where told, of the service. */
  readonly acceptedAt: number;
  readonly serverTime?: number;
  /** The latest poll record. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly completionStatus?: string;
  readonly statusMessage?: string;
  /** `_errors` beside the counts, else beside the job id. */
  readonly warnings?: string;
  readonly end?: 'finished' | 'short' | 'gone';
  /** When that was recorded first, epoch ms. */
  readonly endedAt?: number;
  /** Pages of results in the journal, of the latest reading. */
  readonly pages: number;
  /** How many of its entries have no verdict yet. */
  readonly pending: number;
}

/** One distinct reason why entries did not succeed. Messages that differ in values only are one cause. */
export interface Cause {
  readonly verdict: Exclude<Verdict, 'outside' | 'pending' | 'succeeded' | 'skipped'>;
  /** Of the chunk's outcome, where the whole chunk has it. */
  readonly code?: Why['code'];
  readonly status?: number;
  readonly field?: string;
  /** The first message of the group, as it came (shortened). */
  readonly message?: string;
  /** True for the one that stands for all causes beyond the bound; its verdict is that of the first of them. */
  readonly other: boolean;
  readonly count: number;
  /** The lowest entries, at most ten. */
  readonly first: readonly number[];
}

/** A record that cannot follow the ones before it. */
export class ImpossibleRecord extends Error {
  override readonly name = 'ImpossibleRecord';

  constructor(
    readonly record: string,
    readonly reason: string,
  ) {
    super(`Impossible ${record} record: ${reason}`);
  }
}
