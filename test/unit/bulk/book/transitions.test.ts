import assert from 'node:assert/strict';
import { RunBook } from '../../../../src/core/bulk/book/book';
import { ImpossibleRecord } from '../../../../src/core/bulk/book/types';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import {
  cancelled,
  finished,
  intent,
  look,
  outcome,
  page,
  paused,
  phase,
  poll,
  rows,
  runRecord,
  running,
  same,
} from '../records';

const accepted = [running, intent(1, '0+5'), outcome(1, 'accepted')];
const unknown = [running, intent(1, '0+5'), outcome(1, 'unknown')];
const waiting = phase({ kind: 'waiting', until: 9, why: 'throttled' });
const done = [...accepted, same(1, '0+5', 'succeeded'), poll(1, 'finished'), cancelled];

/** What may follow (or not) on what happened, over a run of the entries 0 to 9. */
const table: readonly [
  what: string,
  before: readonly JournalRecord[],
  record: JournalRecord,
  legal: boolean,
][] = [
  ['a second run', [], runRecord(), false],

  ['an intent before the run was started', [], intent(1, '0'), false],
  ['an intent', [running], intent(1, '0+5'), true],
  ['an intent whose number is not the next', [running], intent(7, '0+5'), true],
  ['an intent that crossed a pause', [running, paused], intent(1, '0'), true],
  ['an intent that crossed a wait', [running, waiting], intent(1, '0'), true],
  ['an intent in a cancelled run', [running, cancelled], intent(1, '0'), false],
  ['an intent for nothing', [running], intent(1, ''), false],
  ['an intent for garbage', [running], intent(1, 'x'), false],
  ['an intent of chunk 0', [running], intent(0, '0'), false],
  ['an intent for entries outside of the run', [running], intent(1, '9+2'), false],
  ['an intent for entries that are sent', [running, intent(1, '0+5')], intent(2, '4+2'), false],
  ['an intent for entries beside them', [running, intent(1, '0+5')], intent(2, '5+2'), true],
  ['an intent for a chunk that is sent', [running, intent(1, '0+5')], intent(1, '5'), false],
  ['an intent for accepted entries', accepted, intent(2, '0'), false],
  ['an intent for unknown entries', unknown, intent(2, '0'), false],
  ['an intent for refused entries', [running, intent(1, '0'), outcome(1, 'refused')], intent(2, '0'), false],
  ['an intent with the number of a known chunk', unknown, intent(1, '5'), false],
  ['the same chunk again', [running, intent(1, '0+5'), outcome(1, 'again')], intent(1, '0+5'), true],
  ['its entries in another chunk', [running, intent(1, '0+5'), outcome(1, 'again')], intent(2, '0+2'), true],
  [
    'the chunk after its entries went into another',
    [running, intent(1, '0+5'), outcome(1, 'again'), intent(2, '0+2')],
    intent(1, '2+3'),
    false,
  ],
  [
    'the number of a chunk that was too large',
    [running, intent(1, '0+5'), outcome(1, 'tooLarge')],
    intent(1, '0+2'),
    false,
  ],
  [
    'parts of a chunk that was too large',
    [running, intent(1, '0+5'), outcome(1, 'tooLarge')],
    intent(2, '0+2'),
    true,
  ],

  ['an outcome without an intent', [running], outcome(1, 'accepted'), false],
  ['an outcome of another chunk', [running, intent(1, '0')], outcome(2, 'accepted'), false],
  ['an outcome', [running, intent(1, '0')], outcome(1, 'accepted'), true],
  ['an outcome after the cancelling', [running, intent(1, '0'), cancelled], outcome(1, 'accepted'), true],
  ['a second outcome', accepted, outcome(1, 'refused'), false],
  [
    'an outcome for a chunk to be sent again',
    [running, intent(1, '0'), outcome(1, 'again')],
    outcome(1, 'accepted'),
    false,
  ],
  [
    'an outcome of a kind that nobody knows',
    [running, intent(1, '0')],
    { t: 'outcome', at: 1, chunk: 1, outcome: { kind: 'x' } } as never,
    false,
  ],

  ['a poll of an accepted chunk', accepted, poll(1), true],
  ['a poll of another job', accepted, { ...poll(1), jobId: 'x' } as JournalRecord, false],
  ['a poll of an unknown chunk', unknown, poll(1), false],
  ['a poll after the job was given up', [...accepted, poll(1, 'gone')], poll(1, 'finished'), true],
  ['a poll after the end', [...accepted, poll(1, 'finished')], poll(1), true],

  ['the first page', accepted, page(1, 1), true],
  ['the second page first', accepted, page(1, 2), false],
  ['the second page', [...accepted, page(1, 1, '/2')], page(1, 2), true],
  ['a page after the last', [...accepted, page(1, 1)], page(1, 2), false],
  ['the third page after the first', [...accepted, page(1, 1, '/2')], page(1, 3), false],
  ['the first page anew', [...accepted, page(1, 1, '/2')], page(1, 1), true],
  ['a page of another job', accepted, { ...page(1, 1), jobId: 'x' } as JournalRecord, false],
  ['a page of a refused chunk', [running, intent(1, '0'), outcome(1, 'refused')], page(1, 1), false],

  ['verdicts', accepted, rows(1, { entry: 4, verdict: 'failed' }), true],
  ['verdicts for a set', accepted, same(1, '0+5', 'succeeded'), true],
  [
    'verdicts for entries of another chunk',
    [...accepted, intent(2, '5+5'), outcome(2, 'accepted')],
    rows(1, { entry: 5, verdict: 'failed' }),
    false,
  ],
  ['verdicts for a set beyond the chunk', accepted, same(1, '4+2', 'succeeded'), false],
  ['verdicts of a chunk without an answer', [running, intent(1, '0')], same(1, '0', 'succeeded'), false],
  ['verdicts of an unknown chunk', unknown, same(1, '0', 'succeeded'), false],
  ['verdicts of no chunk', accepted, same(3, '0', 'succeeded'), false],
  [
    'other verdicts later',
    [...accepted, same(1, '0+5', 'unmatched')],
    rows(1, { entry: 4, verdict: 'failed' }),
    true,
  ],
  ['a verdict that no result can be', accepted, same(1, '0', 'pending' as never), false],
  ['a word that is no verdict', accepted, rows(1, { entry: 0, verdict: 'toString' as never }), false],
  ['verdicts after the end', [...done, finished], rows(1, { entry: 4, verdict: 'failed' }), true],

  ['a look that found unknown entries', unknown, look([0, 1], '2+3'), true],
  ['a look that found an entry again', [...unknown, look([0])], look([0], '1'), true],
  [
    'a look that found untracked entries',
    [running, intent(1, '0'), outcome(1, 'untracked')],
    look([0]),
    true,
  ],
  ['a look that found unmatched entries', [...accepted, same(1, '0', 'unmatched')], look([0]), true],
  ['a look for entries that are under way', accepted, look([0]), false],
  ['a look for unsent entries', unknown, look([5]), false],
  ['a look for refused entries', [running, intent(1, '0'), outcome(1, 'refused')], look([0]), false],
  ['a look outside of the file', unknown, look([99]), false],
  ['entries unseen that were not in doubt', unknown, look([], '4+2'), false],
  ['entries unseen that arrived', [...unknown, look([0])], look([], '0'), false],
  ['entries seen and unseen', unknown, look([0], '0'), false],
  ['a look after the end', [...unknown, cancelled, finished], look([0]), true],

  ['a wait before the start', [], waiting, false],
  ['ready again', [running], phase({ kind: 'ready' }), false],
  ['running twice', [running], running, false],
  ['a longer wait', [running, waiting], waiting, true],
  ['on after a wait', [running, waiting], running, true],
  ['on after a pause', [running, paused], running, true],
  ['a pause for another reason', [running, paused], paused, true],
  ['a wait while paused', [running, paused], waiting, false],
  ['cancelled before the start', [], cancelled, true],
  ['on after the cancelling', [running, cancelled], running, false],
  ['cancelled twice', [running, cancelled], cancelled, false],
  ['finished with entries unsent', [running], finished, false],
  ['finished with entries pending', [...accepted, cancelled], finished, false],
  ['finished with a job open', [...accepted, same(1, '0+5', 'succeeded'), cancelled], finished, false],
  ['finished with results to come', [...accepted, poll(1, 'finished'), cancelled], finished, false],
  ['finished', done, finished, true],
  ['finished with unknown entries', [...unknown, cancelled], finished, true],
  ['on after the end', [...done, finished], running, false],
];

describe('What may follow in a run', () => {
  for (const [what, before, record, legal] of table) {
    it(`${legal ? 'takes' : 'refuses'} ${what}`, () => {
      const book = RunBook.of(runRecord());
      for (const each of before) book.apply(each);
      if (legal) {
        book.apply(record);
        return;
      }
      const state = () => ({
        phase: book.phase,
        bytes: [...book.verdictBytes],
        tally: book.tally,
        unsent: book.unsent.encode(),
        chunks: [...book.chunks()].map(chunk => ({ ...chunk, entries: chunk.entries.encode() })),
        updatedAt: book.updatedAt,
      });
      const unchanged = state();
      assert.throws(() => book.apply(record), ImpossibleRecord);
      assert.deepEqual(state(), unchanged);
    });
  }

  it('refuses runs that cannot be', () => {
    const impossible = [
      runRecord('0+21'),
      runRecord('0+5', '4'),
      runRecord('x'),
      runRecord('', '20'),
      runRecord('', '', -1),
      { ...runRecord(), version: 2 as never },
    ];
    for (const run of impossible) assert.throws(() => RunBook.of(run), ImpossibleRecord);
  });
});
