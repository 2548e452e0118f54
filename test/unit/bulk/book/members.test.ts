import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RunBook } from '../../../../src/core/bulk/book/book';
import { familyInId, inOrder, missingMembers, nextRunId } from '../../../../src/core/bulk/book/members';
import { entriesAgain, type AgainOrigin } from '../../../../src/core/bulk/book/sendAgain';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import type { JournalRecord, RunRecord, VerdictRow } from '../../../../src/core/bulk/records';
import { cancelled, intent, look, outcome, rows, runRecord, running } from '../records';

describe('The members of a family', () => {
  const first = { ...runRecord(), id: 'run-1', family: 'run-1' };
  const second = { ...first, id: nextRunId('run-1', 1), earlier: ['run-1'] };
  const third = { ...first, id: nextRunId('run-1', 2), earlier: ['run-1', second.id] };

  it('have their family in their ids', () => {
    assert.equal(second.id, 'run-1-r2');
    assert.equal(familyInId(third.id), 'run-1');
    assert.equal(familyInId('5cbb9ad1-9b0c-4b46-8c5e-123456789012'), undefined);
  });

  it('stand in the order in which they were begun, also when the clock was set back or there are more than nine', () => {
    const tenth = { ...third, id: nextRunId('run-1', 9), at: 0 };
    const all = [tenth, { ...third, at: first.at - 2 }, first, { ...second, at: first.at - 1 }];
    assert.deepEqual(
      all.sort(inOrder).map(({ id }) => id),
      ['run-1', 'run-1-r2', 'run-1-r3', 'run-1-r10'],
    );
    const old = [
      { id: 'b', at: 2 },
      { id: 'a', at: 3 },
      { id: 'c', at: 1 },
    ];
    assert.deepEqual(
      old.sort(inOrder).map(({ id }) => id),
      ['c', 'b', 'a'],
      'those without a place, by time',
    );
  });

  it('are missed when a later one names them', () => {
    assert.deepEqual(missingMembers([first, second, third]), []);
    assert.deepEqual(missingMembers([first]), []);
    assert.deepEqual(missingMembers([second]), ['run-1']);
    assert.deepEqual(missingMembers([first, third]), [second.id]);
    const old = { id: 'b', family: 'run-1' };
    assert.deepEqual(missingMembers([old]), ['run-1'], 'a run of before they were named');
  });

  it('are missed when their journals cannot be read', () => {
    assert.deepEqual(missingMembers([first, second], [third.id]), [third.id]);
    assert.deepEqual(missingMembers([first], ['other', 'other-r2']), []);
  });

  it('never send twice what arrived or may have arrived, whatever becomes of their journals', () => {
    const entries = 6;
    /** What is true of an entry, whatever we know. */
    type Truth = 'unsent' | 'not' | 'maybe' | 'arrived';
    interface Journal {
      readonly record: RunRecord;
      readonly records: JournalRecord[];
      damage?: 'first' | 'later';
    }
    const fate = fc.constantFrom('succeeded', 'failed', 'invalid', 'unmatched', 'unknown', 'unsent', 'seen');
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('send' as const),
          origin: fc.constantFrom<AgainOrigin>('retry', 'rest', 'unseen'),
          fates: fc.array(fate, { minLength: entries, maxLength: entries }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constantFrom('damage first', 'damage later', 'mend'), at: fc.nat(5) }),
      },
      { weight: 1, arbitrary: fc.constant({ do: 'delete' as const }) },
    );
    let sentAgain = 0;
    fc.assert(
      fc.property(
        fc.array(fate, { minLength: entries, maxLength: entries }),
        fc.nat(entries),
        fc.array(step, { maxLength: 8 }),
        (fates, count, steps) => {
          const truth = Array<Truth>(entries).fill('unsent');
          let journals: Journal[] = [];
          const send = (set: EntrySet, origin: RunRecord['origin'], of: readonly string[]) => {
            const number = journals.length;
            const record: RunRecord = {
              ...runRecord(set.encode(), '', entries),
              id: number === 0 ? 'run-1' : nextRunId('run-1', number),
              at: number,
              origin,
              ...(number > 0 && { earlier: journals.map(one => one.record.id) }),
            };
            journals.push({ record, records: [running, ...storyOf(set, of, truth)] });
          };
          send(EntrySet.range(0, count), 'first', fates);
          for (const one of steps) {
            if (one.do === 'delete') {
              // The user deletes families whole: a new bulk create knows nothing of what was before, and says so.
              journals = [];
              break;
            }
            if (one.do !== 'send') {
              const hit = journals[one.at];
              if (hit === undefined) continue;
              if (one.do === 'mend') delete hit.damage;
              else hit.damage = one.do === 'damage first' ? 'first' : 'later';
              continue;
            }
            const readable = journals.filter(({ damage }) => damage !== 'first');
            const lost = journals.filter(({ damage }) => damage === 'first').map(({ record }) => record.id);
            if (readable.length === 0 || readable.some(({ damage }) => damage !== undefined)) continue;
            if (
              missingMembers(
                readable.map(({ record }) => record),
                lost,
              ).length > 0
            )
              continue;
            const books = readable.map(({ record, records }) => bookOf(record, records));
            const set = entriesAgain(books, one.origin);
            const wanted = { retry: 'not', rest: 'unsent', unseen: 'maybe' }[one.origin];
            for (const entry of set) assert.equal(truth[entry], wanted, `entry ${entry} for ${one.origin}`);
            if (set.size === 0) continue;
            sentAgain++;
            send(set, one.origin, one.fates);
          }
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(sentAgain > 50, 'something was sent again');
  });

  /** One chunk an entry, each with its fate. */
  function storyOf(set: EntrySet, fates: readonly string[], truth: string[]): JournalRecord[] {
    const records: JournalRecord[] = [];
    let chunk = 0;
    const looked: number[] = [];
    for (const entry of set) {
      const is = fates[entry];
      if (is === 'unsent') continue;
      chunk++;
      records.push(intent(chunk, String(entry)));
      if (is === 'unknown' || is === 'seen') {
        records.push(outcome(chunk, 'unknown'));
        if (is === 'unknown') looked.push(entry);
        truth[entry] = 'maybe';
        if (is === 'seen') {
          records.push(look([entry]));
          truth[entry] = 'arrived';
        }
        continue;
      }
      const verdict = is as VerdictRow['verdict'];
      records.push(outcome(chunk, 'accepted'), rows(chunk, { entry, verdict }));
      truth[entry] = verdict === 'succeeded' ? 'arrived' : verdict === 'unmatched' ? 'maybe' : 'not';
    }
    if (looked.length > 0) records.push(look([], EntrySet.of(looked).encode()));
    return [...records, cancelled];
  }

  function bookOf(record: RunRecord, records: readonly JournalRecord[]): RunBook {
    const book = RunBook.of(record);
    for (const one of records) book.apply(one);
    return book;
  }
});
