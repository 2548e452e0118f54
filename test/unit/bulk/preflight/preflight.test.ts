import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { largestEntry } from '../../../../src/core/bulk/preflight/rangeCheck';
import { preflight } from '../../../../src/core/bulk/preflight/pool';
import { lead } from '../../schema/sample';
import { check, inThread, keyed, leadSchema, report, rightLead } from './run';

describe('bulk pre-flight: the whole file', () => {
  it('tells layout, size and SHA-256 with the index', async () => {
    const outcome = await check('{"a":1}\n{"a":2}\n', { lines: true });
    assert.ok(outcome.kind === 'done');
    assert.deepEqual([outcome.layout, outcome.size, outcome.sha256.length], ['lines', 16, 64]);
    assert.deepEqual([outcome.index.count, outcome.index.offset(1), outcome.index.line(1)], [2, 8, 2]);
    assert.equal(outcome.report.checkedBySchema, false);
  });

  it('is the same with two workers, which are started for a large file only', async () => {
    const entries = Array.from({ length: 8_400 }, (_, i) => ({
      lead_id: `L${i % 8_390}`,
      data: i % 3000 === 5 ? { score: 'x' } : {},
    }));
    const text = JSON.stringify(entries);
    const outcomes = [];
    for (const workers of [1, 2]) {
      const started: ReturnType<typeof inThread>[] = [];
      const start = (): ReturnType<typeof inThread> => {
        const worker = inThread();
        started.push(worker);
        return worker;
      };
      const outcome = await check(text, { procedure: keyed, workers, start, secondFrom: 1000 });
      assert.ok(outcome.kind === 'done');
      assert.equal(started.length, workers);
      assert.ok(started.every(({ terminated }) => terminated));
      outcomes.push({ report: outcome.report, sha256: outcome.sha256 });
    }
    assert.deepEqual(outcomes[1], outcomes[0]);
    assert.deepEqual([...EntrySet.ofBits(outcomes[0]?.report.repeats.set ?? new Uint8Array())].length, 10);
    let started = 0;
    await check('[{}]', { workers: 2, start: () => (started++, inThread()) });
    assert.equal(started, 1);
  });

  it('finds primary keys that stand in several entries', async () => {
    const found = await report(
      [
        { lead_id: 'A' },
        { data: { lead_id: 'B' } },
        { lead_id: 'A' },
        { lead_id: 7 },
        { lead_id: '7' },
        { lead_id: 'A' },
        {},
        {},
        '{"lead_id":12345678901234567890}',
        '{"lead_id":12345678901234567891}',
        '{"lead_id":1234567890123456789e1}',
      ],
      { procedure: keyed },
    );
    assert.deepEqual([found.repeats.keys, found.repeats.entries], [3, 4]);
    assert.deepEqual([...EntrySet.ofBits(found.repeats.set)], [2, 4, 5, 10]);
    const [first, second, third] = found.repeats.examples;
    assert.deepEqual(first, {
      key: 'A',
      count: 3,
      places: [
        { entry: 0, line: 1 },
        { entry: 2, line: 3 },
        { entry: 5, line: 6 },
      ],
    });
    assert.deepEqual([second?.key, second?.count, third?.count], ['7', 2, 2]);
  });

  it('counts requests by entries and bytes', async () => {
    const entries = Array.from({ length: 7 }, () => ({ a: 'xxxx' }));
    const byCount = await report(entries, { limits: { entries: 3, bytes: 1000 } });
    assert.deepEqual(byCount.requests.all, { entries: 7, requests: 3, bytes: 7 * 12 + 4 + 6 });
    // Two of 12 bytes, the comma and the brackets.
    const byBytes = await report(entries, { limits: { entries: 500, bytes: 27 } });
    assert.equal(byBytes.requests.all.requests, 4);
    const tooSmall = await report(entries, { limits: { entries: 500, bytes: 26 } });
    assert.equal(tooSmall.requests.all.requests, 7);
  });

  it('lets an entry that is larger than a request go alone, and checks it like any other', async () => {
    const entries = [
      rightLead('1'),
      rightLead('2', {}, { internal: 'x'.repeat(300), score: 'x' }),
      rightLead('3'),
    ];
    const limits = { entries: 500, bytes: 200 };
    const found = await report(entries, { schema: leadSchema, procedure: lead, limits });
    assert.deepEqual(
      found.causes.map(({ code, severity }) => [code, severity]),
      [['type', 'warning']],
    );
    assert.equal(found.blockedCount, 0);
    assert.deepEqual([found.requests.all.entries, found.requests.all.requests], [3, 3]);
  });

  it('never sends an entry beyond the hard limit, nor reads it', async () => {
    const found = await report([rightLead('1'), `{"internal":"${'x'.repeat(largestEntry)}"`.concat('}')], {
      schema: leadSchema,
      procedure: lead,
    });
    const [cause] = found.causes;
    assert.deepEqual([cause?.code, cause?.params], ['oversized', { limit: largestEntry }]);
    assert.deepEqual([...EntrySet.ofBits(found.blocked)], [1]);
    assert.deepEqual(found.requests.valid.entries, 1);
  });

  it('refuses what is no list of entries, and what cannot be read', async () => {
    const outcome = await check('[{},]');
    assert.ok(outcome.kind === 'refused');
    assert.equal(outcome.problem.code, 'trailingComma');
    const missing = await preflight({
      path: '/no/such/file.json',
      limits: { entries: 1, bytes: 1 },
      start: inThread,
    });
    assert.ok(missing.kind === 'refused');
    assert.deepEqual([missing.problem.code, missing.problem.params], ['notReadable', { error: 'ENOENT' }]);
  });

  it('notices a file that changes between scan and check', async () => {
    const file: { path?: string } = {};
    const outcome = await check('[{}]', {
      start: () => {
        const worker = inThread();
        return {
          ...worker,
          postMessage: request => {
            if (request.t === 'open') file.path = request.path;
            if (request.t === 'check')
              void appendFile(file.path ?? '', ' ').then(() => worker.postMessage(request));
            else worker.postMessage(request);
          },
        };
      },
    });
    assert.ok(outcome.kind === 'refused');
    assert.equal(outcome.problem.code, 'changed');
  });

  it('stops the workers when it is cancelled', async () => {
    const stop = new AbortController();
    const worker = inThread();
    const outcome = await check('[{}]', {
      signal: stop.signal,
      start: () => worker,
      onProgress: () => stop.abort(),
    });
    assert.deepEqual(outcome, { kind: 'cancelled' });
    assert.ok(worker.terminated);
    assert.deepEqual(await check('[{}]', { signal: AbortSignal.abort() }), { kind: 'cancelled' });
  });

  it('says when a worker fails', async () => {
    const outcome = await check('[{}]', {
      start: () => {
        const worker = inThread();
        const on = (event: string, listener: (argument: never) => void): unknown =>
          event === 'error' && setImmediate(listener as (error: Error) => void, new Error('out of memory'));
        return { ...worker, postMessage: () => undefined, on };
      },
    });
    assert.ok(outcome.kind === 'failed');
    assert.match(outcome.error, /out of memory/);
  });

  it('tells how far it is', async () => {
    const told: unknown[] = [];
    await check('[{},{}]', { onProgress: progress => told.push(progress) });
    assert.deepEqual(told.at(-1), { size: 7, scanned: 7, entries: 2, checked: 2 });
  });
});
