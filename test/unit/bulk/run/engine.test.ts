import assert from 'node:assert/strict';
import { Harness } from './lib/harness';
import { failures, ok, statusOf } from './lib/world';

describe('bulk run: sending', () => {
  it('sends every entry once, byte for byte, and finishes when the jobs say so', async () => {
    const run = new Harness({ count: 5 });
    assert.ok(run.engine.start());
    await run.toEnd();
    assert.deepEqual(
      run.posts.map(({ body }) => body),
      ['[{"id":"K0"},{"id":"K1"}]', '[{"id":"K2"},{"id":"K3"}]', '[{"id":"K4"}]'],
    );
    assert.equal(run.book.tally.succeeded, 5);
    assert.deepEqual(run.phases(), ['running', 'finished']);
    assert.equal(run.pages.length, 0, 'nobody reads what the counts say');
    assert.deepEqual([...run.book.ways], ['counts']);
    assert.equal(run.clock.next, undefined, 'nothing is left to do');
  });

  it('has the intent on the disk before the POST, and the outcome before the next record of the chunk', async () => {
    const run = new Harness({ count: 4 });
    const order: string[] = [];
    run.journal.onAppend = async record => {
      await new Promise<void>(resolve => void run.clock.after(5, resolve));
      order.push(`${record.t} ${'chunk' in record ? record.chunk : ''}`);
    };
    run.onPost = (post, number) => {
      assert.ok(order.includes(`intent ${Number(post.ids[0]?.slice(1)) / 2 + 1}`));
      return ok({ jobId: `job-${number}` });
    };
    run.engine.start();
    await run.toEnd();
    assert.equal(run.posts.length, 2);
    for (const chunk of [1, 2]) {
      assert.deepEqual(
        order.filter(each => each.endsWith(` ${chunk}`)).map(each => each.split(' ')[0]),
        ['intent', 'outcome', 'poll', 'verdicts'],
      );
    }
  });

  it('begins with two requests at a time and grows to six', async () => {
    const run = new Harness({ count: 200, limits: { maxJobs: 1_000 } });
    run.onPoll = id => ok({ id, raw: '', counts: { NOT_STARTED: 2 } });
    run.engine.start();
    await run.until(() => run.posts.length > 0);
    assert.equal(run.mostInFlight, 2);
    await run.until(() => run.posts.length === 100);
    assert.equal(run.mostInFlight, 6);
  });

  for (const early of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`goes on after a wait that ends while it looks at the clock: timers ${early} ms early`, async () => {
      const run = new Harness({ count: 6 });
      run.clock.early = early;
      run.clock.lookMs = 1;
      run.onPost = (_, number) => (number <= 2 ? statusOf(503) : ok({ jobId: `job-${number}` }));
      run.engine.start();
      await run.toEnd();
      assert.equal(run.book.tally.unknown, 4);
      assert.equal(run.book.tally.succeeded, 2);
    });
  }

  it('has at most so many unfinished jobs', async () => {
    const run = new Harness({ count: 40, limits: { maxJobs: 3 } });
    let done = false;
    run.onPoll = (id, size) => ok({ id, raw: '', counts: done ? { SUCCESS: size } : { NOT_STARTED: size } });
    run.engine.start();
    await run.during(100_000);
    assert.equal(run.posts.length, 3);
    done = true;
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 40);
  });

  it('takes over limits that are changed while it runs', async () => {
    const run = new Harness({ count: 12, limits: { firstInFlight: 1, maxInFlight: 1 } });
    run.engine.start();
    await run.until(() => run.posts.length === 2);
    run.engine.setLimits({ ...run.engine.limits, chunkEntries: 4 });
    await run.toEnd();
    assert.deepEqual(
      run.posts.map(({ ids }) => ids.length),
      [2, 2, 4, 4],
    );
  });

  it('waits as a whole for what Retry-After says, polls included, and sends the same chunk again', async () => {
    const run = new Harness({ count: 8 });
    let until = 0;
    run.onPost = (_, number) => {
      if (number !== 3) return ok({ jobId: `job-${number}` });
      until = run.clock.now() + 20_000;
      return statusOf(429, '', 20_000);
    };
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 8);
    assert.ok([...run.posts, ...run.polls].every(({ at }) => at <= until - 20_000 || at >= until));
    assert.ok(run.phases().includes('waiting throttled'));
    const again = run
      .outcomes()
      .find(each => each.endsWith('again'))
      ?.split(' ')[0];
    assert.ok(run.outcomes().includes(`${again ?? ''} accepted`), 'under its number');
  });

  it('halves what is too large, down to single entries', async () => {
    const run = new Harness({ count: 9, limits: { chunkEntries: 8, firstInFlight: 1, maxInFlight: 1 } });
    run.onPost = (post, number) => {
      if (post.ids.length > 2) return statusOf(413);
      return post.ids.includes('K4') ? statusOf(413, 'too large') : ok({ jobId: `job-${number}` });
    };
    run.engine.start();
    await run.toEnd();
    assert.deepEqual(
      run.posts.slice(0, 3).map(({ ids }) => ids.length),
      [8, 4, 2],
    );
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.refused], [8, 1]);
    assert.equal(run.book.verdict(4), 'refused');
    assert.equal(
      new Set(run.journal.of('intent').map(({ chunk }) => chunk)).size,
      run.posts.length,
      'parts have numbers of their own',
    );
  });

  it('never sends again what may have arrived, and goes on with the others', async () => {
    const run = new Harness({ count: 8 });
    run.onPost = (_, number) => (number === 2 ? failures.timeout() : ok({ jobId: `job-${number}` }));
    run.engine.start();
    await run.toEnd();
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.unknown], [6, 2]);
    assert.equal(run.posts.length, 4);
  });

  it('takes the job of another chunk for none', async () => {
    const run = new Harness({ count: 4 });
    run.onPost = () => ok({ jobId: 'job-1' }, { text: '{"_data":{"id":"job-1"}}' });
    run.engine.start();
    await run.toEnd();
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.untracked], [2, 2]);
  });
});

describe('bulk run: pausing', () => {
  it('stops at once when the token does not do, loses nothing, and goes on', async () => {
    const run = new Harness({ count: 10 });
    let token = false;
    run.onPost = (_, number) => (token ? ok({ jobId: `job-${number}` }) : statusOf(401, 'no such token'));
    run.engine.start();
    await run.until(() => false);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'refused', detail: '401 no such token' });
    assert.equal(run.posts.length, 2);
    assert.equal(run.book.tally.pending, 10);
    token = true;
    assert.ok(run.engine.resume());
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 10);
  });

  it('asks after three chunks were refused in the same words, and goes on when told so', async () => {
    const run = new Harness({ count: 40, limits: { firstInFlight: 1, maxInFlight: 1 } });
    run.onPost = () => statusOf(422, 'no such attribute');
    run.engine.start();
    await run.until(() => false);
    assert.equal(run.posts.length, 3);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'refused', detail: '422 no such attribute' });
    run.engine.resume();
    await run.toEnd();
    assert.equal(run.book.tally.refused, 40);
  });

  it('gives an outage up when the retry quota is used up, and can go on', async () => {
    const run = new Harness({ count: 4 });
    let up = false;
    run.onPost = (_, number) => (up ? ok({ jobId: `job-${number}` }) : failures.unreachable());
    run.engine.start();
    await run.until(() => run.book.phase.kind === 'paused', 20_000);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'quota', detail: 'ECONNREFUSED' });
    assert.equal(run.posts.length, 101);
    assert.equal(run.book.tally.pending, 4);
    up = true;
    run.engine.resume();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 4);
  });

  it('pauses after five unknown outcomes in a row', async () => {
    const run = new Harness({ count: 40, limits: { firstInFlight: 1, maxInFlight: 1 } });
    run.onPost = () => statusOf(500);
    run.engine.start();
    await run.until(() => false);
    assert.equal(run.posts.length, 5);
    assert.deepEqual(run.phases().at(-1), 'paused quota');
  });

  it('lets requests under way end when the user pauses, follows the jobs, and goes on', async () => {
    const run = new Harness({ count: 10 });
    run.engine.start();
    await run.until(() => run.posts.length === 2);
    run.engine.pause();
    await run.until(() => false);
    assert.equal(run.posts.length, 2);
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.pending], [4, 6]);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'user' });
    run.engine.resume();
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 10);
  });

  it('sends nothing more once it is cancelled, but follows what was accepted', async () => {
    const run = new Harness({ count: 10 });
    run.engine.start();
    await run.until(() => run.posts.length === 2);
    void run.engine.cancel();
    await run.toEnd();
    assert.equal(run.posts.length, 2);
    assert.deepEqual([run.book.tally.succeeded, run.book.tally.skipped], [4, 6]);
    assert.equal(run.engine.resume(), false);
    assert.deepEqual(run.phases(), ['running', 'cancelled', 'finished']);
  });

  it('does not send a chunk whose intent was recorded just as the run was cancelled', async () => {
    const run = new Harness({ count: 4 });
    run.journal.onAppend = record => {
      if (record.t === 'intent' && record.chunk === 1) void run.engine.cancel();
    };
    run.engine.start();
    await run.toEnd();
    assert.equal(run.posts.length, 0);
    assert.equal(run.book.tally.skipped, 4);
  });

  it('stops when the file has changed, and goes on with the file that was checked anew', async () => {
    const run = new Harness({ count: 10 });
    run.engine.start();
    await run.until(() => run.posts.length === 2);
    run.changed = true;
    await run.until(() => false);
    assert.deepEqual(run.book.phase, { kind: 'paused', why: 'fileChanged' });
    assert.equal(run.posts.length, 2);
    run.changed = false;
    assert.ok(run.engine.resume(run.file));
    await run.toEnd();
    assert.equal(run.book.tally.succeeded, 10);
  });

  it('sends nothing more when the journal refuses a record', async () => {
    const run = new Harness({ count: 20 });
    run.journal.onAppend = record => {
      if (record.t === 'outcome') throw new Error('ENOSPC');
    };
    run.engine.start();
    await run.until(() => false);
    assert.deepEqual(run.engine.phase, { kind: 'paused', why: 'journal', detail: 'ENOSPC' });
    assert.equal(run.posts.length, 2);
    assert.equal(run.engine.start(), false);
    assert.deepEqual([run.book.chunk(1)?.kind, run.book.chunk(2)?.kind], ['sent', 'sent']);
  });

  it('waits for requests under way when it is disposed of, and records their outcomes', async () => {
    const run = new Harness({ count: 10 });
    run.engine.start();
    await run.until(() => run.posts.length === 2);
    let disposed = false;
    const ended = run.engine.dispose().then(() => (disposed = true));
    await run.until(() => disposed);
    await ended;
    assert.deepEqual(run.outcomes(), ['1 accepted', '2 accepted']);
    assert.equal(run.clock.next, undefined);
  });
});
