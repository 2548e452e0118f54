import { blockEntries, SharedIndex, type SharedEntries } from '../scan/entryIndex';
import { countBits, makeBits } from './bits';
import { Causes } from './causes';
import type { PreflightOptions, PreflightOutcome, WorkerLike } from './pool';
import type { Answer } from './protocol';
import type { RangeResult, RangeTask } from './rangeCheck';

/** Entries that are checked at once: a divisor of a block, and a multiple of 8. */
const rangeEntries = 8192;

type Scanned = Extract<Answer, { t: 'scanned' }>;

/**
 * Hands out the work: one worker scans, all check what has been found; when all is checked, one finishes. Results of ranges are
 * added up in the order of the file, so that the report is the same however many workers there are.
 */
export class Coordinator {
  readonly #idle: WorkerLike[] = [];
  readonly #hashes: SharedArrayBuffer[] = [];
  readonly #results = new Map<number, RangeResult>();
  readonly #causes = new Causes();
  #blocked = makeBits(0);
  #flawed = makeBits(0);
  #entries: SharedEntries = { count: 0, blocks: [] };
  #scan: 'todo' | 'running' | Scanned = 'todo';
  #stamp: string | undefined;
  #size = 0;
  #bytes = 0;
  /** Entries that were handed out, and those whose results are added up. */
  #asked = 0;
  #checked = 0;
  #bySchema = true;
  #columns: readonly number[] | undefined;
  #over = false;

  constructor(
    private readonly options: PreflightOptions,
    private readonly done: (outcome: PreflightOutcome) => void,
  ) {}

  add(worker: WorkerLike): void {
    const { path, lines = false, schema, procedure, limits } = this.options;
    worker.postMessage({ t: 'open', path, lines, schema, procedure, limits });
  }

  answer(worker: WorkerLike, answer: Answer): void {
    if (this.#over) return;
    switch (answer.t) {
      case 'scanning':
        this.#found(answer.entries, answer.bytes);
        this.#next();
        return;
      case 'failed':
        this.#end({ kind: 'failed', error: answer.error });
        return;
      case 'refused':
        this.#end({ kind: 'refused', problem: answer.problem });
        return;
      case 'finished':
        this.#finish(answer);
        return;
      case 'opened':
        this.#opened(answer);
        break;
      case 'scanned':
        this.#scan = answer;
        this.#found(answer.entries, answer.size);
        break;
      case 'checked':
        this.#bySchema &&= answer.bySchema;
        this.#add(answer.result);
        break;
    }
    this.#idle.push(worker);
    this.#next();
  }

  #opened({ stamp, size }: Extract<Answer, { t: 'opened' }>): void {
    this.#size = size;
    this.#stamp ??= stamp;
    if (this.#stamp === stamp) return;
    this.#end({ kind: 'refused', problem: { code: 'changed', params: {}, offset: 0, line: 1, column: 1 } });
  }

  #found(entries: SharedEntries, bytes: number): void {
    this.#entries = entries;
    this.#bytes = bytes;
    this.#tell();
  }

  #tell(): void {
    this.options.onProgress?.({
      size: this.#size,
      scanned: this.#bytes,
      entries: this.#entries.count,
      checked: this.#checked,
    });
  }

  #next(): void {
    for (let worker = this.#idle.pop(); worker !== undefined && !this.#over; worker = this.#idle.pop()) {
      if (this.#scan === 'todo') {
        this.#scan = 'running';
        worker.postMessage({ t: 'scan' });
        continue;
      }
      const task = this.#range();
      if (task !== undefined) {
        worker.postMessage({ t: 'check', task });
      } else if (this.#scan !== 'running' && this.#checked === this.#scan.entries.count && !this.#columns) {
        this.#askForRest(worker);
      } else {
        this.#idle.push(worker);
        return;
      }
    }
  }

  /** The next entries to check; undefined while there are too few for a whole range, unless they are the last ones. */
  #range(): RangeTask | undefined {
    const left = this.#entries.count - this.#asked;
    if (left === 0 || (left < rangeEntries && this.#scan === 'running')) return undefined;
    const at = Math.floor(this.#asked / blockEntries);
    const base = at * blockEntries;
    const block = this.#entries.blocks[at];
    if (block === undefined) return undefined;
    const count = Math.min(left, rangeEntries);
    const first = this.#asked - base;
    this.#asked += count;
    if (this.options.procedure?.primaryKey === undefined) return { base, block, first, count };
    const hashes = (this.#hashes[at] ??= new SharedArrayBuffer(blockEntries * 4));
    return { base, block, first, count, hashes };
  }

  #add(result: RangeResult): void {
    this.#results.set(result.first, result);
    for (let next = this.#results.get(this.#checked); next; next = this.#results.get(this.#checked)) {
      this.#results.delete(next.first);
      this.#causes.merge(next.causes);
      this.#blocked = place(this.#blocked, next.blocked, next.first);
      this.#flawed = place(this.#flawed, next.flawed, next.first);
      this.#checked += next.count;
    }
    this.#tell();
  }

  #askForRest(worker: WorkerLike): void {
    const entries = this.#entries;
    this.#blocked = this.#blocked.slice(0, Math.ceil(entries.count / 8));
    this.#flawed = this.#flawed.slice(0, Math.ceil(entries.count / 8));
    this.#columns = [...new Set(this.#causes.open().map(({ entry }) => entry))].sort((a, b) => a - b);
    const [blocked, flawed, columns] = [this.#blocked, this.#flawed, this.#columns];
    worker.postMessage({ t: 'finish', entries, hashes: this.#hashes, blocked, flawed, columns });
  }

  #finish({ repeats, requests, columns }: Extract<Answer, { t: 'finished' }>): void {
    if (typeof this.#scan === 'string') return;
    const { layout, size, sha256, entries } = this.#scan;
    const starts = new Map(this.#columns?.map((entry, i) => [entry, columns[i] ?? 1]));
    const report = {
      entries: entries.count,
      checkedBySchema: this.options.schema !== undefined && this.#bySchema,
      ...this.#causes.finish(starts),
      blocked: this.#blocked,
      blockedCount: countBits(this.#blocked),
      flawed: this.#flawed,
      flawedCount: countBits(this.#flawed),
      repeats,
      limits: this.options.limits,
      requests,
    };
    this.#end({ kind: 'done', layout, index: SharedIndex.from(entries), size, sha256, report });
  }

  #end(outcome: PreflightOutcome): void {
    this.#over = true;
    this.done(outcome);
  }
}

/** Bits of a range at their place; `into` grows by doubling. */
function place(into: Uint8Array, bits: Uint8Array, first: number): Uint8Array<ArrayBuffer> {
  const end = first / 8 + bits.length;
  const grown = end <= into.length ? into : new Uint8Array(Math.max(end, into.length * 2));
  if (grown !== into) grown.set(into);
  grown.set(bits, first / 8);
  return grown as Uint8Array<ArrayBuffer>;
}
