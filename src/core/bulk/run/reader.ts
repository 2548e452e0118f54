import type { Clock } from '../../api/clock';
import type { ApiFailure } from '../../api/result';
import type { RunBook } from '../book/book';
import { EntrySet } from '../entrySet';
import { tiesOf } from '../results/key';
import { mapResults, type MappedResults } from '../results/map';
import type { ChunkTies } from '../results/places';
import { isSettled } from '../results/status';
import type { EntryIndex } from '../scan/entryIndex';
import type { ByteSource } from '../scan/source';
import { readBody, sliceBody } from './body';
import type { BulkApi, RunFileOpen } from './ports';
import type { Recorder } from './recorder';
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
  | { readonly kind: 'again' }
  | { readonly kind: 'failed'; readonly failure: ApiFailure }
  | { readonly kind: 'unrecorded' };

/** After so many refusals in a row the results are taken for not to be had: with the pauses between, about three minutes. */
const maxRefusals = 10;
/** The rows of a job may be written after it says that it is done. */
const maxRereads = 2;

/** Reads the results of a job that has ended, and ties them to entries. */
export class Reader {
  #file: Promise<RunFileOpen | undefined> | undefined;

  constructor(private readonly needs: ReaderNeeds) {}

  use(file: RunFileOpen): void {
    this.#file = Promise.resolve(file);
  }

  /** The counts say so: no need to read anything. */
  allSucceeded(job: TrackedJob): Promise<boolean> {
    return this.#record(job, {
      way: 'counts',
      same: { entries: [...job.entries], verdict: 'succeeded' },
      rows: [],
      strays: [],
    });
  }

  /** One page; with the last one, the verdicts. */
  async readPage(job: TrackedJob, signal: AbortSignal): Promise<ReadOutcome> {
    const { api, book, recorder, clock } = this.needs;
    const { primaryKey } = book.run;
    const result = await api.fetchJobEntries(job.jobId, job.next, signal, {
      visited: job.visited,
      readBefore: job.rows.length,
      ...(primaryKey === undefined ? {} : { primaryKey }),
    });
    if (!result.ok) {
      const { failure } = result;
      if (!isLasting(failure) || job.refusals + 1 < maxRefusals) return { kind: 'failed', failure };
      return this.#conclude(job, false);
    }
    job.answered(clock.now());
    const { path, entries, next } = result.value;
    job.visited.add(path);
    const goesOn = next !== undefined && job.rows.length <= maxRows(job);
    job.page++;
    const { chunk, jobId, page } = job;
    const record = { t: 'page', at: clock.now(), chunk, jobId, page, rows: entries } as const;
    if (!(await recorder.record(goesOn ? { ...record, next } : record))) return { kind: 'unrecorded' };
    for (const row of entries) job.rows.push(row);
    job.next = goesOn ? next : undefined;
    return goesOn ? { kind: 'more' } : this.#conclude(job, true);
  }

  async #conclude(job: TrackedJob, read: boolean): Promise<ReadOutcome> {
    const entries = [...job.entries];
    const ties = await this.#ties(job, entries);
    const mapped = mapResults({ entries, ...ties, rows: job.rows, counts: job.counts });
    if (job.onRequest !== undefined) return this.#concludeRequest(job, mapped, read);
    if (read && job.rereads < maxRereads && isUnsettled(mapped, job)) {
      job.rereads++;
      job.recheck = true;
      job.stage = 'polling';
      return { kind: 'again' };
    }
    return (await this.#record(job, mapped)) ? { kind: 'done', read } : { kind: 'unrecorded' };
  }

  /** The verdicts are there: only what agrees with them is added. */
  async #concludeRequest(job: TrackedJob, mapped: MappedResults, read: boolean): Promise<ReadOutcome> {
    const { book } = this.needs;
    const agrees =
      mapped.rows.length > 0 && mapped.rows.every(row => row.verdict === book.verdict(row.entry));
    if (!read || !agrees) return { kind: 'done', read: false };
    const { way, rows, strays } = mapped;
    return (await this.#record(job, { way, rows, strays })) ? { kind: 'done', read } : { kind: 'unrecorded' };
  }

  #record(job: TrackedJob, { way, same, rows, strays }: MappedResults): Promise<boolean> {
    const { clock, recorder } = this.needs;
    return recorder.record({
      t: 'verdicts',
      at: clock.now(),
      chunk: job.chunk,
      way,
      ...(same === undefined
        ? {}
        : { same: { entries: EntrySet.of(same.entries).encode(), verdict: same.verdict } }),
      ...(rows.length === 0 ? {} : { rows }),
      ...(strays.length === 0 ? {} : { strays }),
    });
  }

  /** From what was sent; after a restart from the file, where it is still the one. */
  async #ties(job: TrackedJob, entries: readonly number[]): Promise<ChunkTies> {
    const { primaryKey } = this.needs.book.run;
    const withEchoes = job.rows.some(({ echo }) => echo !== undefined);
    const none = { keys: entries.map(() => undefined) };
    if (primaryKey === undefined && !withEchoes) return none;
    this.#file ??= this.needs.openFile().catch(() => undefined);
    const file = await this.#file;
    if (file === undefined) {
      this.#file = undefined;
      return none;
    }
    const { source, index } = file;
    const body = job.body ?? (await unchangedBody(source, index, entries));
    if (body === undefined) return none;
    const ties = sliceBody(body, index, entries).map(bytes => tiesOf(bytes, primaryKey, withEchoes));
    return { keys: ties.map(({ key }) => key), echoes: ties.map(({ echoes }) => echoes) };
  }
}

async function unchangedBody(
  source: ByteSource,
  index: EntryIndex,
  entries: readonly number[],
): Promise<Uint8Array | undefined> {
  try {
    const body = await readBody(source, index, entries);
    return (await source.changed?.()) === true ? undefined : body;
  } catch {
    return undefined;
  }
}

/** Answers that will not change by asking again soon. */
function isLasting(failure: ApiFailure): boolean {
  if (failure.kind === 'status') {
    return failure.effect === 'refused' && failure.status !== 429 && failure.status !== 401;
  }
  return failure.kind === 'redirect';
}

/** Something is unmatched, and the rows are not what a finished job has. */
function isUnsettled({ same, rows }: MappedResults, job: TrackedJob): boolean {
  const unmatched = same?.verdict === 'unmatched' || rows.some(({ verdict }) => verdict === 'unmatched');
  return unmatched && job.progress?.kind !== 'short' && !isSettled(job.rows, job.entries.size, job.counts);
}

/** A service that never stops giving pages does not fill the memory. */
function maxRows({ entries }: TrackedJob): number {
  return entries.size * 4 + 1_000;
}
