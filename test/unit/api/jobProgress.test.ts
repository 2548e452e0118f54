import assert from 'node:assert/strict';
import { jobProgress, type JobProgress } from '../../../src/core/api/jobProgress';
import type { Job } from '../../../src/core/api/jobs';

type Told = Omit<Job, 'id' | 'raw'>;

/** What the last of the polls comes to. */
function after(submitted: number | undefined, polls: readonly Told[], everyMs = 30_000): JobProgress {
  let progress: JobProgress | undefined;
  for (const [at, told] of polls.entries()) {
    progress = jobProgress({ id: 'j', raw: '', ...told }, submitted, progress, at * everyMs);
  }
  assert.ok(progress);
  return progress;
}

const times = (count: number, told: Told): Told[] => Array.from({ length: count }, () => told);
const counts = (counts: Readonly<Record<string, number>>): Told => ({ counts });

describe('progress of a job', () => {
  const all = counts({ SUCCESS: 7, ERROR: 2, INVALID: 1 });
  const some = counts({ SUCCESS: 7, NOT_STARTED: 3 });
  const few = counts({ SUCCESS: 7 });
  const none = counts({});
  const word = (completionStatus: string, more: Told = {}): Told => ({ completionStatus, ...more });

  type Row = readonly [name: string, submitted: number | undefined, polls: readonly Told[], expected: string];
  const rows: readonly Row[] = [
    ['1: completedAt', 10, [{ completedAt: 5 }], 'finished by completedAt'],
    ['1: completedAt goes before counts', 10, [{ completedAt: 5, ...some }], 'finished by completedAt'],
    [
      '1: completedAt with fewer entries',
      10,
      [{ completedAt: 5, ...few }],
      'finished by completedAt, 3 missing',
    ],
    ['1: completedAt 0 is not yet', 10, [{ completedAt: 0 }], 'unfinished'],
    ['2: all are counted and over', 10, [all], 'finished by counts'],
    ['2: more than were sent', 9, [all], 'finished by counts'],
    ['2: words in small letters', 1, [counts({ success: 1 })], 'finished by counts'],
    ['2: some have not started', 10, [some], 'unfinished'],
    ['2: some are in a state that nobody knows', 10, [counts({ SUCCESS: 9, RUNNING: 1 })], 'unfinished'],
    ['2: such a state with none in it', 10, [counts({ SUCCESS: 10, RUNNING: 0 })], 'finished by counts'],
    ['2: counts go before the word', 10, [word('COMPLETED', some)], 'unfinished'],
    ['2: fewer than sent, once', 10, [few], 'unfinished'],
    ['2: fewer than sent, four times', 10, times(4, few), 'unfinished'],
    ['2: fewer than sent, five times', 10, times(5, few), 'short by 3'],
    ['2: fewer, but ever more', 10, [1, 2, 3, 4, 5, 6].map(n => counts({ SUCCESS: n })), 'unfinished'],
    [
      '2: fewer, and zeros come and go',
      10,
      [...times(4, few), counts({ SUCCESS: 7, ERROR: 0 })],
      'short by 3',
    ],
    ['2: fewer, and all of them in the end', 10, [...times(4, few), all], 'finished by counts'],
    ['3: number not known, once', undefined, [all], 'unfinished, to be confirmed'],
    ['3: number not known, twice the same', undefined, [all, all], 'finished by counts'],
    ['3: number not known, two times different', undefined, [few, all], 'unfinished, to be confirmed'],
    ['3: number not known, some not started', undefined, times(20, some), 'unfinished'],
    ['3: number not known, nothing at all', undefined, times(20, none), 'unfinished'],
    ['4: a word that ends it', 10, [word('completed')], 'finished by word'],
    ['4: the same for an unknown number', undefined, [word('FAILED')], 'finished by word'],
    ['4: a word that does not', 10, times(20, word('IN_PROGRESS')), 'unfinished'],
    ['4: a word that nobody knows', 10, times(20, word('QUEUED')), 'unfinished'],
    ['5: nothing is said', 10, times(20, {}), 'unfinished'],
    ['5: empty counts', 10, times(20, none), 'unfinished'],
    ['5: counts that are all zero', 10, times(20, counts({ SUCCESS: 0, NOT_STARTED: 0 })), 'unfinished'],
    ['5: empty counts with a word that ends it, at first', 10, times(9, word('SUCCESS', none)), 'unfinished'],
    ['ours: the same, for long', 10, times(10, word('SUCCESS', none)), 'short by 10'],
    ['ours: cancelled, some never start', 10, times(10, word('CANCELLED', some)), 'finished by standstill'],
  ];
  for (const [name, submitted, polls, expected] of rows) {
    it(name, () => assert.equal(inWords(after(submitted, polls)), expected));
  }

  it('ours: many polls within a short time prove nothing', () => {
    const few = counts({ SUCCESS: 7 });
    assert.equal(after(10, times(100, few), 1_000).kind, 'unfinished');
    assert.equal(after(10, times(121, few), 1_000).kind, 'short');
    assert.equal(after(10, times(4, few), 600_000).kind, 'unfinished');
    assert.equal(
      after(10, times(100, { completionStatus: 'SUCCESS', counts: {} }), 1_000).kind,
      'unfinished',
    );
  });

  it('ours: a change begins the standstill anew', () => {
    const polls = [
      ...times(9, word('CANCELLED', counts({ SUCCESS: 6, NOT_STARTED: 4 }))),
      word('CANCELLED', some),
    ];
    assert.equal(inWords(after(10, polls)), 'unfinished');
    assert.equal(
      inWords(after(10, [...polls, ...times(9, word('CANCELLED', some))])),
      'finished by standstill',
    );
  });

  it('adds the counts up', () => {
    assert.deepEqual(
      after(20, [counts({ SUCCESS: 7, ERROR: 2, INVALID: 1, NOT_STARTED: 3, ODD: 4 })]).tally,
      {
        succeeded: 7,
        failed: 2,
        invalid: 1,
        unfinished: 7,
        sum: 17,
      },
    );
    assert.equal(after(20, [{}]).tally, undefined);
  });
});

function inWords(progress: JobProgress): string {
  switch (progress.kind) {
    case 'unfinished':
      return progress.confirm ? 'unfinished, to be confirmed' : 'unfinished';
    case 'short':
      return `short by ${progress.missing}`;
    case 'finished':
      return `finished by ${progress.by}${progress.missing > 0 ? `, ${progress.missing} missing` : ''}`;
  }
}
