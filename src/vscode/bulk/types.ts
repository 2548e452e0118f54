import type { Event, Uri } from 'vscode';
import type { RunBook } from '../../core/bulk/book/book';
import type { EntrySet } from '../../core/bulk/entrySet';
import type { JournalRecord, RunPhase, RunRecord, Tally } from '../../core/bulk/records';
import type { JobView } from '../../core/bulk/run/tracked';
import type { LookResult } from '../../core/bulk/run/look';
import type { EntryIndex } from '../../core/bulk/scan/entryIndex';
import type { Connection } from '../../core/connection';

/*
 * `services.bulk.load()` gives the one RunService of the window (`runs`); its events begin there, so that listening loads the bundle. To hear of it without loading
 * it: `services.bulk.onDidLoad`.
 */

/** What a new run sends; the file was scanned and checked a moment ago, and has not changed since. */
export interface NewRun {
  readonly file: Uri;
  /** As the pre-flight read it. */
  readonly size: number;
  readonly sha256: string;
  readonly index: EntryIndex;
  readonly connection: Connection;
  readonly procedure: { readonly shortId: string; readonly name: string };
  readonly primaryKey: string | undefined;
  readonly schemaHash: string | undefined;
  readonly entries: EntrySet;
  readonly leftOut: EntrySet;
  readonly origin: RunRecord['origin'];
  /** The first run of the family; absent for a new one. */
  readonly family?: string;
}

/** One run as the interface shows it. The object may be kept and shows the present; its book is another one after the run was opened again. */
export interface RunView {
  readonly id: string;
  readonly book: RunBook;
  /** As decided; of a run that this window drives it is ahead of the book's, which follows when it is recorded (`paused (journal)` never is). */
  readonly phase: RunPhase;
  /** The journal cannot be read to its end: the book says what stands before the damage, and the run cannot go on. */
  readonly damaged: boolean;
  /** Of the journal, bytes. */
  readonly size: number;
  /** False: another window drives it, and what is shown here is what its journal said when it was read last. True also for one that nobody drives. */
  readonly mine: boolean;
  readonly jobs: readonly JobView[];
  /** Requests under way. */
  readonly inFlight: number;
  /** True while this window looks for entries in doubt. */
  readonly looking: boolean;
}

/** Runs over the same bytes that belong together: first N, the rest, retries. */
export interface FamilyView {
  readonly id: string;
  /** Oldest first. */
  readonly runs: readonly RunView[];
  /** Each entry of the file counts once; entries that no run was to send are not among them. */
  readonly tally: Tally;
}

/** All runs on this machine, whatever window drives them. */
export interface RunService {
  /** Newest family first. Reads the journals on first use. */
  families(): Promise<readonly FamilyView[]>;
  find(runId: string): RunView | undefined;
  familyOf(runId: string): FamilyView | undefined;
  /** At most a few times a second. Undefined: runs were added or removed. */
  readonly onDidChange: Event<RunView | undefined>;
  /** Once for each run of this window whose last verdict has come. */
  readonly onDidFinish: Event<RunView>;
  /** Records the run and begins to send. Rejects with `Trouble` when the journal cannot be written: then nothing was sent. */
  start(run: NewRun): Promise<RunView>;
  pause(runId: string): void;
  /** Opens and checks the file again (size and SHA-256) before anything is sent; rejects with `Trouble`, a sentence for the user, when it cannot go on. */
  resume(runId: string): Promise<void>;
  cancel(runId: string): void;
  /** Looks through List for the run's entries in doubt. Rejects with `Trouble` when it cannot begin (file changed, connection gone, another window). */
  look(runId: string, signal?: AbortSignal): Promise<LookResult | undefined>;
  giveUp(runId: string, chunk: number): Promise<void>;
  readResults(runId: string): Promise<void>;
  /** The journal's records, from the beginning; can be iterated more than once. */
  records(runId: string): AsyncIterable<JournalRecord>;
  /** Runs of the same bytes to the same procedure and origin since a time, newest first. */
  similar(sha256: string, procedure: string, origin: string, since: number): Promise<readonly RunView[]>;
  /** Deletes the journal of a run for certain. False: it is sending here, is being looked through, or another window drives it. */
  remove(runId: string): Promise<boolean>;
}

/** The file of a run, opened, scanned and compared with the run's size and SHA-256. */
export type OpenedFile =
  | { readonly ok: true; readonly index: EntryIndex; readonly size: number; readonly sha256: string }
  | {
      readonly ok: false;
      readonly why: 'missing' | 'changed' | 'unreadable' | 'cancelled';
      readonly detail?: string;
    };
