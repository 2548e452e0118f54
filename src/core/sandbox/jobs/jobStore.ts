import type { ProcedureDef } from '../team/model';
import { NumberedIds } from '../storage/numberedIds';
import { StoredJob } from './storedJob';

/** The first of the ids that are numbers. */
const firstNumber = 7_000_001;

/** The background jobs, in order of arrival, in memory only. */
export class JobStore {
  /** Called when there is something to do. */
  onAdded: (() => void) | undefined;
  #jobs: StoredJob[] = [];
  #waiting: StoredJob[] = [];
  readonly #ids = new NumberedIds();

  constructor(private readonly now: () => number) {}

  get all(): readonly StoredJob[] {
    return this.#jobs;
  }

  /** Those that have entries to be processed, the oldest first. */
  get waiting(): readonly StoredJob[] {
    return this.#waiting;
  }

  get latest(): StoredJob | undefined {
    return this.#jobs.at(-1);
  }

  /** @param ids what the service has for ids: uuids, or numbers */
  add(procedure: ProcedureDef, entries: readonly unknown[], ids: 'uuid' | 'number'): StoredJob {
    const number = this.#jobs.length;
    const id = ids === 'uuid' ? this.#ids.idOf(number) : String(firstNumber + number);
    const job = new StoredJob(id, number, procedure, entries, this.now());
    this.#jobs.push(job);
    this.#waiting.push(job);
    this.onAdded?.();
    return job;
  }

  byId(id: string): StoredJob | undefined {
    const number = /^\d{1,9}$/.test(id) ? Number(id) - firstNumber : this.#ids.numberOf(id);
    const job = number === undefined ? undefined : this.#jobs[number];
    return job?.id === id && !job.lost ? job : undefined;
  }

  /** Takes those out of the waiting ones that have nothing more to be done. */
  settle(): void {
    const over = (job: StoredJob) => job.finished || job.stuck || job.lost;
    if (this.#waiting.some(over)) this.#waiting = this.#waiting.filter(job => !over(job));
  }

  clear(): void {
    this.#jobs = [];
    this.#waiting = [];
    this.#ids.renew();
  }
}
