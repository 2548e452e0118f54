import assert from 'node:assert/strict';
import { Digits } from '../../../../src/core/api/ids';
import { readEntry } from '../../../../src/core/api/jobEntry';
import type { JobEntry, JournalRecord } from '../../../../src/core/bulk/records';
import type { ResultsRead } from '../../../../src/core/bulk/run/request';
import { Harness } from './lib/harness';
import { failures, ok, statusOf } from './lib/world';

const accepted: readonly JournalRecord[] = [
  { t: 'phase', at: 1, phase: { kind: 'running' } },
  { t: 'intent', at: 2, chunk: 1, entries: '0+2', bytes: 30 },
  { t: 'outcome', at: 3, chunk: 1, outcome: { kind: 'accepted', jobId: 'old-1' } },
  { t: 'phase', at: 4, phase: { kind: 'paused', why: 'restart' } },
];

function row(status: string, key: string, message?: string): JobEntry {
  return { status, key, raw: `{"${key}":1}`, ...(message === undefined ? {} : { message }) };
}

describe('bulk run: following jobs', () => {
  it('goes on with the jobs after a restart, and sends nothing until it is told to', async () => {
    const run = new Harness({ count: 4, before: accepted, withoutFile: true });
    run.engine.track();
    await run.until(() => false);
    assert.equal(run.posts.length, 0);
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.pending], [2, 2]);
    assert.equal(run.engine.start(), false, 'not without the file');
    assert.ok(run.engine.start(run.file));
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 4);
  });

  it('shows a poll that failed and repeats it; no number of failures means anything', async () => {
    const run = new Harness({ count: 2, before: accepted, run: { entries: '0+2' } });
    run.onPoll = () => statusOf(500, 'down');
    run.engine.track();
    await run.during(3_600_000);
    const problem = run.engine.jobs[0]?.lastPollProblem;
    assert.equal(problem?.why.detail, 'down');
    assert.ok(problem.times > 100);
    const waits = run.polls.slice(1).map(({ at }, before) => at - (run.polls[before]?.at ?? 0));
    assert.ok(Math.max(...waits) <= 30_100 && Math.min(...waits) >= 250);
    assert.equal(run.book.tally.pending, 2);
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 2 } });
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 2);
  });

  it('keeps entries pending whose job the service does not know, until the user gives it up', async () => {
    const run = new Harness({ count: 2, before: accepted, run: { entries: '0+2' } });
    run.onPoll = () => statusOf(404);
    run.engine.track();
    await run.during(600_000);
    assert.equal(run.book.tally.pending, 2);
    await run.engine.giveUp(1);
    await run.toEnd();
    assert.equal(run.book.tally.unknown, 2);
    assert.equal(run.book.job(1)?.end, 'gone');
  });

  it('does not let jobs that nobody knows any more keep others from being sent', async () => {
    const run = new Harness({ count: 8, limits: { maxJobs: 1 } });
    run.onPoll = (id, size) =>
      id === 'job-2' ? statusOf(404) : ok({ id, raw: '', counts: { SUCCESS: size } });
    run.engine.start();
    await run.during(600_000);
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.pending], [6, 2]);
  });

  it('reads all pages when not all succeeded, and ties them by key', async () => {
    const run = new Harness({ count: 3, limits: { chunkEntries: 3 } });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1, INVALID: 1 } });
    run.onPage = (_, path) =>
      path === undefined
        ? ok({
            path: '/1',
            entries: [row('ERROR', 'K2', 'bad'), row('SUCCESS', 'K0')],
            next: '/2',
            incomplete: false,
          })
        : ok({ path, entries: [row('INVALID', 'K1')], incomplete: false });
    run.engine.start();
    await run.toEnd();
    assert.deepEqual(
      [0, 1, 2].map(entry => run.book.verdict(entry)),
      ['succeeded', 'invalid', 'failed'],
    );
    assert.deepEqual(
      run.journal.of('page').map(({ page, next }) => [page, next]),
      [
        [1, '/2'],
        [2, undefined],
      ],
    );
    assert.deepEqual([...run.book.ways], ['key']);
  });

  it('ties results by the input that they repeat where no key is known', async () => {
    const run = new Harness({ count: 2, run: { primaryKey: undefined as never } });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1 } });
    const echoed = (status: string, id: string) =>
      readEntry({ status, input: { id } }, new Digits(''), undefined);
    run.onPage = () =>
      ok({ path: '/1', entries: [echoed('ERROR', 'K1'), echoed('SUCCESS', 'K0')], incomplete: false });
    run.engine.start();
    await run.toEnd();
    assert.deepEqual([run.book.verdict(0), run.book.verdict(1)], ['succeeded', 'failed']);
  });

  it('ties results to what was sent, also when the file has changed since', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1 } });
    run.onPage = () =>
      ok({ path: '/1', entries: [row('ERROR', 'K1'), row('SUCCESS', 'K0')], incomplete: false });
    run.engine.start();
    await run.until(() => run.posts.length === 1);
    run.changed = true;
    await run.toEnd();
    assert.deepEqual([run.book.verdict(0), run.book.verdict(1)], ['succeeded', 'failed']);
  });

  it('reads again when rows are still missing, and leaves unmatched what does not come', async () => {
    const run = new Harness({ count: 4, limits: { chunkEntries: 4 } });
    let readings = 0;
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 2, ERROR: 1, INVALID: 1 } });
    run.onPage = () => {
      const rows = [row('SUCCESS', 'K0'), ...(++readings > 1 ? [row('ERROR', 'K2')] : [])];
      return ok({ path: '/1', entries: rows, incomplete: true });
    };
    run.engine.start();
    await run.toEnd();
    // For two minutes.
    assert.ok(readings >= 5 && readings <= 8, String(readings));
    assert.ok(run.clock.now() - 1_000_000 >= 120_000);
    assert.deepEqual(
      [0, 1, 2, 3].map(entry => run.book.verdict(entry)),
      ['succeeded', 'unmatched', 'failed', 'unmatched'],
    );
  });

  it('ends without results when they are refused for good, but not when they cannot be had for now', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1 } });
    run.onPage = () => failures.cut();
    run.engine.start();
    await run.during(3_600_000);
    assert.equal(run.book.tally.pending, 2);
    run.onPage = () => statusOf(403, 'not with this role');
    await run.toEnd();
    assert.equal(run.book.tally.unmatched, 2);
  });

  it('says failed by the counts where nobody can read the entries', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = id => ok({ id, raw: '', counts: { ERROR: 2 } });
    run.onPage = () => statusOf(404);
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.failed, 2);
  });

  it('reads the results of a chunk that succeeded on request', async () => {
    const run = new Harness({ count: 2 });
    run.onPage = () =>
      ok({
        path: '/1',
        entries: [{ ...row('SUCCESS', 'K1'), processId: 'p1' }, row('SUCCESS', 'K0')],
        incomplete: false,
      });
    run.engine.start();
    await run.toEnd();
    const read = run.engine.readResults(1);
    let result: string | undefined;
    void read.then(({ kind }) => (result = kind));
    await run.until(() => result !== undefined);
    assert.equal(result, 'read');
    assert.deepEqual(run.journal.of('verdicts').at(-1)?.rows?.[0], {
      entry: 1,
      verdict: 'succeeded',
      processId: 'p1',
      key: 'K1',
    });
    assert.equal(run.book.tally.succeeded, 2);
  });

  it('gives up the reading of results that somebody waits for after three failures, or when it is cancelled', async () => {
    const run = new Harness({ count: 2 });
    run.engine.start();
    await run.toEnd();
    let pages = 0;
    run.onPage = () => {
      pages++;
      return statusOf(500);
    };
    let result: ResultsRead | undefined;
    void run.engine.readResults(1).then(value => (result = value));
    await run.until(() => result !== undefined);
    assert.deepEqual([result?.kind, pages], ['failed', 3]);
    const stop = new AbortController();
    result = undefined;
    void run.engine.readResults(1, stop.signal).then(value => (result = value));
    await run.until(() => pages === 4);
    stop.abort();
    await run.until(() => result !== undefined);
    assert.equal((result as ResultsRead | undefined)?.kind, 'cancelled');
    assert.deepEqual(run.engine.jobs, []);
    assert.equal((await run.engine.readResults(1, stop.signal)).kind, 'cancelled');
  });

  it('waits with sending when a poll is throttled', async () => {
    const run = new Harness({ count: 40 });
    let until = 0;
    run.onPoll = (id, size) => {
      if (until > 0) return ok({ id, raw: '', counts: { SUCCESS: size } });
      until = run.clock.now() + 30_000;
      return statusOf(429, '', 30_000);
    };
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 40);
    assert.ok(until > 0);
    assert.ok(run.posts.every(({ at }) => at <= until - 30_000 || at >= until));
  });
});
