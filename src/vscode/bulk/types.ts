import type { Event, Uri } from 'vscode';
import type { RunBook } from '../../core/bulk/book/book';
import type { EntrySet } from '../../core/bulk/entrySet';
import type { JournalRecord, RunPhase, RunRecord, Tally } from '../../core/bulk/records';
import type { JobView } from '../../core/bulk/run/tracked';
import type { LookResult } from '../../core/bulk/run/look';
import type { EntryIndex } from '../../core/bulk/scan/entryIndex';
import type { ReadBack, ReadWhich } from './runs/readBack';
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
  /** The family that goes on; absent for a new one. What is to be sent is then worked out once more before it is. */
  readonly family?: string;
  /** For a new family: since when the user was told of similar runs, epoch ms. Absent: nobody was told, and nothing is looked for. */
  readonly asked?: number;
  /** The similar runs that the user was told of, by id. When there is another one by now, the run is not begun. */
  readonly earlier?: readonly string[];
}

/** What makes runs similar: the same bytes, or the same file with other bytes, sent to the same place. */
export interface SameFile {
  readonly uri: string;
  readonly sha256: string;
  /** Short id. */
  readonly procedure: string;
  /** Id. */
  readonly connection: string;
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
  /**
   * False: another window is sending it, and what is shown here is what its journal said when it was read last. True also for one that nobody drives, or that
   * only waits in another window, which lets go of it when it is wanted here.
   */
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
  /** Runs that it had, or may have had, and that cannot be read (any more): then nobody knows what was sent, and nothing more of it is. */
  readonly missing: readonly string[];
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
  /** Records the run and begins to send. Rejects with `Trouble` when the journal cannot be written, or what was decided holds no more: then nothing was sent. */
  start(run: NewRun): Promise<RunView>;
  pause(runId: string): void;
  /** Opens and checks the file again (size and SHA-256) before anything is sent; rejects with `Trouble`, a sentence for the user, when it cannot go on. */
  resume(runId: string, signal?: AbortSignal): Promise<void>;
  /** Rejects with `Trouble` when it could not be recorded. */
  cancel(runId: string): Promise<void>;
  /** Looks through List for the run's entries in doubt. Rejects with `Trouble` when it cannot begin (file changed, connection gone, another window). */
  look(runId: string, signal?: AbortSignal): Promise<LookResult | undefined>;
  giveUp(runId: string, chunk: number): Promise<void>;
  /** The same for every job of the run that cannot be followed, stands still, or could not be asked the last time. How many there were. */
  giveUpAll(runId: string): Promise<number>;
  /** Reads results of jobs that are over again. Rejects with `Trouble` when it cannot begin. */
  readResults(runId: string, which: ReadWhich, signal?: AbortSignal): Promise<ReadBack>;
  /** The journal's records, from the beginning; can be iterated more than once. */
  records(runId: string): AsyncIterable<JournalRecord>;
  /** Runs of the same bytes, or of the same file, to the same place, to which something has happened since a time; newest first. */
  similar(same: SameFile, since: number): Promise<readonly RunView[]>;
  /** Deletes the journals of a run's family for certain, all of them. False: one is sending, is being looked through, or is at work in another window; then none is. */
  remove(runId: string): Promise<boolean>;
  /** Looks at the disk again, for what other windows have done. */
  refresh(): Promise<void>;
  /** Deletes the families that were kept for long enough. */
  expire(): Promise<void>;
}
