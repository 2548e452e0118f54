import assert from 'node:assert/strict';
import type { RunBook } from '../../src/core/bulk/book/book';
import type { JournalRecord, RunRecord } from '../../src/core/bulk/records';
import { RunEngine } from '../../src/core/bulk/run/engine';
import { defaultLimits } from '../../src/core/bulk/run/limits';
import type { BulkApi, RunFileOpen } from '../../src/core/bulk/run/ports';
import { seeded, settle, TestClock } from '../unit/bulk/run/lib/clock';
import { FakeService, type Choices } from '../unit/bulk/run/lib/service';
import { bookOf, fileOf, runOf } from '../unit/bulk/run/lib/world';

const seeds = 150;

/** A disk that survives, and a process that may die at any append: before the record is on the disk, or just after. */
class Disk {
  readonly records: JournalRecord[] = [];
  dead = false;
  #left: number;

  constructor(private readonly random: () => number) {
    this.#left = this.#lifetime();
  }

  revive(): void {
    this.dead = false;
    this.#left = this.#lifetime();
  }

  async append(record: JournalRecord): Promise<void> {
    // Whoever does not wait for the flush is already further on.
    await Promise.resolve();
    if (!this.dead && --this.#left > 0) {
      this.records.push(record);
      return;
    }
    if (!this.dead && this.random() < 0.5) this.records.push(record);
    this.dead = true;
    await new Promise(() => undefined);
  }

  #lifetime(): number {
    return 1 + Math.floor(this.random() * 40);
  }
}

class Simulation {
  readonly random: () => number;
  readonly clock = new TestClock();
  readonly disk: Disk;
  readonly run: RunRecord;
  readonly service: FakeService;
  readonly file: RunFileOpen;
  readonly ids: readonly string[];
  crashes = 0;

  constructor(seed: number) {
    this.random = seeded(seed);
    const count = 3 + Math.floor(this.random() * 12);
    this.ids = Array.from({ length: count }, (_, entry) => `K${entry}`);
    this.file = fileOf(this.ids.map(id => JSON.stringify({ id, data: { score: '1.0' } })));
    this.run = runOf(count);
    this.disk = new Disk(this.random);
    this.service = new FakeService(this.clock, this.random, this.#choices());
    // Processes that were there long before.
    for (const id of this.ids) {
      if (this.random() < 0.1) this.service.store.set(id, { id, createdAt: 1_000, times: 0 });
    }
  }

  /** To the end, through every crash and pause. */
  async play(): Promise<RunBook> {
    const cancelAfter = this.random() < 0.15 ? Math.floor(this.random() * 40) : Infinity;
    for (let life = 0; life < 200; life++) {
      const book = bookOf(this.run, this.disk.records);
      for (const record of book.afterCrash(this.clock.now())) {
        this.disk.records.push(record);
        book.apply(record);
      }
      const engine = this.#engine(book);
      engine.start();
      for (let step = 0; step < 3_000 && !this.disk.dead; step++) {
        await settle();
        if (this.service.requests > cancelAfter) void engine.cancel();
        if (book.phase.kind === 'finished') return book;
        if (engine.phase.kind === 'paused') assert.ok(engine.start());
        else if (!this.clock.step()) break;
      }
      assert.ok(this.disk.dead, `stuck: ${JSON.stringify(book.tally)} ${JSON.stringify(book.phase)}`);
      this.crashes++;
      this.clock.clear();
      this.disk.revive();
    }
    throw new Error('no end');
  }

  #engine(book: RunBook): RunEngine {
    // What a dead process would still like to ask for never leaves it.
    const life = this.crashes;
    const never = () => new Promise<never>(() => undefined);
    const { service, disk } = this;
    const over = () => disk.dead || this.crashes !== life;
    const api: BulkApi = {
      bulkCreate: (procedure, body) => (over() ? never() : service.bulkCreate(procedure, body)),
      fetchJob: id => (over() ? never() : service.fetchJob(id)),
      fetchJobEntries: (id, path) => (over() ? never() : service.fetchJobEntries(id, path)),
    };
    return new RunEngine({
      api,
      book,
      journal: { append: record => (over() ? never() : disk.append(record)) },
      file: this.file,
      limits: { ...defaultLimits, chunkEntries: 3, maxJobs: 3 },
      clock: this.clock,
      random: this.random,
      onChange: () => undefined,
    });
  }

  #choices(): Choices {
    const pick = <T>(...values: readonly T[]): T => values[Math.floor(this.random() * values.length)]!;
    const bad = pick(0, 0, 0.2, 1);
    return {
      trouble: pick(0, 0.1, 0.3, 0.5),
      pollTrouble: pick(0, 0.1, 0.4),
      echo: pick('key', 'index0', 'index1', 'both', 'none', 'wrong'),
      shuffled: this.random() < 0.5,
      missing: pick(0, 0, 0.2),
      repeated: this.random() < 0.3,
      pageSize: pick(2, 3, 100),
      says: pick('counts', 'completedAt', 'word'),
      most: pick(1, 2, 3, 100),
      fate: id => {
        const dice = seeded(Number(id.slice(1)) * 7919 + 1)();
        return dice >= bad ? 'SUCCESS' : dice < bad / 2 ? 'ERROR' : 'INVALID';
      },
    };
  }
}

/** What must hold whatever happened. */
function assertTrue({ service, ids }: Simulation, book: RunBook, when: string): void {
  let pending = 0;
  for (const [entry, id] of ids.entries()) {
    const times = service.store.get(id)?.times ?? 0;
    const verdict = book.verdict(entry);
    assert.ok(times <= 1, `${when}: ${id} was created ${times} times`);
    if (verdict === 'pending') pending++;
    if (verdict === 'succeeded') assert.equal(times, 1, `${when}: ${id} is said to have succeeded`);
    if (['failed', 'invalid', 'refused', 'skipped'].includes(verdict)) {
      assert.equal(times, 0, `${when}: ${id} is ${verdict}`);
    }
  }
  assert.equal(pending, 0, `${when}: every entry has a verdict`);
  assert.equal(
    Object.values(book.tally).reduce((sum, count) => sum + count, 0),
    ids.length,
  );
}

describe('bulk run: simulation', () => {
  it(`is true to the service in ${seeds} lives with faults and crashes`, async () => {
    const seen = new Set<string>();
    let crashes = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const simulation = new Simulation(seed);
      const book = await simulation.play();
      crashes += simulation.crashes;
      assertTrue(simulation, book, `seed ${seed}`);
      assert.deepEqual(
        bookOf(simulation.run, simulation.disk.records).tally,
        book.tally,
        'the journal says the same',
      );
      const engine = new RunEngine({
        api: simulation.service,
        book,
        journal: { append: record => Promise.resolve(void simulation.disk.records.push(record)) },
        limits: defaultLimits,
        clock: simulation.clock,
        random: simulation.random,
        onChange: () => undefined,
      });
      const unknown = book.tally.unknown + book.tally.untracked + book.tally.unmatched;
      const looked = await engine.look({ api: simulation.service, file: simulation.file });
      assert.equal(looked.end, 'done');
      assert.equal(looked.arrived + looked.unseen, unknown);
      assertTrue(simulation, book, `seed ${seed}, after the look`);
      for (const [verdict, count] of Object.entries(book.tally)) if (count > 0) seen.add(verdict);
      for (const way of book.ways) seen.add(way);
    }
    for (const kind of [
      'succeeded',
      'failed',
      'invalid',
      'refused',
      'skipped',
      'unknown',
      'key',
      'echo',
      'counts',
      'none',
      'position',
    ]) {
      assert.ok(seen.has(kind), `some run has seen: ${kind}`);
    }
    assert.ok(crashes > seeds, `${crashes} crashes`);
  });
});
