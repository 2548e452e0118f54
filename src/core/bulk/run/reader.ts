import type { Clock } from '../../api/clock';
import type { JobEntriesPage } from '../../api/jobEntries';
import type { ApiFailure } from '../../api/result';
import type { RunBook } from '../book/book';
import { EntrySet } from '../entrySet';
import { mapResults, type MappedResults } from '../results/map';
import { isSettled } from '../results/status';
import type { Verdict, VerdictsRecord, Why } from '../records';
import { restAfter } from './rests';
import { isLasting, isUnmatched, whyMissing } from './missing';
import type { BulkApi, RunFileOpen } from './ports';
import type { Recorder } from './recorder';
import { TieSource } from './ties';
import type { TrackedJob } from './tracked';

export interface ReaderNeeds {
  readonly api: Pick<BulkApi, 'fetchJobEntries'>;
  readonly book: RunBook;
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** Opens the file, when keys are needed that are not at hand; undefined when it is not the one any more. */
  readonly openFile: () => Promise<RunFileOpen | undefined>;
}

/** `read` false: the results could not be had (or say otherwise than the verdicts that are there already). */
export type ReadOutcome =
  | { readonly kind: 'done'; readonly read: boolean }
  /** There is a further page. */
  | { readonly kind: 'more' }
  /** The results do not add up (yet). */
  | { readonly kind: 'again'; readonly afterMs: number }
  /** They are here, and can be tied to entries only with the file. */
  | { readonly kind: 'fileAway'; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly failure: ApiFailure }
  | { readonly kind: 'unrecorded' };

/** The rows of a job may be written after it says that it is done: for so long what does not add up is read again. */
const settlingMs = 2 * 60_000;
const firstRereadMs = 2_000;
const longestRereadMs = 45_000;
/** Of a job whose results are to be read again. */
const fewestRefusals = 3;

/** Reads the results of a job that has ended, and ties them to entries. */
export class Reader {
  readonly #ties: TieSource;

  constructor(private readonly needs: ReaderNeeds) {
    const { book, clock, openFile } = needs;
    this.#ties = new TieSource({ primaryKey: book.run.primaryKey, clock, openFile });
  }

  use(file: RunFileOpen): void {
    this.#ties.use(file);
  }

  /** There may be many jobs in trouble: what was sent for them is not kept. */
  slim(job: TrackedJob): void {
    this.#ties.slim(job);
  }

  /** The counts say so: no need to read anything. */
  allSucceeded(job: TrackedJob): Promise<boolean> {
    const same = { entries: [...job.entries], verdict: 'succeeded' } as const;
    return this.#record(job, { way: 'counts', same, rows: [], strays: [] });
  }

  /** Results that do not add up were to be read again, and the service does not tell of the job any more: what was read before is all there is. */
  isAllThereIs(job: TrackedJob): boolean {
    const { recheck, allRead, unsettledSince, refusals, onRequest } = job;
    if (!recheck || !allRead || unsettledSince === undefined || onRequest !== undefined) return false;
    return refusals >= fewestRefusals && this.needs.clock.now() - unsettledSince >= settlingMs;
  }

  /** One page; with the last one, the verdicts. */
  async readPage(job: TrackedJob, signal: AbortSignal): Promise<ReadOutcome> {
    if (job.allRead) return this.#conclude(job);
    const { api, book, clock } = this.needs;
    const { primaryKey } = book.run;
    const result = await api.fetchJobEntries(job.jobId, job.next, signal, {
      visited: job.visited,
      readBefore: job.rows.length,
      sent: { entries: job.entries.size, bytes: book.chunk(job.chunk)?.bytes ?? 0 },
      ...(primaryKey === undefined ? {} : { primaryKey }),
    });
    if (result.ok) {
      job.unread = undefined;
      job.answered(clock.now());
      return this.#take(job, result.value);
    }
    const { failure } = result;
    const now = clock.now();
    job.unread = { since: job.unread?.since ?? now, times: (job.unread?.times ?? 0) + 1 };
    if (!isLasting(failure, job, now)) return { kind: 'failed', failure };
    if (job.rows.length === 0) job.rows = job.readBefore;
    return this.#conclude(job, failure);
  }

  async #take(job: TrackedJob, got: JobEntriesPage): Promise<ReadOutcome> {
    const { path, entries, next, incomplete, refusedNext } = got;
    job.visited.add(path);
    // A service that never stops giving pages does not fill the memory.
    const goesOn = next !== undefined && job.rows.length <= job.entries.size * 4 + 1_000;
    job.page++;
    const { chunk, jobId, page } = job;
    const stopped = next === undefined ? refusedNext?.text : goesOn ? undefined : next;
    await restAfter(entries.length);
    const recorded = await this.needs.recorder.record({
      t: 'page',
      at: this.needs.clock.now(),
      chunk,
      jobId,
      page,
      rows: entries,
      ...(goesOn ? { next } : {}),
      ...(incomplete ? { incomplete } : {}),
      ...(stopped === undefined ? {} : { refusedNext: stopped }),
    });
    if (!recorded) return { kind: 'unrecorded' };
    for (const row of entries) job.rows.push(row);
    job.next = goesOn ? next : undefined;
    if (goesOn) return { kind: 'more' };
    if (incomplete || stopped !== undefined) job.cutShort = stopped === undefined ? {} : { next: stopped };
    job.allRead = true;
    return this.#conclude(job);
  }

  /** @param failure why the results could not be had */
  async #conclude(job: TrackedJob, failure?: ApiFailure): Promise<ReadOutcome> {
    const entries = [...job.entries];
    const { rows, counts } = job;
    const isTied = rows.some(({ key, echo }) => (key ?? echo) !== undefined);
    // Records that are flushed together go on in the same turn.
    await restAfter(entries.length);
    const ties = isTied ? await this.#ties.of(job) : undefined;
    const keys = entries.map(() => undefined);
    await restAfter(entries.length);
    const mapped = mapResults({ entries, keys, ...ties, rows, counts });
    await restAfter(entries.length);
    const fileAway = isTied && ties === undefined && isUnmatched(mapped);
    if (job.onRequest !== undefined) {
      if (!fileAway) return this.#concludeRequest(job, mapped);
      job.failed(undefined, { code: 'fileChanged' }, this.needs.clock.now());
      return { kind: 'done', read: false };
    }
    // To say "unmatched" now would be for good, and the file may be back in a minute.
    if (fileAway) return { kind: 'fileAway', afterMs: this.#ties.waitMs };
    if (failure === undefined && isUnsettled(mapped, job)) {
      const now = this.needs.clock.now();
      // Also over a restart.
      job.unsettledSince ??= this.needs.book.job(job.chunk)?.endedAt ?? now;
      // Another window, or this one before a restart, may have had another clock.
      job.unsettledSince = Math.min(job.unsettledSince, now);
      const elapsed = now - job.unsettledSince;
      if (elapsed < settlingMs) {
        job.recheck = true;
        job.stage = 'polling';
        this.slim(job);
        const afterMs = Math.min(longestRereadMs, Math.max(firstRereadMs, elapsed * 1.5));
        return { kind: 'again', afterMs };
      }
    }
    const recorded = await this.#record(job, mapped, whyMissing(mapped, job, failure));
    return recorded ? { kind: 'done', read: failure === undefined } : { kind: 'unrecorded' };
  }

  /** The verdicts are there: what agrees with them is added, and takes the place of those that nobody knew. */
  async #concludeRequest(job: TrackedJob, mapped: MappedResults): Promise<ReadOutcome> {
    const { book } = this.needs;
    const isUnknown = (entry: number) => isOpen(book.verdict(entry));
    const rows = mapped.rows.filter(({ verdict }) => verdict !== 'unmatched');
    const told = new Set(rows.map(({ entry }) => entry));
    const { verdict = 'unmatched', entries = [] } = mapped.same ?? {};
    const rest = verdict === 'unmatched' ? [] : entries.filter(entry => !told.has(entry));
    const contradicts =
      rows.some(row => !isUnknown(row.entry) && row.verdict !== book.verdict(row.entry)) ||
      rest.some(entry => !isUnknown(entry) && verdict !== book.verdict(entry));
    const open = rest.filter(isUnknown);
    if (contradicts || rows.length + open.length === 0) return { kind: 'done', read: false };
    const { way, strays } = mapped;
    const same = open.length === 0 ? {} : { same: { entries: open, verdict } };
    const why = isUnmatched(mapped) ? undefined : whyMissing(mapped, job, undefined);
    const recorded = await this.#record(job, { way, rows, strays, ...same }, why);
    return recorded ? { kind: 'done', read: true } : { kind: 'unrecorded' };
  }

  #record(job: TrackedJob, { way, same, rows, strays }: MappedResults, why?: Why): Promise<boolean> {
    const { clock, recorder } = this.needs;
    const record: VerdictsRecord = {
      t: 'verdicts',
      at: clock.now(),
      chunk: job.chunk,
      way,
      ...(same === undefined
        ? {}
        : { same: { entries: EntrySet.of(same.entries).encode(), verdict: same.verdict } }),
      ...(rows.length === 0 ? {} : { rows }),
      ...(why === undefined ? {} : { why }),
      // A later record takes the place of those before it, also with none.
      ...(strays.length === 0 && job.onRequest === undefined ? {} : { strays }),
    };
    return recorder.record(record);
  }
}

/** Whether reading results again may give it another verdict: it is unmatched, or its job was given up. */
export function isOpen(verdict: Verdict): boolean {
  return verdict === 'unmatched' || verdict === 'unknown';
}

/** Something is unmatched, and the rows are not what a finished job has. */
function isUnsettled(mapped: MappedResults, job: TrackedJob): boolean {
  return (
    isUnmatched(mapped) &&
    job.progress?.kind !== 'short' &&
    !isSettled(job.rows, job.entries.size, job.counts)
  );
}
