import type { Procedure } from '../../catalog/model';
import type { JsonObject } from '../../json';
import type { SharedEntries } from '../scan/entryIndex';
import type { ScanProblem } from '../scan/problem';
import type { Layout } from '../scan/scan';
import type { RangeResult, RangeTask } from './rangeCheck';
import type { Limits, PreflightReport, Repeats } from './report';

/** What a worker is asked to do; each but `open` is answered when it is done, and one is asked at a time. */
export type Request =
  /** The first one. Answered by `opened` at once, and the schema is compiled meanwhile. */
  | {
      readonly t: 'open';
      readonly path: string;
      readonly lines: boolean;
      readonly schema: JsonObject | undefined;
      readonly procedure: Procedure | undefined;
      readonly limits: Limits;
    }
  /** Answered by many `scanning` and one `scanned`. */
  | { readonly t: 'scan' }
  | { readonly t: 'check'; readonly task: RangeTask }
  | {
      readonly t: 'finish';
      readonly entries: SharedEntries;
      readonly hashes: readonly SharedArrayBuffer[];
      readonly blocked: Uint8Array;
      readonly flawed: Uint8Array;
      /** Entries whose column is wanted, ascending. */
      readonly columns: readonly number[];
    };

export type Answer =
  | { readonly t: 'opened'; readonly stamp: string; readonly size: number }
  | { readonly t: 'scanning'; readonly bytes: number; readonly entries: SharedEntries }
  | {
      readonly t: 'scanned';
      readonly layout: Layout;
      readonly size: number;
      readonly sha256: string;
      readonly entries: SharedEntries;
    }
  | { readonly t: 'checked'; readonly result: RangeResult; readonly bySchema: boolean }
  | {
      readonly t: 'finished';
      readonly repeats: Repeats;
      readonly requests: PreflightReport['requests'];
      readonly columns: readonly number[];
    }
  /** The file is no list of entries, cannot be read or has changed. */
  | { readonly t: 'refused'; readonly problem: ScanProblem }
  /** A bug, or the memory was not enough. */
  | { readonly t: 'failed'; readonly error: string };
