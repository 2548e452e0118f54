import assert from 'node:assert/strict';
import { Harness } from './lib/harness';
import { ok, statusOf } from './lib/world';

const minute = 60_000;
const oneLane = { firstInFlight: 1, maxInFlight: 1 };

describe('bulk run: a chunk that is refused with 403', () => {
  it('waits behind all others, and is refused when they were taken', async () => {
    const run = new Harness({ count: 10, limits: oneLane });
    run.onPost = (post, number) =>
      post.ids.includes('K2') ? statusOf(403, 'blocked') : ok({ jobId: `job-${number}` });
    run.engine.start();
    await run.during(minute);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'refused', detail: '403 blocked' });
    run.engine.resume();
    await run.toEnd();
    assert.deepEqual(
      run.posts.map(({ ids }) => ids[0]),
      ['K0', 'K2', 'K4', 'K6', 'K8', 'K2'],
    );
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.refused], [8, 2]);
  });

  it('stays to be sent as long as no other is taken: it may be the role', async () => {
    const run = new Harness({ count: 4, limits: oneLane });
    let role = false;
    run.onPost = (_, number) => (role ? ok({ jobId: `job-${number}` }) : statusOf(403));
    run.engine.start();
    for (let resumes = 0; resumes < 5; resumes++) {
      await run.during(minute);
      assert.equal(run.book.tally.pending, 4);
      run.engine.resume();
    }
    role = true;
    await run.during(minute);
    run.engine.resume();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 4);
  });
});

describe('bulk run: chunks without a job', () => {
  it('are asked about after the first, and not again after the user went on', async () => {
    const run = new Harness({ count: 20, limits: oneLane });
    run.onPost = () => ok({}, { text: 'Accepted' });
    run.engine.start();
    await run.during(minute);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'untracked' });
    assert.equal(run.posts.length, 1);
    run.engine.resume();
    await run.toEnd();
    assert.equal(run.book.tally.untracked, 20);
  });

  it('are asked about after three in a row where others have jobs', async () => {
    const run = new Harness({ count: 20, limits: oneLane });
    run.onPost = (_, number) => ok(number === 1 || number === 3 ? { jobId: `job-${number}` } : {});
    run.engine.start();
    await run.during(minute);
    assert.deepEqual(run.phases().at(-1), 'paused untracked');
    assert.equal(run.posts.length, 6);
  });

  it('are not asked about when nothing is left to send', async () => {
    const run = new Harness({ count: 2 });
    run.onPost = () => ok({});
    run.engine.start();
    await run.toEnd();
    assert.deepEqual(run.phases(), ['running', 'finished']);
  });
});

describe('bulk run: answers to polls that are about the whole run', () => {
  it('holds everything when any of them names a wait', async () => {
    const run = new Harness({ count: 40 });
    let until = 0;
    run.onPoll = (id, size) => {
      if (until > 0) return ok({ id, raw: '', counts: { SUCCESS: size } });
      until = run.clock.now() + 60_000;
      return statusOf(503, 'maintenance', 60_000);
    };
    run.engine.start();
    await run.toEnd();
    assert.ok(until > 0);
    assert.ok([...run.posts, ...run.polls].every(({ at }) => at <= until - 60_000 || at >= until));
  });

  it('is not held by one job in trouble', async () => {
    const run = new Harness({ count: 40, limits: { maxJobs: 3 } });
    run.onPoll = (id, size) =>
      id === 'job-2' ? statusOf(503, '', 60_000) : ok({ id, raw: '', counts: { SUCCESS: size } });
    run.engine.start();
    await run.during(30 * minute);
    assert.equal(run.book.tally.succeeded, 38);
  });

  it('forgives throttled polls when others are answered', async () => {
    const run = new Harness({ count: 2 });
    let polls = 0;
    run.onPoll = (id, size) =>
      ++polls % 2 === 0 ? statusOf(429, '', 1_000) : ok({ id, raw: '', counts: { NOT_STARTED: size } });
    run.engine.start();
    await run.until(() => polls > 240, 5_000);
    assert.equal(run.engine.phase.kind === 'paused', false);
  });

  it('does not ask to resume when polls are throttled for ever and nothing is left to send', async () => {
    const run = new Harness({ count: 2 });
    run.onPoll = () => statusOf(429);
    run.engine.start();
    await run.until(() => run.polls.length > 150, 5_000);
    assert.equal(run.phases().includes('paused quota'), false);
  });

  it('asks seldom with a token that was refused, and at once when it is set anew', async () => {
    const run = new Harness({ count: 40 });
    let token = true;
    run.onPoll = (id, size) =>
      token ? ok({ id, raw: '', counts: { SUCCESS: size } }) : statusOf(401, 'revoked');
    run.engine.start();
    await run.until(() => run.posts.length === 4);
    token = false;
    await run.during(minute);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'refused', detail: '401 revoked' });
    const { pending } = run.book.tally;
    const before = run.polls.length;
    await run.during(60 * minute);
    assert.ok(run.polls.length - before <= 16, `${run.polls.length - before} polls`);
    token = true;
    run.engine.tokenSet();
    await run.during(minute);
    assert.ok(run.book.tally.pending < pending);
    assert.equal(run.book.phase.kind, 'paused');
  });

  it('a cancelled run asks again after ten minutes, however long it was told to wait', async () => {
    const run = new Harness({ count: 8 });
    let polls = 0;
    run.onPoll = (id, size) =>
      ++polls === 1 ? statusOf(429, '', 24 * 60 * minute) : ok({ id, raw: '', counts: { SUCCESS: size } });
    run.engine.start();
    await run.during(minute);
    const at = run.clock.now();
    void run.engine.cancel();
    await run.toEnd();
    assert.equal(run.book.phase.kind, 'finished');
    assert.ok(run.clock.now() - at <= 11 * minute);
  });
});

describe('bulk run: cancelling', () => {
  it('says that it is recorded', async () => {
    const run = new Harness({ count: 4 });
    run.engine.start();
    assert.equal(await run.engine.cancel(), true);
    assert.equal(run.book.cancelled, true);
  });

  it('says that it is not, where the journal refuses, now or before', async () => {
    for (const refuses of ['phase', 'outcome'] as const) {
      const run = new Harness({ count: 10 });
      run.journal.onAppend = record => {
        if (record.t === refuses && !(record.t === 'phase' && record.phase.kind === 'running')) {
          throw new Error('ENOSPC');
        }
      };
      run.engine.start();
      await run.during(refuses === 'phase' ? 50 : minute);
      assert.equal(await run.engine.cancel(), false);
      assert.deepEqual(run.engine.phase, { kind: 'paused', why: 'journal', detail: 'ENOSPC' });
      assert.equal(run.book.cancelled, false);
    }
  });
});

describe('bulk run: the end of a window', () => {
  it('begins no POST any more, also where the intent is recorded', async () => {
    const run = new Harness({ count: 4 });
    run.journal.onAppend = record => {
      if (record.t === 'intent') void run.engine.dispose();
    };
    run.engine.start();
    await run.during(minute);
    assert.equal(run.posts.length, 0);
    assert.deepEqual(new Set(run.outcomes().map(each => each.split(' ')[1])), new Set(['again']));
    assert.equal(run.book.tally.pending, 4);
  });
});
