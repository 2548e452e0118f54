import assert from 'node:assert/strict';
import type { JobEntriesPage } from '../../../../src/core/api/jobEntries';
import type { ApiResult } from '../../../../src/core/api/result';
import type { JobEntry, JournalRecord, Verdict } from '../../../../src/core/bulk/records';
import { readBack } from '../../../../src/vscode/bulk/runs/readBack';
import { Harness } from './lib/harness';
import { failures, ok, statusOf } from './lib/world';

const minute = 60_000;
const begin = 1_000_000;

const accepted: readonly JournalRecord[] = [
  { t: 'phase', at: 1, phase: { kind: 'running' } },
  { t: 'intent', at: 2, chunk: 1, entries: '0+2', bytes: 30 },
  { t: 'outcome', at: 3, chunk: 1, outcome: { kind: 'accepted', jobId: 'old-1' } },
];

function page(entries: readonly JobEntry[], more: Partial<JobEntriesPage> = {}): ApiResult<JobEntriesPage> {
  return ok({ path: '/1', entries, incomplete: false, ...more });
}

const row = (status: string, key: string): JobEntry => ({ status, key, raw: `{"${key}":"${status}"}` });
const both = [row('SUCCESS', 'K0'), row('ERROR', 'K1')];
const rightOf: readonly Verdict[] = ['succeeded', 'failed'];

/** Two entries, of which the second failed. */
function harness(options: ConstructorParameters<typeof Harness>[0] = {}) {
  const run = new Harness({ count: 2, ...options });
  run.onPoll = (id, size) => ok({ id, raw: '', counts: { SUCCESS: size - 1, ERROR: 1 } });
  run.onPage = () => page(both);
  return run;
}

function verdictsOf({ book }: Harness): readonly Verdict[] {
  return [0, 1].map(entry => book.verdict(entry));
}

describe('bulk run: results that are missing', () => {
  for (const [name, answer, patience] of [
    ['403', statusOf(403, 'blocked'), 5],
    ['404', statusOf(404), 5],
    ['a redirect to a login page', failures.redirect(), 5],
    ['HTML', failures.unreadable(), 10],
    ['too much', failures.answerTooLarge(), 10],
    ['500', statusOf(500, 'down'), 30],
  ] as const) {
    it(`waits for minutes when entries answer with ${name}, then ends without them, and says why`, async () => {
      const run = harness();
      run.onPage = () => answer;
      run.engine.start();
      await run.during(patience * minute - 1_000);
      assert.equal(run.book.tally.pending, 2);
      await run.during(2 * minute);
      assert.equal(run.book.tally.unmatched, 2);
      assert.equal(run.book.phase.kind, 'finished');
      assert.equal(run.journal.of('verdicts')[0]?.why?.code, answer.failure.kind);
      assert.equal(run.book.causes()[0]?.code, answer.failure.kind);
    });
  }

  it('waits for rows that come after the counts, and keeps nobody from being sent meanwhile', async () => {
    const run = harness({ count: 8, limits: { maxJobs: 1 } });
    run.onPoll = (id, size) =>
      ok({ id, raw: '', counts: id === 'job-1' ? { SUCCESS: size - 1, ERROR: 1 } : { SUCCESS: size } });
    run.onPage = () => page(run.clock.now() < begin + 100_000 ? [] : both);
    run.engine.start();
    await run.during(minute);
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.pending], [6, 2]);
    await run.toEnd();
    assert.deepEqual(verdictsOf(run), rightOf);
  });

  it('keeps what it has read of a job that the service forgets after that', async () => {
    const run = harness({ count: 3, limits: { chunkEntries: 3 } });
    let known = true;
    run.onPoll = id =>
      known ? ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1, INVALID: 1 } }) : statusOf(404);
    run.onPage = () => {
      known = false;
      return page([row('SUCCESS', 'K0')]);
    };
    run.engine.start();
    await run.during(minute);
    assert.equal(run.book.tally.pending, 3, 'it may come back');
    await run.toEnd();
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.unmatched], [1, 2]);
    assert.equal(run.book.causes()[0]?.code, 'noResult');
  });

  it('keeps what it has read of a job whose results are refused after that', async () => {
    const run = harness({ count: 3, limits: { chunkEntries: 3 } });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1, INVALID: 1 } });
    run.onPage = () => (run.pages.length === 1 ? page([row('SUCCESS', 'K0')]) : statusOf(403));
    run.engine.start();
    await run.toEnd();
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.unmatched], [1, 2]);
  });

  it('does not take a job for short as long as it may still grow', async () => {
    const run = harness();
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: run.clock.now() > begin + minute ? 2 : 1 } });
    run.onPage = () => page([row('SUCCESS', 'K0')]);
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 2);
  });

  it('takes counts of attempts for no reason to disbelieve rows that are all there', async () => {
    const run = harness();
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 2, ERROR: 1 } });
    run.onPage = () => page([row('SUCCESS', 'K0'), row('SUCCESS', 'K1')]);
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 2);
  });

  it('tells what the service said about a job that failed as a whole', async () => {
    const run = harness();
    const words = 'Plan limit of 12000 active records reached';
    run.onPoll = id =>
      ok(
        { id, raw: '', completionStatus: 'FAILED', completedAt: 5, statusMessage: words },
        { warnings: ['no more'] },
      );
    run.onPage = () => page([]);
    run.engine.start();
    await run.toEnd();
    const why = { code: 'noResult', detail: `${words}; no more` };
    assert.deepEqual(run.journal.of('verdicts')[0]?.why, why);
    const [cause] = run.book.causes();
    assert.deepEqual([cause?.verdict, cause?.code, cause?.message], ['unmatched', why.code, why.detail]);
    assert.equal(run.book.job(1)?.warnings, 'no more');
  });

  it('tells what the service said where all failed alike', async () => {
    const run = harness();
    run.onPoll = id => ok({ id, raw: '', counts: { ERROR: 2 }, statusMessage: 'quota' });
    run.onPage = () => page([]);
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.failed, 2);
    assert.deepEqual(run.journal.of('verdicts')[0]?.why, { code: 'jobSaid', detail: 'quota' });
  });

  it('records that there is no way to more results, and says so', async () => {
    const run = harness({ run: { primaryKey: undefined as never } });
    const next = 'https://elsewhere.example/entries';
    run.onPage = () =>
      page([row('ERROR', 'K1')], { incomplete: true, refusedNext: { why: 'otherOrigin', text: next } });
    run.engine.start();
    await run.toEnd();
    const [first] = run.journal.of('page');
    assert.deepEqual([first?.incomplete, first?.refusedNext], [true, next]);
    assert.deepEqual(run.journal.of('verdicts')[0]?.why, { code: 'notListed', detail: next });
  });
});

describe('bulk run: results and the file', () => {
  it('waits for a file that is away, and opens it anew when it was only touched', async () => {
    let there = false;
    let opened = 0;
    const run = harness({
      before: accepted,
      withoutFile: true,
      openFile: file => {
        opened++;
        return there ? file : undefined;
      },
    });
    run.engine.track();
    await run.during(10 * minute);
    assert.deepEqual(
      [run.book.tally.pending, run.engine.jobs[0]?.lastPollProblem?.why.code],
      [2, 'fileChanged'],
    );
    assert.equal(run.pages.length, 1, 'the results are there');
    assert.ok(opened > 2 && opened < 8, String(opened));
    there = true;
    await run.during(10 * minute);
    assert.deepEqual(verdictsOf(run), rightOf);
  });

  it('compares the file anew when it was touched', async () => {
    const run = harness({ before: accepted, openFile: file => file, touched: true });
    run.engine.track();
    await run.during(minute);
    assert.deepEqual(verdictsOf(run), rightOf);
  });

  it('needs no file where all have the same verdict', async () => {
    const run = harness({ before: accepted, withoutFile: true });
    run.onPoll = id => ok({ id, raw: '', counts: { ERROR: 2 } });
    run.engine.track();
    await run.during(minute);
    assert.equal(run.book.tally.failed, 2);
  });

  it('ties results of a job in trouble to what was sent, though the file has changed since', async () => {
    const run = harness();
    let inTrouble = true;
    run.onPoll = (id, size) =>
      inTrouble ? statusOf(403) : ok({ id, raw: '', counts: { SUCCESS: size - 1, ERROR: 1 } });
    run.engine.start();
    await run.during(20 * minute);
    run.changed = true;
    inTrouble = false;
    await run.during(20 * minute);
    assert.deepEqual(verdictsOf(run), rightOf);
  });
});

describe('bulk run: reading results again', () => {
  async function unmatched(options: ConstructorParameters<typeof Harness>[0] = {}) {
    const run = harness(options);
    run.onPage = () => statusOf(403);
    run.engine.start();
    await run.toEnd();
    assert.ok(run.book.tally.unmatched > 0);
    return run;
  }

  /** As the command does it. */
  async function again(run: Harness, signal?: AbortSignal) {
    let result: Awaited<ReturnType<typeof readBack>> | undefined;
    void readBack(run, 'unmatched', signal).then(value => (result = value));
    await run.until(() => result !== undefined);
    return result;
  }

  it('turns unmatched into what they are', async () => {
    const run = await unmatched({ count: 24 });
    run.onPage = id => page(run.book.job(Number(id.slice(4)))?.entries.has(0) === true ? both : []);
    // The other chunks: the service still knows nothing of their entries.
    assert.deepEqual(await again(run), { asked: 12, read: 1 });
    assert.equal(run.book.tally.unmatched, 22);
    assert.deepEqual(verdictsOf(run), rightOf);
    assert.equal(run.book.phase.kind, 'finished');
  });

  it('asks for the counts first, and believes those that have changed', async () => {
    const run = await unmatched();
    run.onPoll = id => ok({ id, raw: '', counts: { ERROR: 2 } });
    run.onPage = () => page([]);
    assert.equal((await again(run))?.read, 1);
    assert.equal(run.book.tally.failed, 2);
  });

  it('reads the entries also where the job itself is gone', async () => {
    const run = await unmatched();
    run.onPoll = () => statusOf(404);
    run.onPage = () => page(both);
    assert.deepEqual(await again(run), { asked: 1, read: 1 });
    assert.deepEqual(verdictsOf(run), rightOf);
  });

  it('changes no verdict that is known, and ends when the results still cannot be had', async () => {
    const run = await unmatched();
    const stopped = (await again(run))?.stopped;
    assert.deepEqual([stopped?.code, stopped?.status], ['status', 403]);
    const found = { t: 'look', at: 9, arrived: [{ entry: 1 }], unseen: '' } as const;
    run.book.apply(found);
    run.onPage = () => page(both);
    assert.deepEqual(await again(run), { asked: 1, read: 0 });
    assert.deepEqual(verdictsOf(run), ['unmatched', 'succeeded']);
  });

  it('reads what a job that was given up has come to', async () => {
    const run = harness();
    run.onPoll = () => statusOf(404);
    run.engine.start();
    await run.during(minute);
    await run.engine.giveUp(1);
    await run.toEnd();
    assert.equal(run.book.tally.unknown, 2);
    run.onPoll = (id, size) => ok({ id, raw: '', counts: { SUCCESS: size - 1, ERROR: 1 } });
    let read: unknown;
    void run.engine.readResults(1).then(value => (read = value));
    await run.until(() => read !== undefined);
    assert.deepEqual([read, ...verdictsOf(run)], [{ kind: 'read' }, ...rightOf]);
  });

  it('keeps no results without an entry that have found theirs', async () => {
    const run = harness();
    run.onPage = () => page([{ status: 'ERROR', raw: 'a' }]);
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.strays, 1);
    run.onPage = () => page(both);
    await again(run);
    assert.deepEqual([run.book.strays, ...verdictsOf(run)], [0, ...rightOf]);
  });

  it('waits no longer when it is told to stop', async () => {
    const run = await unmatched();
    run.onPoll = () => failures.unreachable();
    run.onPage = () => failures.unreachable();
    const stop = new AbortController();
    const result = again(run, stop.signal);
    stop.abort();
    assert.equal((await result)?.read, 0);
  });
});
