import type { Clock } from '../../api/clock';
import { runInSlices } from '../../slices';
import { tiesOf } from '../results/key';
import type { ChunkTies } from '../results/places';
import type { EntryIndex } from '../scan/entryIndex';
import { readBody, sliceBody } from './body';
import type { RunFileOpen } from './ports';
import type { TrackedJob } from './tracked';

export interface TieNeeds {
  readonly primaryKey: string | undefined;
  readonly clock: Clock;
  /** Opens the file and compares it with the one of the run; undefined when it is away or another one. */
  readonly openFile: () => Promise<RunFileOpen | undefined>;
}

/** Comparing a large file takes seconds, and many jobs may wait for it. */
const firstWaitMs = 30_000;
const longestWaitMs = 10 * 60_000;

/** What results can be tied to entries by: from what was sent, after a restart from the file. */
export class TieSource {
  #file: RunFileOpen | undefined;
  #opening: Promise<RunFileOpen | undefined> | undefined;
  #closedUntil = -Infinity;
  #waitMs = firstWaitMs;
  readonly #slimming = new Set<TrackedJob>();

  constructor(private readonly needs: TieNeeds) {}

  use(file: RunFileOpen): void {
    this.#file = file;
    this.#closedUntil = -Infinity;
    this.#waitMs = firstWaitMs;
  }

  /** How long to wait before the file is looked for again. */
  get waitMs(): number {
    return Math.max(1_000, this.#closedUntil - this.needs.clock.now());
  }

  /** Lets go of a body, behind: its ties are kept, and are far smaller. */
  slim(job: TrackedJob): void {
    if (job.body === undefined || this.#file === undefined || this.#slimming.has(job)) return;
    this.#slimming.add(job);
    void this.of(job).finally(() => this.#slimming.delete(job));
  }

  /** undefined while the file is away. */
  async of(job: TrackedJob): Promise<ChunkTies | undefined> {
    const entries = [...job.entries];
    if (job.body !== undefined && this.#file !== undefined) {
      job.ties = await runInSlices(this.#reading(job.body, this.#file.index, entries));
      job.body = undefined;
    }
    if (job.ties !== undefined) return job.ties;
    const ties = (await this.#fromFile(this.#file, entries)) ?? (await this.#reopened(entries));
    job.ties = ties;
    return ties;
  }

  /** The file may have been touched only, or may be back. */
  async #reopened(entries: readonly number[]): Promise<ChunkTies | undefined> {
    const { clock, openFile } = this.needs;
    if (clock.now() < this.#closedUntil) return undefined;
    this.#opening ??= openFile()
      .catch(() => undefined)
      .finally(() => (this.#opening = undefined));
    const file = await this.#opening;
    const ties = await this.#fromFile(file, entries);
    if (file !== undefined && ties !== undefined) {
      this.use(file);
    } else {
      this.#closedUntil = clock.now() + this.#waitMs;
      this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2);
    }
    return ties;
  }

  async #fromFile(file: RunFileOpen | undefined, entries: readonly number[]): Promise<ChunkTies | undefined> {
    if (file === undefined) return undefined;
    const { source, index } = file;
    try {
      const body = await readBody(source, index, entries);
      if (body === undefined || (await source.changed?.()) === true) return undefined;
      return await runInSlices(this.#reading(body, index, entries));
    } catch {
      return undefined;
    }
  }

  /** Repeated inputs are of use only where entries have no key. Yields between entries. */
  *#reading(
    body: Uint8Array,
    index: EntryIndex,
    entries: readonly number[],
  ): Generator<void, ChunkTies, void> {
    const { primaryKey } = this.needs;
    const slices = sliceBody(body, index, entries);
    const keys: (string | undefined)[] = [];
    for (const bytes of slices) {
      keys.push(tiesOf(bytes, primaryKey, false).key);
      yield;
    }
    if (!keys.includes(undefined)) return { keys };
    const echoes: (readonly string[])[] = [];
    for (const bytes of slices) {
      echoes.push(tiesOf(bytes, undefined, true).echoes);
      yield;
    }
    return { keys, echoes };
  }
}
