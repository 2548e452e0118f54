import type { BulkCreated } from '../../api/bulkCreate';
import type { Clock } from '../../api/clock';
import type { EntriesReading, JobEntriesPage } from '../../api/jobEntries';
import type { Job } from '../../api/jobs';
import type { ProcessPage, ProcessQuery } from '../../api/processes';
import type { ApiResult } from '../../api/result';
import type { RunBook } from '../book/book';
import type { Journal } from '../journal/journal';
import type { EntryIndex } from '../scan/entryIndex';
import type { ByteSource } from '../scan/source';
import type { RunLimits } from './limits';

/** The calls that a run makes; `bulkCreate`, `fetchJob` and `fetchJobEntries` ask exactly once. */
export interface BulkApi {
  bulkCreate(
    procedureShortId: string,
    body: Uint8Array,
    signal?: AbortSignal,
  ): Promise<ApiResult<BulkCreated>>;
  fetchJob(jobId: string, signal?: AbortSignal): Promise<ApiResult<Job>>;
  fetchJobEntries(
    jobId: string,
    path: string | undefined,
    signal?: AbortSignal,
    reading?: EntriesReading,
  ): Promise<ApiResult<JobEntriesPage>>;
}

export interface ListApi {
  listProcesses(
    procedureShortId: string,
    query: ProcessQuery,
    signal?: AbortSignal,
  ): Promise<ApiResult<ProcessPage>>;
}

/** The file of a run, open, with the places of its entries; its SHA-256 was compared with that of the run. */
export interface RunFileOpen {
  readonly source: ByteSource;
  readonly index: EntryIndex;
}

/** What a run needs. What `RunBook.afterCrash` names is in the journal and in the book before. */
export interface RunNeeds {
  readonly api: BulkApi;
  readonly journal: Pick<Journal, 'append'>;
  readonly book: RunBook;
  /** Without it nothing is sent: the run is tracked only. */
  readonly file?: RunFileOpen | undefined;
  /** Opens (and checks) the file when results cannot be tied to entries without it. */
  readonly openFile?: (() => Promise<RunFileOpen | undefined>) | undefined;
  readonly limits: RunLimits;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** After each change of the book, of the phase, or of what is known of a job. */
  readonly onChange: () => void;
}
