import assert from 'node:assert/strict';
import { once } from 'node:events';
import { startSandbox, type Fault, type FaultKind, type Sandbox } from '../../../src/core/sandbox';
import { call, member, open, read, type Answered } from './client';

const now = Date.UTC(2026, 5, 1);
const create = '/v1/ext/procedure/onboarding/process';
const body = { data: { employee_name: 'Lin' } };

describe('sandbox: faults', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ clock: () => now, choices: { createAnswer: 'process' } });
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.store.clear();
    sandbox.faults.clear();
  });

  const stored = () => sandbox.store.processes().length;
  const ask = () => open(sandbox, 'POST', create, { body });
  const under = (fault: Fault): Promise<Answered> => {
    sandbox.faults.next(fault);
    return call(sandbox, 'POST', create, { body });
  };

  const refusals: [FaultKind, number, (answer: Answered) => unknown][] = [
    ['401', 401, () => true],
    ['403', 403, () => true],
    ['404', 404, () => true],
    [
      '429',
      429,
      answer => answer.headers['retry-after'] === undefined && !answer.text.includes('retry after'),
    ],
    ['429-seconds', 429, answer => answer.headers['retry-after'] === '1'],
    ['429-date', 429, answer => Date.parse(answer.headers['retry-after'] ?? '') === now + 1000],
    ['429-text', 429, answer => answer.text.includes('retry after 50 ms')],
    ['500', 500, () => true],
    ['503-retry-after', 503, answer => answer.headers['retry-after'] === '1'],
  ];
  for (const [kind, status, check] of refusals) {
    it(`${kind}: refuses in the chosen error shape, and does nothing`, async () => {
      const answer = await under({ kind });
      assert.equal(answer.status, status);
      assert.ok(Array.isArray(member(answer.json, '_errors')), answer.text);
      assert.ok(check(answer), JSON.stringify(answer.headers));
      assert.equal(stored(), 0);
      assert.equal((await call(sandbox, 'POST', create, { body })).status, 200);
    });
  }

  it('takes the figures of a fault', async () => {
    assert.equal((await under({ kind: '429-seconds', seconds: 27 })).headers['retry-after'], '27');
    assert.match((await under({ kind: '429-text', ms: 27_160 })).text, /retry after 27160 ms/);
  });

  it('answers like an error although it was done, where asked to', async () => {
    assert.equal((await under({ kind: '500', afterDoing: true })).status, 500);
    assert.equal(stored(), 1);
  });

  it('502-html, html, empty: answers without JSON', async () => {
    const bad = await under({ kind: '502-html' });
    assert.deepEqual([bad.status, bad.headers['content-type']], [502, 'text/html; charset=utf-8']);
    const page = await under({ kind: 'html' });
    assert.equal(page.status, 200);
    assert.match(page.text, /^<!DOCTYPE html>/);
    const empty = await under({ kind: 'empty' });
    assert.deepEqual([empty.status, empty.text], [200, '']);
    assert.equal(stored(), 0);
  });

  it('cuts before reading, before doing and after doing', async () => {
    for (const [kind, done, seen] of [
      ['cut-before-reading', 0, ''],
      ['cut-before-doing', 0, JSON.stringify(body)],
      ['cut-after-doing', 1, JSON.stringify(body)],
    ] as const) {
      await assert.rejects(under({ kind }), { code: 'ECONNRESET' }, kind);
      assert.equal(stored(), done, kind);
      assert.equal(sandbox.requests.at(-1)?.body, seen, kind);
    }
  });

  it('cut-in-answer: half of the body arrives', async () => {
    for (const createAnswer of ['process', 'empty'] as const) {
      sandbox.choose({ createAnswer });
      sandbox.faults.next({ kind: 'cut-in-answer' });
      const message = await ask();
      assert.equal(message.statusCode, 200);
      let bytes = 0;
      message.on('data', (chunk: Buffer) => (bytes += chunk.length));
      await assert.rejects(once(message, 'end'), { code: 'ECONNRESET' });
      assert.equal(bytes, Math.floor(Number(message.headers['content-length']) / 2));
    }
    sandbox.choose({ createAnswer: 'process' });
    assert.equal(stored(), 2);
  });

  it('truncated, wrong-content-type: the right answer, spoilt', async () => {
    const half = await under({ kind: 'truncated' });
    assert.equal(half.json, undefined);
    assert.match(half.text, /^\{"_data":/);
    const plain = await under({ kind: 'wrong-content-type' });
    assert.match(plain.headers['content-type'] ?? '', /^text\/plain/);
    assert.equal(typeof member(plain.json, '_data', 'id'), 'string');
  });

  it('redirects to the same and to another origin', async () => {
    const same = await under({ kind: 'redirect-same-origin', status: 302 });
    assert.deepEqual([same.status, same.headers.location], [302, create]);
    const other = await under({ kind: 'redirect-other-origin' });
    assert.equal(other.status, 307);
    assert.equal(other.headers.location, `${sandbox.baseUrl.replace('127.0.0.1', 'localhost')}${create}`);
    const far = await under({ kind: 'redirect-other-origin', to: 'http://localhost:9/x' });
    assert.equal(far.headers.location, 'http://localhost:9/x');
    assert.equal(stored(), 0);
  });

  it('huge: writes a given amount, or until the client has had enough', async () => {
    const given = await under({ kind: 'huge', bytes: 300_000 });
    assert.ok(given.text.length >= 300_000);
    sandbox.faults.next({ kind: 'huge' });
    const message = await ask();
    let bytes = 0;
    for await (const chunk of message) {
      bytes += (chunk as Buffer).length;
      if (bytes > 5_000_000) break;
    }
    assert.ok(bytes > 5_000_000);
  });

  it('drip: the whole answer, in many pieces', async () => {
    sandbox.faults.next({ kind: 'drip', ms: 0 });
    sandbox.choose({ createAnswer: 'id' });
    const message = await ask();
    let pieces = 0;
    message.on('data', () => pieces++);
    const { json } = await read(message);
    sandbox.choose({ createAnswer: 'process' });
    assert.equal(typeof member(json, '_data', 'id'), 'string');
    assert.ok(pieces > 5, String(pieces));
  });

  it('delay, delayMs: answers later than others do', async () => {
    for (const fault of [
      { kind: 'delay', ms: 40 },
      { kind: '500', delayMs: 40 },
    ] as const) {
      const order: string[] = [];
      const seen = sandbox.requests.length;
      const slow = under(fault).then(() => order.push('slow'));
      await until(() => sandbox.requests.length > seen);
      await call(sandbox, 'POST', create, { body }).then(() => order.push('fast'));
      await slow;
      assert.deepEqual(order, ['fast', 'slow']);
    }
  });

  it('never: answers others, but not this one', async () => {
    sandbox.faults.next({ kind: 'never' });
    let answered = false;
    const seen = sandbox.requests.length;
    const silent = ask().then(() => (answered = true));
    silent.catch(() => undefined);
    await until(() => sandbox.requests.length > seen);
    assert.equal((await call(sandbox, 'GET', '/v1/ext/config')).status, 200);
    assert.equal(answered, false);
  });

  it('hits the method, the call and the number of requests it is meant for', async () => {
    const get = () => call(sandbox, 'GET', '/v1/ext/config').then(answer => answer.status);
    const post = () => call(sandbox, 'POST', create, { body }).then(answer => answer.status);
    const list = () => call(sandbox, 'POST', `${create}/list`, { body: {} }).then(answer => answer.status);
    const { faults } = sandbox;
    faults.next({ kind: '500', method: 'POST', times: 2 });
    assert.deepEqual([await get(), await post(), await list(), await post()], [200, 500, 500, 200]);
    faults.always({ kind: '403', route: 'list' });
    faults.next({ kind: '401', route: 'list' });
    assert.deepEqual([await post(), await list(), await list(), await list()], [200, 401, 403, 403]);
    assert.deepEqual(faults.waiting, [{ kind: '403', route: 'list' }]);
    faults.clear();
    faults.always({ kind: '403', times: 1 });
    assert.deepEqual([await list(), await list()], [403, 200]);
    assert.deepEqual(faults.waiting, []);
  });

  it('needs no token to strike, but carries nothing out without one', async () => {
    sandbox.faults.always({ kind: 'cut-after-doing' });
    await assert.rejects(call({ ...sandbox, token: 'wrong' }, 'POST', create, { body }), {
      code: 'ECONNRESET',
    });
    assert.equal(stored(), 0);
  });
});

/** Gives way to everything else until it is so. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise(resolve => setImmediate(resolve));
}
