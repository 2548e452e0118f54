import assert from 'node:assert/strict';
import { RunBook } from '../../../../src/core/bulk/book/book';
import { sumOf } from '../../../../src/core/bulk/book/entryTable';
import type { JournalRecord, RunRecord, Tally } from '../../../../src/core/bulk/records';
import {
  cancelled,
  finished,
  intent,
  look,
  outcome,
  page,
  phase,
  poll,
  rows,
  runRecord,
  running,
  same,
  why,
} from '../records';

describe('RunBook', () => {
  function bookOf(run: RunRecord, ...records: JournalRecord[]): RunBook {
    const book = RunBook.of(run);
    for (const record of records) book.apply(record);
    return book;
  }

  function isTally(book: RunBook, counts: Partial<Tally>): void {
    const some = Object.fromEntries(Object.entries(book.tally).filter(([, count]) => count !== 0));
    assert.deepEqual(some, counts);
    assert.equal(sumOf(book.tally), book.size);
  }

  it('begins with everything unsent but what the user left out', () => {
    const book = bookOf(runRecord('0+10', '12+3'));
    isTally(book, { pending: 10, skipped: 3 });
    assert.deepEqual(book.phase, { kind: 'ready' });
    assert.equal(book.unsent.encode(), '0+10');
    assert.deepEqual(
      [book.verdict(0), book.verdict(12), book.verdict(11), book.verdict(99)],
      ['pending', 'skipped', 'outside', 'outside'],
    );
    assert.equal(book.ended, false);
    assert.equal(book.nextChunk, 1);
  });

  it('a run of nothing can finish at once', () => {
    const book = bookOf(runRecord('', '0+3'), finished);
    assert.equal(book.phase.kind, 'finished');
  });

  it('follows a chunk from intent to verdicts', () => {
    const book = bookOf(runRecord(), running, intent(1, '0+4'), intent(2, '4+6'));
    assert.equal(book.unsent.size, 0);
    assert.deepEqual(
      [...book.chunks()].map(({ id, kind, pending }) => [id, kind, pending]),
      [
        [1, 'sent', 4],
        [2, 'sent', 6],
      ],
    );
    assert.deepEqual([...book.jobs()], []);
    book.apply(outcome(2, 'refused'));
    book.apply({
      t: 'outcome',
      at: 9,
      chunk: 1,
      outcome: { kind: 'accepted', jobId: 'job-1', serverTime: 7 },
    });
    isTally(book, { pending: 4, refused: 6 });
    const [job] = [...book.jobs()];
    assert.deepEqual(
      { ...job, entries: job?.entries.encode() },
      { chunk: 1, jobId: 'job-1', entries: '0+4', acceptedAt: 9, serverTime: 7, pages: 0, pending: 4 },
    );
    book.apply({
      ...poll(1),
      counts: { SUCCESS: 1 },
      completionStatus: 'IN',
      statusMessage: 'm',
    } as JournalRecord);
    book.apply(page(1, 1, '/2'));
    assert.deepEqual(
      { ...book.job(1), entries: '' },
      {
        chunk: 1,
        jobId: 'job-1',
        entries: '',
        acceptedAt: 9,
        serverTime: 7,
        counts: { SUCCESS: 1 },
        completionStatus: 'IN',
        statusMessage: 'm',
        pages: 1,
        pending: 4,
      },
    );
    book.apply(page(1, 2));
    book.apply(poll(1, 'finished'));
    assert.equal([...book.jobs()].length, 1, 'its verdicts are still to come');
    book.apply({
      t: 'verdicts',
      at: 1,
      chunk: 1,
      way: 'key',
      same: { entries: '0+4', verdict: 'succeeded' },
      rows: [
        { entry: 1, verdict: 'failed' },
        { entry: 2, verdict: 'invalid' },
      ],
      strays: ['{}'],
    });
    isTally(book, { succeeded: 2, failed: 1, invalid: 1, refused: 6 });
    assert.deepEqual(
      [book.verdict(1), book.chunk(1)?.pending, book.strays, [...book.ways]],
      ['failed', 0, 1, ['key']],
    );
    assert.deepEqual([...book.jobs()], []);
    assert.equal(book.job(2), undefined);
    assert.equal(book.ended, true);
    book.apply(finished);
    assert.equal(book.phase.kind, 'finished');
  });

  it('gives entries back that are to be sent again', () => {
    const book = bookOf(runRecord(), running, intent(1, '0+4'), outcome(1, 'again'));
    isTally(book, { pending: 10 });
    assert.equal(book.unsent.encode(), '0+10');
    assert.deepEqual(
      [book.chunk(1)?.kind, book.chunk(1)?.entries.encode(), book.nextChunk],
      ['planned', '0+4', 2],
    );
    book.apply(intent(1, '0+4'));
    assert.equal(book.unsent.encode(), '4+6');
    book.apply(outcome(1, 'tooLarge'));
    assert.deepEqual([book.chunk(1), book.unsent.encode(), book.nextChunk], [undefined, '0+10', 2]);
  });

  it('forgets a planned chunk whose entries went elsewhere', () => {
    const book = bookOf(runRecord(), running, intent(1, '0+4'), outcome(1, 'again'), intent(2, '3'));
    assert.deepEqual(
      [...book.chunks()].map(({ id }) => id),
      [2],
    );
    assert.equal(book.unsent.encode(), '0+3,4+6');
  });

  it('skips what is unsent when it is cancelled, also what comes back later', () => {
    const book = bookOf(
      runRecord(),
      running,
      intent(1, '0+2'),
      outcome(1, 'again'),
      intent(2, '2'),
      intent(3, '3'),
      intent(4, '4'),
      cancelled,
    );
    isTally(book, { skipped: 7, pending: 3 });
    assert.deepEqual([book.unsent.size, book.chunk(1)?.kind, book.cancelled], [0, 'skipped', true]);
    for (const record of [outcome(2, 'again'), outcome(3, 'tooLarge'), outcome(4, 'accepted')])
      book.apply(record);
    isTally(book, { skipped: 9, pending: 1 });
    assert.deepEqual([book.chunk(2)?.kind, book.chunk(3)?.kind, book.ended], ['skipped', 'skipped', false]);
    for (const record of [same(4, '4', 'succeeded'), poll(4, 'finished'), finished]) book.apply(record);
    assert.deepEqual([book.cancelled, book.phase.kind], [true, 'finished']);
  });

  it('after a crash: what was under way is unknown, and the run is paused', () => {
    const book = bookOf(
      runRecord(),
      running,
      intent(1, '0+2'),
      intent(2, '2+2'),
      outcome(2, 'accepted'),
      intent(3, '4'),
    );
    const records = book.afterCrash(77);
    assert.deepEqual(records, [
      { t: 'outcome', at: 77, chunk: 1, outcome: { kind: 'unknown', why: { code: 'crashed' } } },
      { t: 'outcome', at: 77, chunk: 3, outcome: { kind: 'unknown', why: { code: 'crashed' } } },
      { t: 'phase', at: 77, phase: { kind: 'paused', why: 'restart' } },
    ]);
    isTally(book, { pending: 10 });
    for (const record of records) book.apply(record);
    isTally(book, { pending: 7, unknown: 3 });
    assert.deepEqual([book.updatedAt, book.afterCrash(78)], [77, []]);
    assert.deepEqual(
      bookOf(runRecord(), running, phase({ kind: 'waiting', until: 5, why: 'throttled' })).afterCrash(1)
        .length,
      1,
    );
    for (const quiet of [[], [running, cancelled], [cancelled, finished]]) {
      assert.deepEqual(bookOf(runRecord(), ...quiet).afterCrash(1), []);
    }
  });

  it('believes a look', () => {
    const book = bookOf(runRecord(), running, intent(1, '0+4'), outcome(1, 'unknown'), look([1], '0,2+2'));
    isTally(book, { pending: 6, unknown: 3, succeeded: 1 });
    assert.equal(book.unseen.encode(), '0,2+2');
    assert.deepEqual(book.chunk(1), {
      kind: 'unknown',
      why,
      id: 1,
      entries: book.chunk(1)?.entries,
      bytes: 100,
      sentAt: 3,
      pending: 0,
    });
    book.apply(look([2], '3'));
    assert.equal(book.unseen.encode(), '0,3');
    isTally(book, { pending: 6, unknown: 2, succeeded: 2 });
  });

  it('keeps a finished job finished when the service has forgotten it', () => {
    const book = bookOf(
      runRecord('0'),
      running,
      intent(1, '0'),
      outcome(1, 'accepted'),
      poll(1, 'short'),
      poll(1, 'finished'),
      poll(1, 'gone'),
    );
    assert.equal(book.job(1)?.end, 'finished');
  });

  it('a million entries in two thousand chunks', () => {
    const book = bookOf(runRecord('0+1000000', '', 1_000_000), running);
    for (let chunk = 1; chunk <= 2000; chunk++) {
      const entries = book.unsent.take(500).encode();
      book.apply(intent(chunk, entries));
      book.apply(outcome(chunk, 'accepted'));
      book.apply(poll(chunk, 'finished'));
      book.apply(same(chunk, entries, chunk % 2 === 0 ? 'succeeded' : 'failed'));
    }
    isTally(book, { succeeded: 500_000, failed: 500_000 });
    assert.equal(book.causes()[0]?.count, 500_000);
    assert.equal(book.ended, true);
  });

  it('takes the later of two verdicts', () => {
    const book = bookOf(
      runRecord(),
      running,
      intent(1, '0+4'),
      outcome(1, 'accepted'),
      rows(1, { entry: 0, verdict: 'failed' }),
      rows(1, { entry: 0, verdict: 'succeeded' }),
    );
    isTally(book, { pending: 9, succeeded: 1 });
    assert.deepEqual(book.causes(), []);
  });
});
