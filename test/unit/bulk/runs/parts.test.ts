import assert from 'node:assert/strict';
import type { ChakraApi } from '../../../../src/core/api/client';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { RunBook } from '../../../../src/core/bulk/book/book';
import { Changes } from '../../../../src/vscode/bulk/runs/changes';
import { RunFacts } from '../../../../src/vscode/bulk/runs/facts';
import { Families, type Member } from '../../../../src/vscode/bulk/runs/families';
import { runChildren } from '../../../../src/vscode/bulk/runs/nodes';
import { jobTroubleText } from '../../../../src/vscode/words/runWords';
import type { JobView } from '../../../../src/core/bulk/run/tracked';
import { isExpired } from '../../../../src/vscode/bulk/runs/journals';
import { LastingApi, type Opened } from '../../../../src/vscode/connections/lastingApi';
import type { FamilyView, RunView } from '../../../../src/vscode/bulk/types';
import { cancelled, finished, intent, outcome, paused, runRecord, running } from '../records';
import { TestClock } from '../run/lib/clock';

describe('changes', () => {
  it('are told at once, then at most every so often, once each', () => {
    const clock = new TestClock();
    const told: (readonly string[])[] = [];
    const changes = new Changes<string>(250, clock, changed => told.push(changed));
    for (const thing of ['a', 'b', 'b', 'a']) changes.note(thing);
    assert.deepEqual(told, [['a']]);
    clock.step();
    assert.deepEqual(told, [['a'], ['b', 'a']]);
    clock.step();
    assert.equal(clock.next, undefined);
    changes.note('c');
    assert.deepEqual(told.at(-1), ['c']);
    changes.note('d');
    changes.dispose();
    changes.note('e');
    assert.equal(clock.next, undefined);
    assert.equal(told.length, 3);
  });
});

describe('families', () => {
  const member = (id: string, at: number, family: string, sha256 = 'ab'): Member & { version: number } => {
    const record = { ...runRecord(), id, at, family };
    return { id, book: RunBook.of({ ...record, file: { ...record.file, sha256 } }), version: 0 };
  };
  const view = (id: string, runs: readonly Member[], tally: () => FamilyView['tally']) =>
    ({
      id,
      runs,
      get tally() {
        return tally();
      },
    }) as unknown as FamilyView;

  it('stand newest first, their runs oldest first, and only runs over the same bytes are together', () => {
    const groups = new Families(view).group([
      member('late', 5, 'first'),
      member('other', 4, 'other'),
      member('first', 1, 'first'),
      member('stray', 2, 'first', 'cd'),
    ]);
    assert.deepEqual(
      groups.map(({ runs }) => runs.map(({ id }) => id)),
      [['first', 'late'], ['other'], ['stray']],
    );
  });

  it('keep the order in which their runs were begun when the clock was set back', () => {
    const groups = new Families(view).group([member('f-r2', 1, 'f'), member('f', 5, 'f')]);
    assert.deepEqual(
      groups.map(({ runs }) => runs.map(({ id }) => id)),
      [['f', 'f-r2']],
    );
  });

  it('are added up anew at each change, but not more often than needed while a run goes on', () => {
    let now = 0;
    const families = new Families<Member & { version: number }>(view, () => now);
    const [one, two] = [member('a', 1, 'a'), member('b', 2, 'a')];
    const pending = () => families.group([one, two])[0]?.tally.pending;
    assert.equal(pending(), 10);
    two.book.apply(running);
    two.book.apply(intent(1, '0+5'));
    two.book.apply(outcome(1, 'refused'));
    two.version++;
    assert.equal(pending(), 10);
    now = 2_000;
    assert.equal(pending(), 5);
    two.book.apply(intent(2, '5+5'));
    two.book.apply(outcome(2, 'refused'));
    two.book.apply(finished);
    two.version++;
    assert.equal(pending(), 0);
  });
});

describe('what is known of a family', () => {
  const familyOf = (...books: RunBook[]): FamilyView => ({
    id: 'f',
    runs: books.map(book => ({ id: book.run.id, book, phase: book.phase }) as unknown as RunView),
    tally: books[0]!.tally,
    missing: [],
  });

  it('is whether entries were not sent: those that were left out do not count', () => {
    const over = (record = runRecord()) => {
      const book = RunBook.of(record);
      book.apply(running);
      book.apply(cancelled);
      return book;
    };
    const rest = (book: RunBook) => new RunFacts().ofFamily(familyOf(book)).rest;
    assert.equal(rest(over(runRecord('0+10', '', 20))), true);
    assert.equal(rest(over(runRecord('0+10', '', 10))), true);
    const sent = RunBook.of(runRecord('0+5', '5+5', 10));
    for (const record of [running, intent(1, '0+5'), outcome(1, 'refused'), finished]) {
      sent.apply(record);
    }
    assert.equal(rest(sent), false);
    const going = RunBook.of(runRecord('0+10', '', 20));
    going.apply(running);
    assert.equal(rest(going), false);
  });
});

describe('the rows below a run', () => {
  it('are its counts, and the jobs that need attention, whatever the reason', () => {
    const entries = EntrySet.range(0, 1);
    const job = (chunk: number, more: Partial<JobView> = {}): JobView =>
      ({ chunk, jobId: `j${chunk}`, entries, stage: 'polling', movedAt: 0, nextPollAt: 0, ...more }) as const;
    const problem = { why: { code: 'timeout' }, at: 1, times: 1 } as const;
    const rows = (...jobs: JobView[]) => {
      const book = RunBook.of(runRecord());
      return runChildren({ id: 'r', book, jobs } as unknown as RunView);
    };
    assert.deepEqual(
      rows(job(1), job(2, { trouble: 'standingStill' }), job(3, { lastPollProblem: problem })).slice(1),
      [
        { type: 'job', run: 'r', chunk: 2 },
        { type: 'job', run: 'r', chunk: 3 },
      ],
    );
    const many = rows(...Array.from({ length: 25 }, (_, i) => job(i, { trouble: 'refused' })));
    assert.deepEqual(many.at(-1), { type: 'more', run: 'r', verdict: 'pending', what: 'jobs', count: 5 });
    assert.equal(jobTroubleText('refused', 0), 'the service will not tell of it');
    assert.match(jobTroubleText('standingStill', 0), /^nothing has happened in it since Jan 1, 1970/);
  });
});

describe('how long runs are kept', () => {
  it('counts from what happened last, and only when they are over', () => {
    const day = 86_400_000;
    const book = RunBook.of(runRecord());
    for (const record of [running, paused]) book.apply(record);
    assert.equal(isExpired(book, 30, 31 * day), false);
    book.apply(cancelled);
    assert.equal(isExpired(book, 30, 31 * day), true);
    assert.equal(isExpired(book, 30, 29 * day), false);
    assert.equal(isExpired(book, 0, 1_000 * day), false);
  });
});

describe('the calls of a run', () => {
  const api = { fetchJob: () => Promise.resolve('called') } as unknown as ChakraApi;
  const failure = { kind: 'noToken', effect: 'notSent', request: '', attempts: 0 } as const;

  it('read the token once, again after a renewal, and at each call while there is none', async () => {
    const answers: Opened[] = [
      { ok: false, failure },
      { ok: false, failure },
      { ok: true, api },
      { ok: true, api },
    ];
    let opened = 0;
    const lasting = new LastingApi(() => Promise.resolve(answers[opened++]!));
    assert.deepEqual(await lasting.fetchJob('1'), { ok: false, failure });
    assert.deepEqual(await lasting.fetchJob('1'), { ok: false, failure });
    for (let calls = 0; calls < 3; calls++) assert.equal(await lasting.fetchJob('1'), 'called');
    assert.equal(opened, 3);
    lasting.renew();
    await lasting.fetchJob('1');
    assert.equal(opened, 4);
  });
});

it('sets of entries work with those of another copy of their class', () => {
  // Each bundle has a copy: an object with the same shape stands for one of another bundle.
  const foreign = Object.create(
    Object.prototype,
    Object.getOwnPropertyDescriptors(EntrySet.range(3, 2)),
  ) as EntrySet;
  assert.equal(EntrySet.range(0, 4).union(foreign).size, 5);
});
