import { EntrySet } from '../entrySet';
import { verdicts, type JournalRecord, type OutcomeRecord, type RunPhase, type RunRecord } from '../records';
import type { LookRecord, Tally, Verdict, VerdictsRecord } from '../records';
import { NumberedCauses } from './causes';
import { changesOf, type ChangeSink, type ReportRow } from './changes';
import { check, checkRun } from './checks';
import { Chunks, jobOf, viewOf, type KeptChunk } from './chunks';
import { byteOf, entriesWith, EntryTable, sumOf } from './entryTable';
import { verdictsInDoubt } from './transitions';
import type { BookChunk, BookJob, Cause } from './types';

const pending = byteOf('pending');

/**
 * The state of a run: what its records add up to, and nothing else. A record is first flushed to the journal and then applied, so that after a
 * crash the book that is read back is the book that was.
 */
export class RunBook {
  readonly #chunks = new Chunks();
  readonly #table: EntryTable;
  readonly #causes = new NumberedCauses();
  readonly #total: number;
  /** All that the run is to send. */
  readonly toSend: EntrySet;
  /** What the user left out of it. */
  readonly leftOut: EntrySet;
  #causeList: readonly Cause[] | undefined;
  #unsent: EntrySet;
  #unseen = EntrySet.empty;
  #phase: RunPhase = { kind: 'ready' };
  #cancelled = false;
  #inChunks = 0;
  #strays = 0;
  #updatedAt: number;
  readonly #ways = new Set<VerdictsRecord['way']>();

  /** Throws {@link ImpossibleRecord} for a run that cannot be. */
  static of(run: RunRecord): RunBook {
    return new RunBook(run);
  }

  private constructor(readonly run: RunRecord) {
    const [toSend, leftOut] = checkRun(run);
    this.toSend = toSend;
    this.leftOut = leftOut;
    this.#total = toSend.size + leftOut.size;
    this.#table = new EntryTable(run.file.entries);
    this.#unsent = toSend;
    this.#updatedAt = run.at;
    this.#table.setAll(toSend, pending, 0, pending);
    changesOf(run, this, this.#sink(undefined));
    this.#prove();
  }

  /** Takes the next record into account. Throws {@link ImpossibleRecord}, and is unchanged, when it cannot follow the ones before. */
  apply(record: JournalRecord): void {
    check(record, {
      chunks: this.#chunks,
      unsent: this.#unsent,
      phase: this.#phase,
      ended: this.ended,
      bytes: this.#table.bytes,
    });
    const kept = 'chunk' in record ? this.#chunks.get(record.chunk) : undefined;
    changesOf(record, this, this.#sink(kept));
    this.#advance(record, kept);
    this.#updatedAt = record.at;
    this.#prove();
  }

  get phase(): RunPhase {
    return this.#phase;
  }

  /** Was cancelled at some time; stays true when the run is finished. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Entries still to be planned into chunks. */
  get unsent(): EntrySet {
    return this.#unsent;
  }

  /** Entries that a look did not find and that are still in doubt. */
  get unseen(): EntrySet {
    return this.#unseen.intersect(entriesWith(this.#table.bytes, verdictsInDoubt));
  }

  /** Nothing is pending and no job is open: exactly then the phase `finished` may be recorded. */
  get ended(): boolean {
    return this.#table.count('pending') === 0 && this.#chunks.openJobs === 0;
  }

  get tally(): Tally {
    return this.#table.tally();
  }

  /** How many entries the run has, the ones left out included: the sum of the tally. */
  get size(): number {
    return this.#total;
  }

  verdict(entry: number): Verdict {
    return verdicts[this.#table.bytes[entry] ?? 0] ?? 'outside';
  }

  /** For each entry of the file the index of its verdict in `verdicts`. Not to be written to; changes as the run goes on. */
  get verdictBytes(): Uint8Array {
    return this.#table.bytes;
  }

  /** Undefined for a number that no chunk has (any more: the parts of one that was too large have numbers of their own). */
  chunk(id: number): BookChunk | undefined {
    const kept = this.#chunks.get(id);
    return kept && viewOf(kept);
  }

  /** In the order of their first intents. */
  *chunks(): Generator<BookChunk, void, void> {
    for (const chunk of this.#chunks.all()) yield viewOf(chunk);
  }

  /** A number that no chunk of this run ever had. */
  get nextChunk(): number {
    return this.#chunks.nextId;
  }

  /** The job of an accepted chunk. */
  job(chunk: number): BookJob | undefined {
    const kept = this.#chunks.get(chunk);
    return kept && jobOf(kept);
  }

  /** Accepted chunks that are not done: the job has not ended, or entries wait for their verdicts (results are still to be read or to be tied). */
  *jobs(): Generator<BookJob, void, void> {
    for (const chunk of this.#chunks.all()) {
      const job = jobOf(chunk);
      if (job !== undefined && (job.end === undefined || job.pending > 0)) yield job;
    }
  }

  /** The distinct causes of what did not succeed, most frequent first: at most 1,000 and one for all others. Their counts add up to those entries. */
  causes(): readonly Cause[] {
    this.#causeList ??= this.#causes.list(this.#table);
    return this.#causeList;
  }

  /** Results that belong to no entry; they stand in the journal. */
  get strays(): number {
    return this.#strays;
  }

  /** How results were tied to entries. */
  get ways(): ReadonlySet<VerdictsRecord['way']> {
    return this.#ways;
  }

  /** Time of the last record, epoch ms. */
  get updatedAt(): number {
    return this.#updatedAt;
  }

  /**
   * What must be appended (and applied) after a journal was opened whose process has ended: requests whose outcome nobody recorded are unknown, and a
   * run that was going on is paused. Nothing when all was left in order.
   */
  afterCrash(at: number): JournalRecord[] {
    const records: JournalRecord[] = [];
    for (const { id, state } of this.#chunks.all()) {
      if (state.kind !== 'sent') continue;
      records.push({ t: 'outcome', at, chunk: id, outcome: { kind: 'unknown', why: { code: 'crashed' } } });
    }
    if (this.#phase.kind === 'running' || this.#phase.kind === 'waiting') {
      records.push({ t: 'phase', at, phase: { kind: 'paused', why: 'restart' } });
    }
    return records;
  }

  #advance(record: JournalRecord, kept: KeptChunk | undefined): void {
    switch (record.t) {
      case 'intent': {
        const entries = EntrySet.decode(record.entries);
        this.#chunks.send(record, entries);
        this.#unsent = this.#unsent.minus(entries);
        this.#inChunks += entries.size;
        break;
      }
      case 'outcome':
        if (kept !== undefined) this.#advanceOutcome(record, kept);
        break;
      case 'poll':
        if (kept !== undefined) this.#chunks.poll(kept, record);
        break;
      case 'page':
        if (kept !== undefined) this.#chunks.page(kept, record);
        break;
      case 'verdicts':
        if (kept !== undefined && record.strays !== undefined) {
          this.#strays += record.strays.length - (kept.strays ?? 0);
          kept.strays = record.strays.length;
        }
        this.#ways.add(record.way);
        break;
      case 'look':
        this.#advanceLook(record);
        break;
      case 'phase':
        this.#phase = record.phase;
        if (record.phase.kind === 'cancelled') this.#cancel();
        break;
      case 'run':
        break;
    }
  }

  #advanceOutcome({ outcome, at }: OutcomeRecord, chunk: KeptChunk): void {
    switch (outcome.kind) {
      case 'accepted':
        this.#chunks.accept(chunk, outcome, at);
        break;
      case 'untracked':
      case 'refused':
      case 'unknown':
        chunk.state = outcome;
        break;
      case 'again':
      case 'tooLarge':
        if (this.#cancelled) {
          chunk.state = { kind: 'skipped' };
          break;
        }
        this.#inChunks -= chunk.pending;
        this.#unsent = this.#unsent.union(chunk.entries);
        if (outcome.kind === 'again') this.#chunks.plan(chunk);
        else this.#chunks.drop(chunk);
        break;
    }
  }

  #advanceLook({ arrived, unseen, unclear = '' }: LookRecord): void {
    const found = EntrySet.of(arrived.map(({ entry }) => entry));
    this.#unseen = this.#unseen.union(EntrySet.decode(unseen)).minus(found).minus(EntrySet.decode(unclear));
  }

  #cancel(): void {
    this.#cancelled = true;
    this.#unsent = EntrySet.empty;
    this.#chunks.skipPlanned();
  }

  /** Where verdicts go. `chunk`: the one whose pending entries get them. */
  #sink(chunk: KeptChunk | undefined): ChangeSink {
    const judged = (count: number) => {
      if (chunk === undefined) return;
      chunk.pending -= count;
      this.#inChunks -= count;
    };
    return {
      all: (entries, row) =>
        judged(this.#table.setAll(entries, byteOf(row.verdict), this.#causeOf(row), pending)),
      one: (row, { why }) => {
        const cause = this.#causeOf(why === undefined ? row : { ...row, why });
        if (this.#table.set(row.entry, byteOf(row.verdict), cause) === pending) judged(1);
      },
    };
  }

  #causeOf({ verdict, why, field, message }: Omit<ReportRow, 'entry'>): number {
    this.#causeList = undefined;
    if (verdict === 'succeeded' || verdict === 'skipped') return 0;
    const { code, status } = why ?? {};
    return this.#causes.numberOf({ verdict, code, status, field, message: message ?? why?.detail });
  }

  /** The sum that must always hold; a bug of ours if not. */
  #prove(): void {
    const { tally } = this;
    if (sumOf(tally) !== this.#total || tally.pending !== this.#unsent.size + this.#inChunks) {
      throw new Error(`The book of run ${this.run.id} does not add up: ${JSON.stringify(tally)}`);
    }
  }
}
