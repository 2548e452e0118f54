import type { ConnectionKind } from '../connection';

/**
 * What a journal holds: one record for each thing that happened, in order. The state of a run is nothing but what its records add up to (`RunBook`),
 * so a run that was killed anywhere goes on from them. No record ever holds a token or a header.
 *
 * Entries are counted from 0 in the order of the file. `entries` texts are `EntrySet.encode()`, times are epoch ms.
 */
export type JournalRecord =
  | RunRecord
  | IntentRecord
  | OutcomeRecord
  | PollRecord
  | PageRecord
  | VerdictsRecord
  | LookRecord
  | PhaseRecord;

/** The first record: what the run is about. It never changes. */
export interface RunRecord {
  readonly t: 'run';
  readonly version: 1;
  readonly id: string;
  readonly at: number;
  readonly file: RunFile;
  readonly connection: {
    readonly id: string;
    readonly name: string;
    readonly kind: ConnectionKind;
    /** Of the base URL. A run is never continued against another. */
    readonly origin: string;
    /** Two teams may share an origin. Absent in runs of before it was kept. */
    readonly baseUrl?: string;
  };
  readonly procedure: { readonly shortId: string; readonly name: string };
  /** Short id of the primary key attribute; without it results can be mapped by echoes only. */
  readonly primaryKey?: string;
  /** Of the schema that the pre-flight used; absent when nothing was checked. */
  readonly schemaHash?: string;
  /** The entries to send. */
  readonly entries: string;
  /** Entries of the file that the user left out of this run, e.g. those that break the schema. Never sent, verdict `skipped`. */
  readonly leftOut: string;
  /** The first run of the family; equal to `id` for a first run. */
  readonly family: string;
  /** The runs that the family had when this one was made. Absent in runs of before they were named. */
  readonly earlier?: readonly string[];
  readonly origin: 'all' | 'first' | 'rest' | 'retry' | 'unseen';
}

export interface RunFile {
  /** A `file:` URI, as text. */
  readonly uri: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** How many entries the whole file has. */
  readonly entries: number;
}

/** Flushed before the POST: from here on the chunk may have arrived. */
export interface IntentRecord {
  readonly t: 'intent';
  readonly at: number;
  /** Counted from 1 within the run; a chunk that is tried again keeps its number, its parts after a 413 get new ones. */
  readonly chunk: number;
  readonly entries: string;
  /** Of the body. */
  readonly bytes: number;
}

/** Flushed after the answer, before the next request of the same lane. */
export interface OutcomeRecord {
  readonly t: 'outcome';
  readonly at: number;
  readonly chunk: number;
  readonly outcome: ChunkOutcome;
}

export type ChunkOutcome =
  | {
      readonly kind: 'accepted';
      readonly jobId: string;
      /** The service's own clock at the acknowledgment, where it tells it. */
      readonly serverTime?: number;
      /** `_errors` beside the job id, short. */
      readonly warnings?: string;
    }
  /** 2xx without a job id (or with one that says nothing: `why`): taken, but nobody can follow it (section 16, 2 of service-facts). */
  | { readonly kind: 'untracked'; readonly status: number; readonly answer: string; readonly why?: Why }
  | { readonly kind: 'refused'; readonly why: Why }
  | { readonly kind: 'unknown'; readonly why: Why }
  /** Certain that nothing arrived, or refused for now (429): the entries are planned again. */
  | { readonly kind: 'again'; readonly why: Why }
  /** 413: refused as too large; the entries are planned again in smaller chunks. */
  | { readonly kind: 'tooLarge'; readonly why: Why };

/** Why something did not succeed, for people: a code that the interface puts into words, and the service's own words. */
export interface Why {
  /** `ApiFailure.kind`, or one of ours. */
  readonly code:
    | 'unreachable'
    | 'noToken'
    | 'cancelled'
    | 'timeout'
    | 'cut'
    | 'tooLarge'
    | 'redirect'
    | 'status'
    | 'serviceErrors'
    | 'unreadable'
    /** The program ended between intent and outcome. */
    | 'crashed'
    /** Results cannot be tied to entries, since the file is away or changed: they stay pending until it is back. */
    | 'fileChanged'
    /** The service told no result. */
    | 'noResult'
    /** It says that it has more results than it leads to. `detail`: the next page that it names, where that is none. */
    | 'notListed'
    /** It named the job that it had named for another request of the run. `detail`: its id. */
    | 'otherJob'
    /** It told results, and nothing tells whose they are. */
    | 'untied'
    /** It told the verdict for all alike; `detail`: what it says about the job. */
    | 'jobSaid';
  readonly status?: number;
  /** The service's own words, or the system's code; short. */
  readonly detail?: string;
}

/** The latest news of a job; not every poll is worth a record, the one that ends it always is. */
export interface PollRecord {
  readonly t: 'poll';
  readonly at: number;
  readonly chunk: number;
  readonly jobId: string;
  /** `bjEntryCompletionStatusVsCount`, as answered (page api-11531337). */
  readonly counts?: Readonly<Record<string, number>>;
  readonly completionStatus?: string;
  readonly statusMessage?: string;
  /** `_errors` beside the counts, short. */
  readonly warnings?: string;
  /** `short`: ended, with fewer entries than were sent; `gone`: the service does not know the job any more. */
  readonly end?: 'finished' | 'short' | 'gone';
}

/** One page of a job's entries, as far as we could read them (page api-11531427). */
export interface PageRecord {
  readonly t: 'page';
  readonly at: number;
  readonly chunk: number;
  readonly jobId: string;
  /** Counted from 1. */
  readonly page: number;
  readonly rows: readonly JobEntry[];
  /** Path of the page after this one. */
  readonly next?: string;
  /** The service has more entries than there is a way to. */
  readonly incomplete?: boolean;
  /** The next page that the service named, where it is not gone to. */
  readonly refusedNext?: string;
}

/** One entry of a job, read tolerantly. */
export interface JobEntry {
  /** As answered: `SUCCESS`, `ERROR`, `INVALID`, `NOT_STARTED` or a word that nobody knows. */
  readonly status: string;
  readonly message?: string;
  /** Attribute or path that the service names. */
  readonly field?: string;
  readonly processId?: string;
  /** The primary key's value, as text, where the entry holds it. */
  readonly key?: string;
  /** The place in the request that the entry claims for itself, as answered; whether from 0 or 1 shows over all of them. */
  readonly index?: number;
  /** Hashes of what the entry repeats of its input (`echoesOf`), where it shows no key. */
  readonly echo?: readonly string[];
  /** The raw JSON, shortened to 2 000 characters. */
  readonly raw: string;
}

/** The verdicts of a chunk, or of part of it. */
export interface VerdictsRecord {
  readonly t: 'verdicts';
  readonly at: number;
  readonly chunk: number;
  /** How results were tied to entries: `counts` and `position` only where every entry of the chunk has the same verdict. */
  readonly way: 'key' | 'echo' | 'position' | 'counts' | 'none';
  /** The same verdict for all of a set; rows win over it. */
  readonly same?: { readonly entries: string; readonly verdict: ResultVerdict };
  readonly rows?: readonly VerdictRow[];
  /** Why entries are unmatched; or, for the same verdict of all of them, what the service says about the job. */
  readonly why?: Why;
  /** Results that belong to no entry, raw. Those of a later record of the chunk take the place of earlier ones. */
  readonly strays?: readonly string[];
}

export interface VerdictRow {
  readonly entry: number;
  readonly verdict: ResultVerdict;
  readonly message?: string;
  readonly field?: string;
  readonly processId?: string;
  readonly key?: string;
}

/** What the user's *Look* saw: entries of unknown chunks that have arrived (proved by key and `createdAt`). */
export interface LookRecord {
  readonly t: 'look';
  readonly at: number;
  readonly arrived: readonly { readonly entry: number; readonly processId?: string; readonly key?: string }[];
  /** Entries that were looked for and not seen; they stay unknown. */
  readonly unseen: string;
  /** Entries that could not be asked for, or about which the answer proves nothing; they are not unseen (any more). */
  readonly unclear?: string;
}

export interface PhaseRecord {
  readonly t: 'phase';
  readonly at: number;
  readonly phase: RunPhase;
}

/** `ready`: recorded, nothing sent. `waiting`: goes on by itself. `paused`: goes on when the user says so. */
export type RunPhase =
  | { readonly kind: 'ready' }
  | { readonly kind: 'running' }
  | { readonly kind: 'waiting'; readonly until: number; readonly why: 'throttled' | 'unreachable' }
  | { readonly kind: 'paused'; readonly why: PauseReason; readonly detail?: string }
  /** Nothing more is sent; what the service has accepted goes on there and is tracked. */
  | { readonly kind: 'cancelled' }
  /** Every entry has its final verdict. */
  | { readonly kind: 'finished' };

/**
 * `quota`: an outage used up the retries; `refused`: 401 or 403; `journal`: the disk refuses to keep the records; `jobs`: too many jobs cannot be
 * followed or stand still (goes on by itself when they end after all); `untracked`: chunks are taken without a job.
 */
export type PauseReason =
  'user' | 'quota' | 'refused' | 'fileChanged' | 'journal' | 'restart' | 'jobs' | 'untracked';

/**
 * The state of one entry within a run; the numbers stand in `Uint8Array`s. `entries` of a run = the sum over all but `outside`, always:
 * succeeded + failed + invalid + refused + skipped + unknown + untracked + unmatched + pending.
 */
export const verdicts = [
  /** Not part of this run. */
  'outside',
  'pending',
  'succeeded',
  /** The job says ERROR. */
  'failed',
  /** The job says INVALID: not processed. */
  'invalid',
  /** The chunk was refused. */
  'refused',
  /** Left out by the user, or not sent because the run was cancelled. */
  'skipped',
  /** Sent, and nobody knows whether it arrived. */
  'unknown',
  /** Accepted without a job id. */
  'untracked',
  /** Accepted and processed, but the result could not be tied to the entry. */
  'unmatched',
] as const;

export type Verdict = (typeof verdicts)[number];
export type ResultVerdict = Extract<Verdict, 'succeeded' | 'failed' | 'invalid' | 'unmatched' | 'unknown'>;
export type Tally = Readonly<Record<Exclude<Verdict, 'outside'>, number>>;

/** What stands for one chunk, as the records so far say. */
export type ChunkState =
  /** To be sent (again). */
  | { readonly kind: 'planned' }
  /** The intent is recorded, the outcome is not. After a restart this reads as `unknown (crashed)`. */
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'accepted';
      readonly jobId: string;
      readonly serverTime?: number;
      readonly warnings?: string;
    }
  | { readonly kind: 'untracked'; readonly answer: string; readonly why?: Why }
  | { readonly kind: 'refused'; readonly why: Why }
  | { readonly kind: 'unknown'; readonly why: Why }
  | { readonly kind: 'skipped' };
