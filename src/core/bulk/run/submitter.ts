import type { Clock } from '../../api/clock';
import type { BulkCreated } from '../../api/bulkCreate';
import type { ApiResult } from '../../api/result';
import type { RunBook } from '../book/book';
import { EntrySet } from '../entrySet';
import type { ChunkOutcome } from '../records';
import type { EntryIndex } from '../scan/entryIndex';
import { readBody } from './body';
import { cutChunk } from './cut';
import { judge, type Judged } from './judge';
import type { RunLimits } from './limits';
import type { Ticket } from './pace';
import type { BulkApi, RunFileOpen } from './ports';
import type { Recorder } from './recorder';
import type { Steering } from './steering';

/** A chunk that is about to be sent. Its entries are claimed: nobody else takes them. */
export interface Planned {
  readonly chunk: number;
  readonly entries: EntrySet;
  /** Of the body. */
  readonly bytes: number;
}

/** A chunk that the service has taken and gives a job for. */
export interface Taken extends Planned {
  readonly jobId: string;
  /** As it was sent: the file may be changed before the results come. */
  readonly body: Uint8Array;
}

export interface SubmitterNeeds {
  readonly api: Pick<BulkApi, 'bulkCreate'>;
  readonly book: RunBook;
  readonly recorder: Recorder;
  readonly steering: Steering;
  readonly clock: Clock;
  readonly limits: () => RunLimits;
  readonly onTaken: (taken: Taken) => void;
  /** The outcome of a request that is over is being recorded. */
  readonly onSettling: (settling: Promise<void>) => void;
  /** Aborted: no further request begins. */
  readonly signal: AbortSignal;
}

/** Cuts chunks from what is unsent and sends each of them once: intent, POST, outcome. */
export class Submitter {
  readonly #claimed = new Set<EntrySet>();
  /** To be sent again as they were, under their numbers. */
  readonly #again: Planned[] = [];
  /** The same, but after all others: what is refused with 403 may be refused for what is in it, and is not to keep the others waiting. */
  readonly #last: Planned[] = [];
  /** What the service takes in one request, after a 413. */
  #ceiling = { entries: Infinity, bytes: Infinity };
  #nextChunk = 1;
  #sending = 0;
  /** Chunks that the service took. */
  #taken = 0;
  /** Chunks that were refused with 403, and how many had been taken by then. */
  readonly #denied = new Map<number, number>();
  readonly #jobIds = new Set<string>();
  #file: RunFileOpen | undefined;

  constructor(private readonly needs: SubmitterNeeds) {
    for (const chunk of needs.book.chunks()) {
      if (chunk.kind === 'accepted') this.#jobIds.add(chunk.jobId);
      if (chunk.kind === 'accepted' || chunk.kind === 'untracked') this.#taken++;
    }
  }

  /** Chunks between being cut and having an outcome. */
  get sending(): number {
    return this.#sending;
  }

  use(file: RunFileOpen): void {
    this.#file = file;
  }

  get hasFile(): boolean {
    return this.#file !== undefined;
  }

  /** The next chunk, claimed; undefined when nothing is left to be cut, or there is no file to take it from. */
  plan(): Planned | undefined {
    const file = this.#file;
    if (file === undefined) return undefined;
    const planned = this.#retry(this.#again) ?? this.#cut(file.index) ?? this.#retry(this.#last);
    if (planned === undefined) return undefined;
    this.#claimed.add(planned.entries);
    this.#sending++;
    return planned;
  }

  /**
   * Sends a planned chunk, if the run still sends when it is ready. Resolves when its request is over; until its outcome is recorded it counts
   * as `sending`, and `onSettling` is told.
   */
  async send(planned: Planned, ticket: Ticket): Promise<void> {
    const ended = (): void => {
      this.#claimed.delete(planned.entries);
      this.#sending--;
    };
    let sent: { readonly settling: Promise<void> } | undefined;
    try {
      sent = await this.#send(planned, ticket);
    } finally {
      if (sent === undefined) ended();
      else this.needs.onSettling(sent.settling.finally(ended));
    }
  }

  /** Resolves with the recording of the outcome, where something is left to be recorded. */
  async #send(planned: Planned, ticket: Ticket): Promise<{ readonly settling: Promise<void> } | undefined> {
    const { api, book, recorder, clock } = this.needs;
    const { chunk, entries, bytes } = planned;
    const intent = { t: 'intent', at: clock.now(), chunk, entries: entries.encode(), bytes } as const;
    // The disk takes its time for each, and neither needs the other.
    const [body, recorded] = await Promise.all([this.#read(planned), recorder.record(intent)]);
    if (!recorded) return undefined;
    this.#claimed.delete(entries);
    if (body === undefined || !this.#goesOn()) {
      const again = { kind: 'again', why: { code: 'cancelled' } } as const;
      return { settling: this.#settle(planned, again, undefined) };
    }
    const result = await post(api, book.run.procedure.shortId, body);
    const judged = this.#judge(result, planned);
    // The other lanes are to know before the disk does. Their intents come after this outcome on the disk.
    this.#heed(judged, planned, body.length, ticket);
    return { settling: this.#settle(planned, judged.outcome, body) };
  }

  async #settle(planned: Planned, outcome: ChunkOutcome, body: Uint8Array | undefined): Promise<void> {
    const { recorder, clock, onTaken } = this.needs;
    const { chunk } = planned;
    if (!(await recorder.record({ t: 'outcome', at: clock.now(), chunk, outcome }))) return;
    if (outcome.kind === 'again') this.#repeat(planned);
    if (outcome.kind === 'accepted' && body !== undefined)
      onTaken({ ...planned, jobId: outcome.jobId, body });
  }

  #judge(result: ApiResult<BulkCreated> | undefined, { chunk, entries }: Planned): Judged {
    if (result === undefined) {
      return { outcome: { kind: 'unknown', why: { code: 'unreadable' } }, sign: { kind: 'unknown' } };
    }
    const judged = judge(result, entries.size, this.#taken > 0, this.#jobIds);
    const { outcome } = judged;
    if (outcome.kind === 'accepted') this.#jobIds.add(outcome.jobId);
    if (outcome.kind !== 'again' || outcome.why.status !== 403) return judged;
    // A role would refuse every chunk alike: where others were taken in between, something in this one is refused.
    const before = this.#denied.get(chunk);
    this.#denied.set(chunk, this.#taken);
    if (before === undefined || before === this.#taken) return judged;
    return { outcome: { kind: 'refused', why: outcome.why }, sign: { kind: 'refused' } };
  }

  #heed({ sign, outcome }: Judged, planned: Planned, bytes: number, ticket: Ticket): void {
    if (sign.kind === 'taken' || sign.kind === 'untracked') this.#taken++;
    if (outcome.kind === 'tooLarge') {
      this.#ceiling = {
        entries: Math.min(this.#ceiling.entries, Math.ceil(planned.entries.size / 2)),
        bytes: Math.min(this.#ceiling.bytes, Math.ceil(bytes / 2)),
      };
    }
    this.needs.steering.heed(sign, ticket, 'why' in outcome ? outcome.why : undefined);
  }

  /** Whether a request may begin at this very moment. */
  #goesOn(): boolean {
    const { steering, recorder, signal } = this.needs;
    return !signal.aborted && steering.sends && !steering.held && recorder.failure === undefined;
  }

  /** undefined when the file is not the one any more; the run is paused then. */
  async #read({ entries }: Planned): Promise<Uint8Array | undefined> {
    const { steering } = this.needs;
    const file = this.#file;
    if (file === undefined) return undefined;
    const numbers: number[] = [];
    entries.forEach(entry => numbers.push(entry));
    try {
      const body = await readBody(file.source, file.index, numbers);
      // Asked afterwards: what was read before a change is what was checked.
      const changed = body === undefined || (await file.source.changed?.()) === true;
      if (!changed) return body;
      steering.pause('fileChanged');
    } catch (error) {
      steering.pause('fileChanged', error instanceof Error ? error.message : String(error));
    }
    return undefined;
  }

  #limits(): { readonly entries: number; readonly bytes: number } {
    const { chunkEntries, chunkBytes } = this.needs.limits();
    return {
      entries: Math.max(1, Math.min(chunkEntries, this.#ceiling.entries)),
      bytes: Math.min(chunkBytes, this.#ceiling.bytes),
    };
  }

  /** A chunk that was sent before keeps its entries and number, unless the limits have become smaller. */
  #retry(queue: Planned[]): Planned | undefined {
    const { book } = this.needs;
    for (let planned; (planned = queue.shift()) !== undefined;) {
      const { entries } = planned;
      const bytes = book.chunk(planned.chunk)?.bytes ?? 0;
      const limits = this.#limits();
      const fits = entries.size === 1 || (entries.size <= limits.entries && bytes <= limits.bytes);
      if (fits && book.unsent.includes(entries)) return planned;
    }
    return undefined;
  }

  #repeat(planned: Planned): void {
    (this.#denied.has(planned.chunk) ? this.#last : this.#again).push(planned);
  }

  #cut(index: EntryIndex): Planned | undefined {
    const { book } = this.needs;
    const limits = this.#limits();
    const free = this.#free(limits.entries);
    const { entries, bytes } = cutChunk(free, entry => index.length(entry), limits);
    if (entries.length === 0) return undefined;
    const chunk = Math.max(this.#nextChunk, book.nextChunk);
    this.#nextChunk = chunk + 1;
    return { chunk, entries: free.take(entries.length), bytes };
  }

  /** The first `count` entries that are unsent, and neither claimed nor to be sent again as they were; or some more. */
  #free(count: number): EntrySet {
    let taken = EntrySet.empty;
    for (const set of this.#claimed) taken = taken.union(set);
    for (const { entries } of [...this.#again, ...this.#last]) taken = taken.union(entries);
    return this.needs.book.unsent.take(count + taken.size).minus(taken);
  }
}

/** A call that throws is a bug; whether something arrived nobody knows. */
async function post(
  api: Pick<BulkApi, 'bulkCreate'>,
  procedure: string,
  body: Uint8Array,
): Promise<ApiResult<BulkCreated> | undefined> {
  try {
    // No signal: a request that is on its way is not cut, so that its outcome becomes known.
    return await api.bulkCreate(procedure, body);
  } catch {
    return undefined;
  }
}
