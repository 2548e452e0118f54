import type { Job } from '../../../../../src/core/api/jobs';
import type { JobEntriesPage } from '../../../../../src/core/api/jobEntries';
import type { ProcessPage, ProcessQuery } from '../../../../../src/core/api/processes';
import type { ApiResult } from '../../../../../src/core/api/result';
import type { JobEntry } from '../../../../../src/core/bulk/records';
import type { BulkApi, ListApi } from '../../../../../src/core/bulk/run/ports';
import type { TestClock } from './clock';
import { failures, ok, statusOf } from './world';

type Fate = 'SUCCESS' | 'ERROR' | 'INVALID';

interface FakeJob {
  readonly doneAt: number;
  readonly rows: readonly JobEntry[];
  readonly counts: Readonly<Record<string, number>>;
  readonly size: number;
}

/** How one service chooses; everything is drawn from its own random numbers. */
export interface Choices {
  /** How often a bulk create goes wrong in some way, 0 to 1. */
  readonly trouble: number;
  readonly pollTrouble: number;
  readonly echo: 'key' | 'index0' | 'index1' | 'both' | 'none' | 'wrong';
  readonly shuffled: boolean;
  /** Rows that are not in the results, 0 to 1. */
  readonly missing: number;
  readonly repeated: boolean;
  readonly pageSize: number;
  readonly says: 'counts' | 'completedAt' | 'word';
  /** Entries in a request. */
  readonly most: number;
  readonly fate: (id: string) => Fate;
}

export interface Stored {
  readonly id: string;
  readonly createdAt: number;
  times: number;
}

/** A service that lies, cuts and repeats, and knows what it really holds. Its clock is ahead by a minute. */
export class FakeService implements BulkApi, ListApi {
  readonly store = new Map<string, Stored>();
  readonly ahead = 60_000;
  requests = 0;
  readonly #jobs = new Map<string, FakeJob>();

  constructor(
    private readonly clock: TestClock,
    private readonly random: () => number,
    private readonly choices: Choices,
  ) {}

  async bulkCreate(_procedure: string, body: Uint8Array) {
    this.requests++;
    const entries = JSON.parse(Buffer.from(body).toString()) as { readonly id: string }[];
    const trouble = this.random() < this.choices.trouble ? Math.floor(this.random() * 12) : -1;
    await this.#latency();
    if (entries.length > this.choices.most) return statusOf(413, 'too large');
    switch (trouble) {
      case 0:
        return failures.unreachable();
      case 1:
        return statusOf(429, '', this.random() < 0.5 ? 3_000 : undefined);
      case 2:
        return statusOf(422, 'no such thing');
      case 3:
        return failures.cut();
      case 4:
        return statusOf(401);
      case 5:
        return statusOf(503, '', this.random() < 0.5 ? 2_000 : undefined);
      case 6:
        return statusOf(404);
      case 7:
        return failures.tls();
    }
    const jobId = this.#create(entries);
    switch (trouble) {
      case 8:
        return failures.timeout();
      case 9:
        return statusOf(500);
      case 10:
        return failures.serviceErrors();
      case 11:
        return ok({});
    }
    return ok({ jobId }, { serverTime: this.clock.now() + this.ahead });
  }

  async fetchJob(jobId: string): Promise<ApiResult<Job>> {
    await this.#latency();
    const job = this.#jobs.get(jobId);
    const trouble = this.#pollTrouble();
    if (trouble !== undefined || job === undefined) return trouble ?? statusOf(404);
    const { says } = this.choices;
    const done = this.clock.now() >= job.doneAt;
    const counts = done ? job.counts : { NOT_STARTED: job.size, SUCCESS: 0 };
    return ok({
      id: jobId,
      raw: '',
      ...(says === 'word' ? {} : { counts }),
      ...(done && says === 'completedAt' ? { completedAt: job.doneAt } : {}),
      ...(says === 'word' ? { completionStatus: done ? 'COMPLETED' : 'IN_PROGRESS' } : {}),
    });
  }

  async fetchJobEntries(jobId: string, path: string | undefined): Promise<ApiResult<JobEntriesPage>> {
    await this.#latency();
    const job = this.#jobs.get(jobId);
    const trouble = this.#pollTrouble();
    if (trouble !== undefined || job === undefined) return trouble ?? statusOf(404);
    const { pageSize } = this.choices;
    const from = path === undefined ? 0 : Number(path.slice(path.indexOf('=') + 1));
    const entries = job.rows.slice(from, from + pageSize);
    const next = from + pageSize < job.rows.length ? { next: `/entries?skip=${from + pageSize}` } : {};
    return ok({ path: path ?? '/entries', entries, incomplete: false, ...next });
  }

  listProcesses(_procedure: string, query: ProcessQuery): Promise<ApiResult<ProcessPage>> {
    const { where } = query;
    const asked = (where?.['or'] ?? (where && [where])) as readonly { readonly id: string }[] | undefined;
    const wanted = asked && new Set(asked.map(({ id }) => id));
    const processes = [...this.store.values()]
      .filter(({ id }) => wanted?.has(id) ?? true)
      .map(({ id, createdAt }) => ({ id: `p-${id}`, createdAt, data: { id } }));
    return Promise.resolve(ok({ processes, hasMore: false }, { serverTime: this.clock.now() + this.ahead }));
  }

  #create(entries: readonly { readonly id: string }[]): string {
    const now = this.clock.now();
    const { choices } = this;
    const counts: Record<string, number> = { SUCCESS: 0, ERROR: 0, INVALID: 0 };
    const rows = entries.map(({ id }, place): JobEntry => {
      const status = choices.fate(id);
      counts[status] = (counts[status] ?? 0) + 1;
      if (status === 'SUCCESS') this.#keep(id, now);
      return this.#row(id, place, status);
    });
    if (choices.shuffled) rows.sort(() => this.random() - 0.5);
    const shown = rows.filter(() => this.random() >= choices.missing);
    const [first] = shown;
    if (choices.repeated && first !== undefined) shown.push(first);
    const jobId = `job-${this.#jobs.size + 1}`;
    const doneAt = now + Math.round(this.random() * 8_000);
    this.#jobs.set(jobId, { doneAt, rows: shown, counts, size: entries.length });
    return jobId;
  }

  #keep(id: string, now: number): void {
    const known = this.store.get(id);
    const createdAt = now + this.ahead;
    // A process of the same key from long ago is another one.
    if (known === undefined || known.times === 0) this.store.set(id, { id, createdAt, times: 1 });
    else known.times++;
  }

  #row(id: string, place: number, status: Fate): JobEntry {
    const { echo } = this.choices;
    const index = echo === 'index0' || echo === 'both' ? place : echo === 'index1' ? place + 1 : undefined;
    return {
      status,
      raw: `{"row":"${id}"}`,
      ...(status === 'SUCCESS' ? {} : { message: `${id} is bad` }),
      ...(echo === 'key' || echo === 'both' || echo === 'wrong' ? { key: id } : {}),
      ...(index === undefined ? {} : { index }),
      ...(echo === 'wrong' ? { index: (place * 7 + 1) % 5 } : {}),
    };
  }

  #pollTrouble() {
    if (this.random() >= this.choices.pollTrouble) return undefined;
    const kinds = [
      () => statusOf(500),
      () => statusOf(404),
      () => statusOf(403),
      () => statusOf(429, '', 1_000),
      failures.unreachable,
      failures.cut,
      failures.timeout,
      failures.unreadable,
    ];
    return kinds[Math.floor(this.random() * kinds.length)]?.();
  }

  #latency(): Promise<void> {
    return new Promise(resolve => {
      this.clock.after(Math.round(20 + this.random() * 200), resolve);
    });
  }
}
