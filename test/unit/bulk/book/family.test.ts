import assert from 'node:assert/strict';
import { RunBook } from '../../../../src/core/bulk/book/book';
import {
  entriesOfRest,
  entriesToRetry,
  entriesUnseen,
  familyTally,
} from '../../../../src/core/bulk/book/family';
import type { JournalRecord, RunRecord, Tally } from '../../../../src/core/bulk/records';
import { cancelled, intent, look, outcome, rows, runRecord, running, same } from '../records';

describe('A family of runs', () => {
  function bookOf(run: RunRecord, ...records: JournalRecord[]): RunBook {
    const book = RunBook.of(run);
    for (const record of records) book.apply(record);
    return book;
  }

  function tallyOf(...books: RunBook[]): Partial<Tally> {
    return Object.fromEntries(Object.entries(familyTally(books)).filter(([, count]) => count !== 0));
  }

  // The first six of a file of twenty: 0 succeeded, 1 failed, 2 invalid, 3 refused, 4 unknown, 5 unmatched; 19 was left out.
  const first = bookOf(
    runRecord('0+6', '19'),
    running,
    intent(1, '0+3,5'),
    outcome(1, 'accepted'),
    rows(
      1,
      { entry: 0, verdict: 'succeeded' },
      { entry: 1, verdict: 'failed' },
      { entry: 2, verdict: 'invalid' },
      { entry: 5, verdict: 'unmatched' },
    ),
    intent(2, '3'),
    outcome(2, 'refused'),
    intent(3, '4'),
    outcome(3, 'unknown'),
    look([], '4+2'),
  );
  const rest = bookOf(runRecord('6+13'), running, intent(1, '6+3'), outcome(1, 'untracked'), cancelled);
  const retry = bookOf(
    runRecord('1+3'),
    running,
    intent(1, '1'),
    outcome(1, 'accepted'),
    same(1, '1', 'succeeded'),
    intent(2, '2'),
    outcome(2, 'refused'),
    cancelled,
  );

  it('adds up, each entry once, with its latest verdict', () => {
    assert.deepEqual(tallyOf(), {});
    assert.deepEqual(tallyOf(first), {
      succeeded: 1,
      failed: 1,
      invalid: 1,
      refused: 1,
      unknown: 1,
      unmatched: 1,
      skipped: 1,
    });
    assert.deepEqual(tallyOf(first, rest), {
      succeeded: 1,
      failed: 1,
      invalid: 1,
      refused: 1,
      unknown: 1,
      unmatched: 1,
      untracked: 3,
      skipped: 11,
    });
    // 1 succeeded now, 2 was refused, 3 was not sent again.
    assert.deepEqual(tallyOf(first, rest, retry), {
      succeeded: 2,
      refused: 2,
      unknown: 1,
      unmatched: 1,
      untracked: 3,
      skipped: 11,
    });
  });

  it('knows what to send again: what certainly has not arrived, and only that', () => {
    assert.equal(entriesToRetry([first]).encode(), '1+3');
    assert.equal(entriesToRetry([first, retry]).encode(), '2+2');
    assert.equal(entriesToRetry([rest]).encode(), '');
  });

  it('knows the rest: never sent, and not left out by the user', () => {
    assert.equal(entriesOfRest([first]).encode(), '6+13');
    assert.equal(entriesOfRest([first, rest]).encode(), '9+10');
    assert.equal(entriesOfRest([first, rest, retry]).encode(), '9+10');
  });

  it('knows what was looked for and not seen', () => {
    assert.equal(
      entriesUnseen([first]).encode(),
      '4',
      'what was processed but not tied to an entry is not among them',
    );
    assert.equal(entriesUnseen([rest]).encode(), '', 'nobody has looked');
    const again = [runRecord('4'), running, intent(1, '4'), outcome(1, 'unknown')] as const;
    const sentAgain = bookOf(...again);
    assert.equal(entriesUnseen([first, sentAgain]).encode(), '', 'sent since then, and not looked for');
    assert.equal(entriesUnseen([first, bookOf(...again, look([], '4'))]).encode(), '4');
    assert.equal(entriesUnseen([first, bookOf(...again, look([4]))]).encode(), '');
    assert.equal(
      entriesUnseen([first, bookOf(runRecord('4'), cancelled)]).encode(),
      '4',
      'not sent after all',
    );
  });

  it('is over one file', () => {
    const other = runRecord();
    assert.throws(
      () => familyTally([first, bookOf({ ...other, file: { ...other.file, sha256: 'cd' } })]),
      RangeError,
    );
  });
});
