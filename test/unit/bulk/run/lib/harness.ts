import type { BulkCreated } from '../../../../../src/core/api/bulkCreate';
import type { JobEntriesPage } from '../../../../../src/core/api/jobEntries';
import type { Job } from '../../../../../src/core/api/jobs';
import type { ApiResult } from '../../../../../src/core/api/result';
import type { JournalRecord, RunRecord } from '../../../../../src/core/bulk/records';
import type { RunFileOpen } from '../../../../../src/core/bulk/run/ports';
import { RunEngine } from '../../../../../src/core/bulk/run/engine';
import { defaultLimits, type RunLimits } from '../../../../../src/core/bulk/run/limits';
import { settle, TestClock } from './clock';
import { bookOf, fileOf, MemoryJournal, ok, runOf } from './world';

/** One POST, as the service saw it. */
export interface Post {
  readonly at: number;
  readonly ids: readonly string[];
  readonly body: string;
}

interface Options {
  readonly count?: number;
  readonly limits?: Partial<RunLimits>;
  readonly run?: Partial<RunRecord>;
  readonly before?: readonly JournalRecord[];
  readonly withoutFile?: boolean;
  /** What opening the file anew comes to; `touched`: the one that is open says that it has changed. */
  readonly openFile?: (file: RunFileOpen) => RunFileOpen | undefined;
  readonly touched?: boolean;
}

/** A run against a scripted service: every answer takes 100 ms, and is a success unless the test says otherwise. */
export class Harness {
  readonly clock = new TestClock();
  readonly journal = new MemoryJournal();
  readonly posts: Post[] = [];
  readonly polls: { readonly at: number; readonly jobId: string }[] = [];
  readonly pages: { readonly jobId: string; readonly path: string | undefined }[] = [];
  changed = false;
  mostInFlight = 0;
  changes = 0;
  onPost: (post: Post, number: number) => ApiResult<BulkCreated> = (_, number) =>
    ok({ jobId: `job-${number}` });
  onPoll: (jobId: string, size: number) => ApiResult<Job> = (id, size) =>
    ok({ id, raw: '', counts: { SUCCESS: size } });
  onPage: (jobId: string, path: string | undefined) => ApiResult<JobEntriesPage> = path =>
    ok({ path, entries: [], incomplete: false });
  readonly file;
  readonly book;
  readonly engine: RunEngine;
  #inFlight = 0;
  readonly #sizes = new Map<string, number>();

  constructor(options: Options = {}) {
    const { count = 10, limits = {}, run = {}, before = [], withoutFile = false } = options;
    const { openFile, touched = false } = options;
    const ids = Array.from({ length: count }, (_, entry) => `K${entry}`);
    this.file = fileOf(
      ids.map(id => JSON.stringify({ id })),
      () => this.changed,
    );
    this.book = bookOf(runOf(count, run), before);
    for (const job of this.book.jobs()) this.#sizes.set(job.jobId, job.entries.size);
    this.engine = new RunEngine({
      api: {
        bulkCreate: (_, body) => this.#ask(() => this.#post(Buffer.from(body).toString())),
        fetchJob: jobId => {
          this.polls.push({ at: this.clock.now(), jobId });
          return this.#ask(() => this.onPoll(jobId, this.#sizes.get(jobId) ?? 0));
        },
        fetchJobEntries: (jobId, path) => {
          this.pages.push({ jobId, path });
          return this.#ask(() => this.onPage(jobId, path));
        },
      },
      journal: this.journal,
      book: this.book,
      ...(withoutFile ? {} : { file: touched ? touchedFile(this.file) : this.file }),
      ...(openFile === undefined ? {} : { openFile: () => Promise.resolve(openFile(this.file)) }),
      limits: { ...defaultLimits, chunkEntries: 2, ...limits },
      clock: this.clock,
      random: () => 0.5,
      onChange: () => this.changes++,
    });
  }

  /** Lets time pass until something holds, or nothing is left to happen. */
  async until(holds: () => boolean, steps = 2_000): Promise<void> {
    for (let step = 0; step < steps; step++) {
      await settle();
      if (holds() || !this.clock.step()) return;
    }
  }

  async toEnd(): Promise<void> {
    await this.until(() => this.book.phase.kind === 'finished');
  }

  /** All that happens within this time. */
  async during(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    await this.until(() => (this.clock.next ?? Infinity) > end);
  }

  phases(): string[] {
    return this.journal
      .of('phase')
      .map(({ phase }) => ('why' in phase ? `${phase.kind} ${phase.why}` : phase.kind));
  }

  outcomes(): string[] {
    return this.journal.of('outcome').map(({ chunk, outcome }) => `${chunk} ${outcome.kind}`);
  }

  #posted = 0;

  #post(body: string): () => ApiResult<BulkCreated> {
    const ids = (JSON.parse(body) as { readonly id: string }[]).map(({ id }) => id);
    const post = { at: this.clock.now(), ids, body };
    this.posts.push(post);
    const number = ++this.#posted;
    return () => {
      const result = this.onPost(post, number);
      if (result.ok && result.value.jobId !== undefined) this.#sizes.set(result.value.jobId, ids.length);
      return result;
    };
  }

  async #ask<T>(begin: () => (() => ApiResult<T>) | ApiResult<T>): Promise<ApiResult<T>> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight);
    const begun = begin();
    await new Promise<void>(resolve => void this.clock.after(100, resolve));
    this.#inFlight--;
    return typeof begun === 'function' ? begun() : begun;
  }
}

function touchedFile({ source, index }: RunFileOpen): RunFileOpen {
  return { index, source: { ...source, changed: () => Promise.resolve(true) } };
}
