import assert from 'node:assert/strict';
import { RunBook } from '../../../../src/core/bulk/book/book';
import { mostCauses } from '../../../../src/core/bulk/book/causes';
import { patternOf } from '../../../../src/core/bulk/book/pattern';
import type { VerdictRow } from '../../../../src/core/bulk/records';
import { intent, look, outcome, rows, runRecord, running } from '../records';

describe('Causes', () => {
  function accepted(entries: number): RunBook {
    const book = RunBook.of(runRecord(`0+${entries}`, '', entries));
    for (const record of [running, intent(1, `0+${entries}`), outcome(1, 'accepted')]) book.apply(record);
    return book;
  }

  const failed = (entry: number, message?: string, field?: string): VerdictRow => ({
    entry,
    verdict: 'failed',
    ...(message !== undefined && { message }),
    ...(field !== undefined && { field }),
  });

  it('are told apart by verdict, field and message, the most frequent first', () => {
    const book = accepted(8);
    book.apply(
      rows(
        1,
        failed(7, 'bad', 'city'),
        failed(3, 'bad'),
        failed(1, 'bad'),
        { entry: 2, verdict: 'invalid', message: 'bad' },
        { entry: 0, verdict: 'succeeded' },
        failed(6),
      ),
    );
    assert.deepEqual(book.causes(), [
      { verdict: 'failed', message: 'bad', other: false, count: 2, first: [1, 3] },
      { verdict: 'invalid', message: 'bad', other: false, count: 1, first: [2] },
      { verdict: 'failed', other: false, count: 1, first: [6] },
      { verdict: 'failed', field: 'city', message: 'bad', other: false, count: 1, first: [7] },
    ]);
    assert.equal(book.causes(), book.causes(), 'listed once');
  });

  it('follow a verdict that changes', () => {
    const book = accepted(3);
    book.apply(rows(1, failed(0, 'bad'), failed(1, 'bad'), { entry: 2, verdict: 'unmatched' }));
    assert.equal(book.causes().length, 2);
    book.apply(rows(1, { entry: 0, verdict: 'succeeded' }, failed(1, 'worse')));
    book.apply(look([2]));
    assert.deepEqual(book.causes(), [
      { verdict: 'failed', message: 'worse', other: false, count: 1, first: [1] },
    ]);
  });

  it('of a whole chunk are told once', () => {
    const book = RunBook.of(runRecord('0+20'));
    book.apply(running);
    book.apply(intent(1, '0+15'));
    book.apply(outcome(1, 'refused'));
    book.apply(intent(2, '15'));
    book.apply(outcome(2, 'untracked'));
    assert.deepEqual(book.causes(), [
      {
        verdict: 'refused',
        code: 'status',
        status: 400,
        message: 'Bad',
        other: false,
        count: 15,
        first: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      },
      { verdict: 'untracked', other: false, count: 1, first: [15] },
    ]);
  });

  it('that differ in values only are one', () => {
    const book = accepted(3);
    book.apply(
      rows(
        1,
        failed(0, 'Lead "A" with id 17 exists'),
        failed(1, 'Lead "B C" with id 18  exists'),
        failed(2, 'Lead is new'),
      ),
    );
    assert.deepEqual(
      book.causes().map(({ message, count }) => [message, count]),
      [
        ['Lead "A" with id 17 exists', 2],
        ['Lead is new', 1],
      ],
    );
  });

  it('never need more room than for a thousand', () => {
    const letters = (entry: number) =>
      entry.toString(26).replace(/\d/g, digit => String.fromCharCode(113 + Number(digit)));
    const count = mostCauses + 500;
    const book = accepted(count);
    for (let entry = 0; entry < count; entry++) book.apply(rows(1, failed(entry, `fault ${letters(entry)}`)));
    const causes = book.causes();
    assert.equal(causes.length, mostCauses + 1);
    assert.equal(
      causes.reduce((sum, cause) => sum + cause.count, 0),
      count,
    );
    const [most] = causes;
    assert.deepEqual([most?.other, most?.count, most?.first[0]], [true, 500, mostCauses]);
    book.apply(rows(1, failed(count - 1, 'x'.repeat(100_000))));
    assert.ok(book.causes().every(({ message = '' }) => message.length <= 300));
  });

  it('have patterns', () => {
    const same: readonly (readonly [string, string])[] = [
      ["Value 'a b' is taken", "Value 'c' is taken"],
      [
        'id 3fa85f64-5717-4562-b3fc-2c963f66afa6 not found',
        'id 00000000-0000-0000-0000-000000000001 not found',
      ],
      ['at most 12,5 characters', 'at most 1.25 characters'],
      ['LEAD-001 exists', 'LEAD-2 exists'],
      ['“x” and `y`', '“z” and `zz`'],
      ['a  b\n', ' a b'],
    ];
    for (const [a, b] of same) assert.equal(patternOf(a), patternOf(b), a);
    const different: readonly (readonly [string, string])[] = [
      ["It can't be, it won't", "It can't see, it won't"],
      ['city is missing', 'state is missing'],
      ['', 'x'],
    ];
    for (const [a, b] of different) assert.notEqual(patternOf(a), patternOf(b), a);
  });
});
