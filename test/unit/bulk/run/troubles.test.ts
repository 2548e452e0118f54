import assert from 'node:assert/strict';
import type { JobEntry } from '../../../../src/core/bulk/records';
import { Harness } from './lib/harness';
import { failures, ok, statusOf } from './lib/world';

const minute = 60_000;
const hour = 60 * minute;

function row(status: string, key: string): JobEntry {
  return { status, key, raw: `{"${key}":1}` };
}

function troublesOf(run: Harness): string[] {
  return [...new Set(run.engine.jobs.map(({ trouble }) => trouble ?? 'none'))];
}

describe('bulk run: jobs that cannot be followed', () => {
  const ways = [
    ['refused', () => statusOf(403, 'no access'), '403 no access'],
    ['unreadable', failures.unreadable, '200 <html>'],
    ['failing', () => statusOf(500, 'down'), '500 down'],
  ] as const;
  for (const [trouble, answer, detail] of ways) {
    it(`${trouble}: ten of them stop the run with a question, and it goes on when told so`, async () => {
      const run = new Harness({ count: 60 });
      run.onPoll = answer;
      run.engine.start();
      await run.during(20 * minute);
      assert.deepEqual(run.book.phase, { kind: 'paused', why: 'jobs', detail });
      assert.equal(run.posts.length, 10);
      assert.deepEqual(troublesOf(run), [trouble]);
      assert.ok(run.engine.resume());
      await run.during(30 * minute);
      assert.equal(run.posts.length, 30);
      assert.equal(run.book.tally.pending, 60, 'no number of failures means anything');
    });
  }

  it('stand still: the same, with nothing to say', async () => {
    const run = new Harness({ count: 30 });
    run.onPoll = (id, size) => ok({ id, raw: '', counts: { NOT_STARTED: size } });
    run.engine.start();
    await run.during(9 * minute);
    assert.deepEqual([run.book.phase.kind, troublesOf(run)], ['running', ['none']]);
    await run.during(3 * minute);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'jobs' });
    assert.deepEqual(troublesOf(run), ['standingStill']);
    assert.equal(run.posts.length, 10);
  });

  it('and goes on by itself when they end after all', async () => {
    const run = new Harness({ count: 30 });
    let slow = true;
    run.onPoll = (id, size) => ok({ id, raw: '', counts: slow ? { NOT_STARTED: size } : { SUCCESS: size } });
    run.engine.start();
    await run.during(12 * minute);
    assert.equal(run.book.phase.kind, 'paused');
    slow = false;
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 30);
  });

  it('does not go on by itself when it was the user who paused', async () => {
    const run = new Harness({ count: 30 });
    let slow = true;
    run.onPoll = (id, size) => ok({ id, raw: '', counts: slow ? { NOT_STARTED: size } : { SUCCESS: size } });
    run.engine.start();
    await run.until(() => run.posts.length === 10);
    run.engine.pause();
    await run.during(20 * minute);
    slow = false;
    await run.during(20 * minute);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'user' });
    assert.equal(run.posts.length, 10);
  });

  it('a few of them keep nobody from being sent', async () => {
    const run = new Harness({ count: 40 });
    run.onPoll = (id, size) =>
      Number(id.slice(4)) <= 10 && id !== 'job-3'
        ? ok({ id, raw: '', counts: { NOT_STARTED: size } })
        : ok({ id, raw: '', counts: { SUCCESS: size } });
    run.engine.start();
    await run.during(15 * minute);
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.pending], [22, 18]);
  });

  it('are asked one in half a minute, whichever, and all again when one is answered', async () => {
    const run = new Harness({ count: 80 });
    let refuses = true;
    run.onPoll = (id, size) => (refuses ? statusOf(403) : ok({ id, raw: '', counts: { SUCCESS: size } }));
    run.engine.start();
    await run.during(2 * minute);
    run.engine.resume();
    await run.during(2 * minute);
    assert.equal(run.posts.length, 40, 'goes on');
    const before = run.polls.length;
    await run.during(hour);
    assert.ok(run.polls.length - before <= 170, `${run.polls.length - before} polls`);
    refuses = false;
    await run.during(3 * minute);
    assert.equal(run.book.tally.succeeded, 80);
  });

  it('do not keep what was sent: it is read from the file again when the results come', async () => {
    const run = new Harness({ count: 2 });
    let refuses = true;
    run.onPoll = id => (refuses ? statusOf(403) : ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1 } }));
    run.onPage = () =>
      ok({ path: '/1', entries: [row('ERROR', 'K1'), row('SUCCESS', 'K0')], incomplete: false });
    run.engine.start();
    await run.during(2 * minute);
    assert.deepEqual(
      run.engine.jobs.map(job => (job as { readonly body?: Uint8Array }).body),
      [undefined],
    );
    refuses = false;
    await run.toEnd();
    assert.deepEqual([run.book.verdict(0), run.book.verdict(1)], ['succeeded', 'failed']);
  });

  it('are given up all at once; those that go well are not', async () => {
    const run = new Harness({ count: 8 });
    let at = 0;
    run.onPoll = (id, size) =>
      id === 'job-1'
        ? ok({ id, raw: '', counts: { SUCCESS: Math.min(++at, size - 1), NOT_STARTED: 1 } })
        : statusOf(404);
    run.engine.start();
    await run.during(minute);
    assert.equal(await run.engine.giveUpAll(), 3);
    assert.deepEqual([run.book.tally.unknown, run.book.tally.pending], [6, 2]);
    assert.equal(run.engine.jobs.length, 1);
  });

  it('do not let the run go on by being given up while it is paused because of them', async () => {
    const run = new Harness({ count: 40 });
    run.onPoll = () => statusOf(403);
    run.engine.start();
    await run.during(2 * minute);
    assert.equal(await run.engine.giveUpAll(), 10);
    await run.during(2 * minute);
    assert.equal(run.book.phase.kind, 'paused');
    assert.equal(run.posts.length, 10);
    run.engine.resume();
    await run.during(2 * minute);
    assert.equal(run.posts.length, 20, 'goes on when told so');
  });

  it('are not asked about again after a restart and a word of the user', async () => {
    const run = new Harness({ count: 60 });
    run.onPoll = () => statusOf(403);
    run.engine.start();
    await run.during(2 * minute);
    const next = new Harness({ count: 60, before: run.journal.records });
    next.onPoll = () => statusOf(403);
    next.onPost = (_, number) => ok({ jobId: `next-${number}` });
    next.engine.start();
    await next.during(5 * minute);
    assert.equal(next.book.phase.kind, 'running');
    assert.equal(next.posts.length, 20);
  });

  it('a page that throws is a job in trouble like others', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, ERROR: 1 } });
    run.onPage = () => {
      throw new RangeError('Not a path of this API.');
    };
    run.engine.start();
    await run.during(10 * minute);
    assert.deepEqual(troublesOf(run), ['unreadable']);
  });
});

describe('bulk run: jobs that end in words of their own', () => {
  it('have their entries read when nothing is open, the sum is reached and they stand still', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: 1, SKIPPED: 1 } });
    run.onPage = () =>
      ok({ path: '/1', entries: [row('SKIPPED', 'K1'), row('SUCCESS', 'K0')], incomplete: false });
    run.engine.start();
    await run.during(minute / 2);
    assert.equal(run.pages.length, 0);
    await run.toEnd();
    assert.deepEqual([run.book.verdict(0), run.book.verdict(1)], ['succeeded', 'unmatched']);
  });

  it('soon, where jobs of the run ended with these words before', async () => {
    const run = new Harness({ count: 60 });
    run.onPoll = (id, size) => ok({ id, raw: '', counts: { SUCCESS: size - 1, SKIPPED: 1 } });
    run.engine.start();
    await run.during(4 * minute);
    assert.equal(run.book.tally.unmatched, 60);
  });

  it('or when they have no counts and a word like an end', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = id => ok({ id, raw: '', completionStatus: 'COMPLETED_WITH_ERRORS' });
    run.onPage = () =>
      ok({ path: '/1', entries: [row('ERROR', 'K1'), row('SUCCESS', 'K0')], incomplete: false });
    run.engine.start();
    await run.toEnd();
    assert.deepEqual([run.book.verdict(0), run.book.verdict(1)], ['succeeded', 'failed']);
  });

  for (const counts of [{ SUCCESS: 1, IN_PROGRESS: 1 }, { SUCCESS: 1, NOT_STARTED: 1 }, { SKIPPED: 1 }]) {
    it(`not while ${Object.keys(counts).join(' and ')} are all that is known`, async () => {
      const run = new Harness({ count: 2 });
      run.onPoll = id => ok({ id, raw: '', counts });
      run.engine.start();
      await run.during(hour);
      assert.deepEqual(
        [run.pages.length, run.book.tally.pending, troublesOf(run)],
        [0, 2, ['standingStill']],
      );
    });
  }
});
