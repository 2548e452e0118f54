import type { EntrySet } from '../entrySet';
import type { ChunkState, IntentRecord, PageRecord, PollRecord } from '../records';
import type { BookChunk, BookJob } from './types';

/** A chunk as the book keeps it. */
export interface KeptChunk {
  readonly id: number;
  entries: EntrySet;
  bytes: number;
  sentAt: number;
  acceptedAt: number;
  pending: number;
  state: ChunkState;
  poll?: PollRecord;
  end?: 'finished' | 'short' | 'gone';
  endedAt?: number;
  pages: number;
  nextPage?: string | undefined;
  /** Results of the latest verdicts that belong to no entry. */
  strays?: number;
}

/** The chunks of a run. Numbers are never used for two chunks, also those of chunks that were too large. */
export class Chunks {
  readonly #chunks = new Map<number, KeptChunk>();
  readonly #dropped = new Set<number>();
  readonly #planned = new Set<number>();
  readonly #open = new Set<number>();
  #highest = 0;

  get(id: number): KeptChunk | undefined {
    return this.#chunks.get(id);
  }

  all(): Iterable<KeptChunk> {
    return this.#chunks.values();
  }

  /** A number that no chunk ever had. */
  get nextId(): number {
    return this.#highest + 1;
  }

  wasDropped(id: number): boolean {
    return this.#dropped.has(id);
  }

  get openJobs(): number {
    return this.#open.size;
  }

  /** New or again. Chunks that were to be sent again and share entries with it are no more. */
  send({ chunk: id, bytes, at }: IntentRecord, entries: EntrySet): void {
    this.#planned.delete(id);
    for (const planned of this.#planned) {
      const kept = this.#chunks.get(planned);
      if (kept !== undefined && kept.entries.intersect(entries).size > 0) this.drop(kept);
    }
    const state: ChunkState = { kind: 'sent' };
    const size = entries.size;
    this.#chunks.set(id, { id, entries, bytes, sentAt: at, acceptedAt: 0, pending: size, state, pages: 0 });
    this.#highest = Math.max(this.#highest, id);
  }

  accept(chunk: KeptChunk, state: ChunkState & { readonly kind: 'accepted' }, at: number): void {
    chunk.state = state;
    chunk.acceptedAt = at;
    this.#open.add(chunk.id);
  }

  /** Its entries are unsent again; it may be sent again with its number. */
  plan(chunk: KeptChunk): void {
    chunk.state = { kind: 'planned' };
    chunk.pending = 0;
    this.#planned.add(chunk.id);
  }

  drop(chunk: KeptChunk): void {
    this.#chunks.delete(chunk.id);
    this.#planned.delete(chunk.id);
    this.#dropped.add(chunk.id);
  }

  skipPlanned(): void {
    for (const id of this.#planned) {
      const chunk = this.#chunks.get(id);
      if (chunk !== undefined) chunk.state = { kind: 'skipped' };
    }
    this.#planned.clear();
  }

  poll(chunk: KeptChunk, record: PollRecord): void {
    chunk.poll = record;
    // A job that was given up may turn out to be finished; a finished one stays so when the service has forgotten it.
    if (record.end !== undefined && chunk.end !== 'finished') chunk.end = record.end;
    if (record.end !== undefined) chunk.endedAt ??= record.at;
    if (chunk.end !== undefined) this.#open.delete(chunk.id);
  }

  page(chunk: KeptChunk, record: PageRecord): void {
    chunk.pages = record.page;
    chunk.nextPage = record.next;
  }
}

/** What others see of a chunk. */
export function viewOf(chunk: KeptChunk): BookChunk {
  const { id, entries, bytes, sentAt, pending } = chunk;
  return { ...chunk.state, id, entries, bytes, sentAt, pending };
}

/** The job of an accepted chunk; undefined for others. */
export function jobOf(chunk: KeptChunk): BookJob | undefined {
  if (chunk.state.kind !== 'accepted') return undefined;
  const { id, entries, acceptedAt, poll, end, endedAt, pages, pending } = chunk;
  const { jobId, serverTime } = chunk.state;
  const warnings = poll?.warnings ?? chunk.state.warnings;
  return {
    chunk: id,
    jobId,
    entries,
    acceptedAt,
    ...(serverTime !== undefined && { serverTime }),
    ...(poll?.counts !== undefined && { counts: poll.counts }),
    ...(poll?.completionStatus !== undefined && { completionStatus: poll.completionStatus }),
    ...(poll?.statusMessage !== undefined && { statusMessage: poll.statusMessage }),
    ...(warnings !== undefined && { warnings }),
    ...(end !== undefined && { end }),
    ...(endedAt !== undefined && { endedAt }),
    pages,
    pending,
  };
}
