import type { ChakraApi } from '../../api/client';
import type { Clock } from '../../api/clock';
import type { RunBook } from '../book/book';
import type { Journal } from '../journal/journal';
import type { EntryIndex } from '../scan/entryIndex';
import type { ByteSource } from '../scan/source';
import type { RunLimits } from './limits';

/** The calls that a run makes, each asked exactly once. */
export type BulkApi = Pick<ChakraApi, 'bulkCreate' | 'fetchJob' | 'fetchJobEntries'>;

export type ListApi = Pick<ChakraApi, 'listProcesses'>;

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
