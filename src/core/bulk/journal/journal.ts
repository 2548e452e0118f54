import type { JournalRecord, RunRecord } from '../records';

/** The records of one run, being written. */
export interface Journal {
  /**
   * Writes a record. Resolves when it is flushed to disk; appends that run side by side share one flush. The order of the calls is the order in the
   * file. Rejects with {@link JournalFailed} or {@link LockLost}, and so does every append after it: what is on disk then is the state of the run.
   */
  append(record: JournalRecord): Promise<void>;
  /** Waits for what is being written. Later appends reject. */
  close(): Promise<void>;
}

/** A journal that was opened to go on. */
export interface OpenJournal {
  /** What it held when it was opened; may be read more than once. */
  readonly records: AsyncIterable<JournalRecord>;
  readonly journal: Journal;
  /** Bytes of a record that a crash left unfinished; they were cut off. 0 as a rule. */
  readonly torn: number;
}

export interface JournalSummary {
  readonly id: string;
  /** Bytes on disk. */
  readonly size: number;
  /** Epoch ms. */
  readonly modifiedAt: number;
  /** The first record. Absent when it cannot be read. */
  readonly run?: RunRecord;
  /** Why there is no `run`. Damage further on shows when the journal is read. */
  readonly damaged?: Damage;
  /** There is no `run` since the system does not let us read it: what it says. That may pass. */
  readonly refused?: string;
}

/** What is wrong with a journal. */
export interface Damage {
  /**
   * `checksum`: a line is not what was written; `sequence`: a line is missing or too many; `unsupported`: written by a later version, or no journal;
   * `empty`: not even the first record is there (a crash while the run was being created: nothing was sent).
   */
  readonly reason: 'checksum' | 'sequence' | 'unsupported' | 'empty';
  /** Counted from 1. */
  readonly line: number;
  /** In bytes, of that line. */
  readonly offset: number;
}

/** A journal that cannot be trusted from some line on. Its run must not be continued: an intent may be among what is lost. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';

  constructor(
    readonly runId: string,
    readonly damage: Damage,
  ) {
    super(`Journal ${runId} is damaged (${damage.reason}) at line ${damage.line}, byte ${damage.offset}`);
  }
}

/** The disk refused to keep a record (full, broken, gone). `code` is the system's, e.g. ENOSPC. */
export class JournalFailed extends Error {
  override readonly name = 'JournalFailed';
  readonly code: string | undefined;

  constructor(override readonly cause: unknown) {
    super(`The journal could not be written: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.code =
      cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  }
}

/** This process drives the run no more: another one has taken it over while this one did not breathe (sleep of the machine, a debugger). */
export class LockLost extends Error {
  override readonly name = 'LockLost';
}
