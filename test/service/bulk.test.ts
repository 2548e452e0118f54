import assert from 'node:assert/strict';
import { EntriesPager } from '../../src/core/api/entriesPager';
import type { JobEntriesPage } from '../../src/core/api/jobEntries';
import { jobProgress, type JobProgress } from '../../src/core/api/jobProgress';
import { startSandbox, type Sandbox, type StoredJob } from '../../src/core/sandbox';
import { apiFor, type TestApi } from '../unit/api/harness';
import { serviceClock } from './lib/places';
import { until } from './lib/until';

/** A bulk body of so many processes. */
function body(count: number): Buffer {
  const items = Array.from({ length: count }, (_, i) => `{ "data": { "employee_name": "Number ${i}" } }`);
  return Buffer.from(`[\n${items.join(',\n')}\n]`);
}

describe('client against the sandbox: bulk creates and their jobs', () => {
  let sandbox: Sandbox;
  let test: TestApi;

  beforeEach(async () => {
    sandbox = await startSandbox({ clock: serviceClock, jobsByHand: true });
    test = apiFor({ url: sandbox.baseUrl }, { token: sandbox.token });
  });
  afterEach(() => sandbox.stop());

  async function submit(count: number): Promise<StoredJob> {
    const result = await test.api.bulkCreate('onboarding', body(count));
    assert.ok(result.ok, JSON.stringify(result));
    const job = sandbox.store.jobs.latest;
    assert.ok(job);
    assert.equal(result.value.jobId, job.id);
    return job;
  }

  let now = 0;

  async function poll(job: StoredJob, previous?: JobProgress): Promise<JobProgress> {
    const polled = await test.api.fetchJob(job.id);
    assert.ok(polled.ok, JSON.stringify(polled));
    // Half a minute between two polls, as far as the rule goes.
    now += 30_000;
    return jobProgress(polled.value, job.size, previous, now);
  }

  async function read(job: StoredJob): Promise<JobEntriesPage[]> {
    const pages: JobEntriesPage[] = [];
    const pager = new EntriesPager((path, reading) =>
      test.api.fetchJobEntries(job.id, path, undefined, reading),
    );
    for await (const page of pager) {
      assert.ok(page.ok, JSON.stringify(page));
      pages.push(page.value);
    }
    assert.equal(pager.ended, true);
    return pages;
  }

  it('the body arrives byte for byte', async () => {
    const bytes = Buffer.from(
      '[ {"data":{"employee_name":"आशा","settings":{"n":12345678901234567890,"m":1.0}}} ]\r\n',
    );
    const result = await test.api.bulkCreate('onboarding', bytes);
    assert.ok(result.ok);
    const seen = sandbox.requests.at(-1);
    assert.deepEqual(
      [seen?.method, seen?.path, seen?.body],
      ['POST', '/v1/ext/procedure/onboarding/process/bulk-create', bytes.toString()],
    );
    assert.match(result.answer.text, /"completedAt":0/);
  });

  it('a sandbox works through its jobs by itself', async () => {
    const own = await startSandbox({ clock: serviceClock });
    try {
      const { api } = apiFor({ url: own.baseUrl }, { token: own.token });
      await api.bulkCreate('onboarding', body(300));
      await until(() => own.store.jobs.latest?.finished === true);
      assert.equal(own.store.size, 300);
    } finally {
      await own.stop();
    }
  });

  it('an old job is still there, page by page, while a new one is worked on', async () => {
    const jobs = [await submit(250), await submit(10)];
    sandbox.workOn(255);
    assert.deepEqual(await Promise.all(jobs.map(async job => (await poll(job)).kind)), [
      'finished',
      'unfinished',
    ]);
    const pages = await read(jobs[0]!);
    assert.deepEqual(
      pages.map(({ entries, total, incomplete }) => [entries.length, total, incomplete]),
      [
        [100, 250, false],
        [100, 250, false],
        [50, 250, false],
      ],
    );
    assert.equal(new Set(pages.flatMap(({ entries }) => entries.map(({ raw }) => raw))).size, 250);
  });

  it('more than the service takes: refused with 413, by count and by bytes', async () => {
    for (const [bulkLimit, count] of [
      ['1000 entries', 1001],
      ['100 kB', 2500],
    ] as const) {
      sandbox.choose({ bulkLimit });
      const result = await test.api.bulkCreate('onboarding', body(count));
      assert.ok(!result.ok && result.failure.kind === 'status');
      assert.deepEqual([result.failure.status, result.failure.effect], [413, 'refused']);
      await submit(1000);
    }
  });

  it('throttled: once, with the wait', async () => {
    const job = await submit(1);
    const calls = {
      bulk: () => test.api.bulkCreate('onboarding', body(1)),
      job: () => test.api.fetchJob(job.id),
      entries: () => test.api.fetchJobEntries(job.id, undefined),
    };
    for (const [route, call] of Object.entries(calls)) {
      sandbox.faults.next({ kind: '429-seconds', seconds: 3, route: route as keyof typeof calls });
      const before = sandbox.requests.length;
      const result = await call();
      assert.ok(!result.ok && result.failure.kind === 'status', route);
      assert.deepEqual([result.failure.retryAfterMs, result.failure.attempts], [3000, 1]);
      assert.equal(sandbox.requests.length, before + 1);
      assert.equal((await call()).ok, true);
    }
    assert.deepEqual(test.clock.waits, []);
  });

  it('job-stuck: the job does not go on, others do', async () => {
    sandbox.faults.next({ kind: 'job-stuck', route: 'bulk' });
    const stuck = await submit(3);
    const other = await submit(2);
    sandbox.workOn(100);
    assert.equal((await poll(other)).kind, 'finished');
    let progress: JobProgress | undefined;
    for (let polls = 0; polls < 30; polls++) progress = await poll(stuck, progress);
    assert.equal(progress?.kind, 'unfinished');
    assert.equal(sandbox.store.size, 2);
  });

  it('job-slow: one entry now and then, others are not kept waiting', async () => {
    sandbox.faults.next({ kind: 'job-slow', route: 'bulk', ms: 12 });
    const slow = await submit(2);
    const other = await submit(5);
    sandbox.workOn(100);
    assert.deepEqual([slow.next, other.next], [1, 5]);
    sandbox.workOn(100);
    sandbox.workOn(100);
    assert.equal((await poll(slow)).kind, 'unfinished');
    sandbox.workOn(100);
    assert.equal((await poll(slow)).kind, 'finished');
  });

  it('job-lost: nobody knows it', async () => {
    sandbox.faults.next({ kind: 'job-lost', route: 'bulk' });
    const job = await submit(3);
    sandbox.workOn(100);
    for (const result of [
      await test.api.fetchJob(job.id),
      await test.api.fetchJobEntries(job.id, undefined),
    ]) {
      assert.ok(!result.ok && result.failure.kind === 'status' && result.failure.status === 404);
    }
    assert.equal(sandbox.store.size, 0);
  });

  it('entries-loop: each page is read once, and it is said that some are missing', async () => {
    sandbox.choose({ entriesPageSize: '3' });
    const job = await submit(8);
    sandbox.workOn(100);
    sandbox.faults.next({ kind: 'delay', ms: 0, route: 'entries' });
    sandbox.faults.always({ kind: 'entries-loop', route: 'entries' });
    const before = sandbox.requests.length;
    const pages = await read(job);
    assert.equal(sandbox.requests.length - before, 2);
    const last = pages.at(-1);
    assert.deepEqual([pages.length, last?.incomplete, last?.refusedNext?.why], [2, true, 'visited']);
  });

  it('entries-other-origin: nothing is sent there', async () => {
    const elsewhere = await startSandbox();
    try {
      const job = await submit(2);
      sandbox.workOn(100);
      sandbox.faults.always({
        kind: 'entries-other-origin',
        route: 'entries',
        to: `${elsewhere.baseUrl}/v1/ext/background-job/x/entries?token=me`,
      });
      const [page, ...others] = await read(job);
      assert.deepEqual([page?.entries.length, page?.incomplete, others.length], [2, true, 0]);
      assert.equal(page?.refusedNext?.why, 'otherOrigin');
      assert.equal(elsewhere.requests.length, 0);
    } finally {
      await elsewhere.stop();
    }
  });
});
