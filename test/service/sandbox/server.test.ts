import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { JsonObject } from '../../../src/core/json';
import { startSandbox, type Sandbox } from '../../../src/core/sandbox';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { remember, type SeenRequest } from '../../../src/core/sandbox/requests';
import { maxBodyBytes } from '../../../src/core/sandbox/server';
import { call, member, objects, open, talk, text } from './client';

const create = '/v1/ext/procedure/walk_in/process';

describe('sandbox: server', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  beforeEach(() => sandbox.choose(defaultChoices));

  it('has a long opaque token of its own, another each time', async () => {
    const other = await startSandbox();
    await other.stop();
    for (const { token } of [sandbox, other]) assert.match(token, /^[A-Za-z0-9]{201,}$/);
    assert.notEqual(sandbox.token, other.token);
    assert.match(sandbox.baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('takes the token and the port it is given, and lets go of both', async () => {
    const port = Number(new URL(sandbox.baseUrl).port);
    await assert.rejects(startSandbox({ port }), { code: 'EADDRINUSE' });
    const first = await startSandbox({ token: 'mine' });
    assert.equal((await call(first, 'GET', '/v1/ext/config')).status, 200);
    await first.stop();
    await first.stop();
    await assert.rejects(call(first, 'GET', '/v1/ext/config'), { code: 'ECONNREFUSED' });
    const second = await startSandbox({ port: Number(new URL(first.baseUrl).port) });
    assert.equal(second.baseUrl, first.baseUrl);
    await second.stop();
  });

  it('refuses an unknown choice', async () => {
    const choices = { errorShape: 'nope' } as unknown as { errorShape: 'strings' };
    await assert.rejects(startSandbox({ choices }), RangeError);
  });

  it('needs the token on every path', async () => {
    for (const token of ['', 'wrong', `${sandbox.token}x`, sandbox.token.slice(1)]) {
      for (const path of ['/v1/ext/config', '/v1/ext/users', '/nowhere', '/__sandbox/control']) {
        const answer = await call({ ...sandbox, token }, 'GET', path);
        assert.equal(answer.status, 401, path);
        assert.equal(objectsOrTexts(member(answer.json, '_errors')).length, 1);
      }
    }
    const { json } = await call({ ...sandbox, token: 'x' }, 'POST', create, { body: {} });
    assert.ok(json);
    assert.deepEqual(sandbox.store.contents(), {});
  });

  it('answers in the envelope as JSON, without headers for other origins', async () => {
    const answer = await call(sandbox, 'GET', '/v1/ext/config', {
      headers: { Origin: 'http://evil.example' },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    assert.deepEqual(Object.keys(answer.json as JsonObject), ['_data', '_meta', '_errors']);
    assert.deepEqual(
      Object.keys(answer.headers).filter(name => name.startsWith('access-control')),
      [],
    );
    sandbox.choose({ configEnvelope: 'absent' });
    const bare = await call(sandbox, 'GET', '/v1/ext/config?x=1');
    assert.deepEqual(bare.json, member(answer.json, '_data'));
  });

  it('creates, lists and fetches over the wire', async () => {
    sandbox.choose({ createAnswer: 'created' });
    const path = '/v1/ext/procedure/onboarding/process';
    const body = { data: { employee_name: 'Zoë 😀' } };
    const created = await call(sandbox, 'POST', path, { body });
    assert.equal(created.status, 201);
    const id = text(member(created.json, '_data', 'id'));
    const fetched = await call(sandbox, 'GET', `${path}/${id}`);
    assert.deepEqual(member(fetched.json, '_data', 'data'), body.data);
    const listed = await call(sandbox, 'POST', `${path}/list`, {
      body: { where: { employee_name: 'Zoë 😀' } },
    });
    assert.deepEqual(
      objects(member(listed.json, '_data')).map(one => one['id']),
      [id],
    );
    sandbox.choose({ createAnswer: 'noContent' });
    const nothing = await call(sandbox, 'POST', path, { body });
    assert.deepEqual([nothing.status, nothing.text], [204, '']);
    const seen = sandbox.requests.at(-1)!;
    assert.deepEqual([seen.method, seen.path, seen.body], ['POST', path, JSON.stringify(body)]);
    assert.equal(seen.headers.authorization, `Bearer ${sandbox.token}`);
  });

  it('lists users with the documented fields, some inactive or deleted', async () => {
    const users = objects(member((await call(sandbox, 'GET', '/v1/ext/users')).json, '_data'));
    for (const user of users) assert.equal(Object.keys(user).length, 25);
    assert.ok(users.some(user => user['isActive'] === false && user['isDeleted'] === false));
    assert.ok(users.some(user => user['isDeleted'] === true));
    assert.ok(users.some(user => user['primaryEmail'] === null));
    assert.ok(users.some(user => text(user['username']).includes('@')));
    const roles = async (userRole: 'uuid' | 'object' | 'name') => {
      sandbox.choose({ userRole, dataEnvelope: 'absent' });
      return objects((await call(sandbox, 'GET', '/v1/ext/users')).json)[1]!['role'];
    };
    const id = await roles('uuid');
    assert.deepEqual([await roles('object'), await roles('name')], [{ id, name: 'Sales' }, 'Sales']);
  });

  it('gives 404 for what it does not know', async () => {
    const none = '/v1/ext/procedure/nope/process';
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/v1/ext/config/'],
      ['POST', '/v1/ext/config'],
      ['OPTIONS', '/v1/ext/config'],
      ['GET', '/v1/ext/procedure/survey_2019/process/x'],
      ['GET', `${none}/x`],
      ['GET', '/v1/ext/procedure/lead/process/x'],
      ['GET', '/v1/ext/procedure/%E0%A4%A/process/x'],
      ['GET', '/__sandbox/control'],
    ] as const) {
      assert.equal((await call(sandbox, method, path)).status, 404, `${method} ${path}`);
    }
    for (const path of [none, `${none}/list`]) {
      assert.equal((await call(sandbox, 'POST', path, { body: {} })).status, 404, path);
    }
    const encoded = '/v1/ext/procedure/%6Cead/process/list';
    assert.equal((await call(sandbox, 'POST', encoded, { body: {} })).status, 200);
  });

  it('refuses a body that is no JSON object', async () => {
    const json = { 'Content-Type': 'application/json' };
    for (const raw of ['', '{', '[]', 'null', '"x"', '{"data":{}}x']) {
      assert.equal((await call(sandbox, 'POST', create, { raw, headers: json })).status, 400, raw);
    }
    assert.equal((await call(sandbox, 'POST', create, { raw: '{}' })).status, 415);
  });

  it('refuses a body above the limit', async () => {
    const raw = `{"x":"${'x'.repeat(maxBodyBytes)}"}`;
    const answer = await call(sandbox, 'POST', create, {
      raw,
      headers: { 'Content-Type': 'application/json' },
    });
    assert.equal(answer.status, 413);
    assert.equal(sandbox.requests.at(-1)!.body, '');
  });

  it('answers to loopback names only', async () => {
    const status = (Host: string) =>
      call(sandbox, 'GET', '/v1/ext/config', { headers: { Host } }).then(a => a.status);
    for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:1', '[::1]:80'])
      assert.equal(await status(host), 200);
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'x127.0.0.1',
      'x@localhost',
    ]) {
      assert.equal(await status(host), 403, host);
    }
    assert.match(
      await talk(sandbox, 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'),
      /^HTTP\/1\.1 403/,
    );
  });

  it('survives what is no HTTP', async () => {
    const head = `Host: localhost\r\nConnection: close\r\nAuthorization: Bearer ${sandbox.token}\r\n`;
    for (const [bytes, answer] of [
      ['\r\n\r\nnonsense\r\n\r\n', /^HTTP\/1\.1 400/],
      ['\u0000\u0001\u0002\r\n\r\n', /^HTTP\/1\.1 400/],
      ['GET /v1/ext/config HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
      [`GET http://evil.example/ HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400/],
      [`POST ${create} HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, /^HTTP\/1\.1 400/],
      [`GET / HTTP/1.1\r\n${head}X: ${'x'.repeat(100_000)}\r\n\r\n`, /^HTTP\/1\.1 400/],
      [`CONNECT evil.example:443 HTTP/1.1\r\n${head}\r\n`, /^$/],
      [`GET /v1/ext/users HTTP/1.1\r\n${head}Upgrade: websocket\r\n\r\n`, /^HTTP\/1\.1 200/],
    ] as const) {
      assert.match(await talk(sandbox, bytes), answer, bytes.slice(0, 40));
    }
    assert.equal((await call(sandbox, 'GET', '/v1/ext/config')).status, 200);
  });

  it('forgets a request whose client goes away while it sends', async () => {
    const seen = sandbox.requests.length;
    const socket = connect(Number(new URL(sandbox.baseUrl).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end(`POST ${create} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"data":`);
    socket.resume();
    await once(socket, 'close');
    while (sandbox.requests.length === seen) await new Promise(resolve => setImmediate(resolve));
    assert.equal((await call(sandbox, 'GET', '/v1/ext/config')).status, 200);
  });

  it('cuts open connections when it stops', async () => {
    const other = await startSandbox();
    other.faults.always({ kind: 'never' });
    const waiting = Promise.all(
      Array.from({ length: 12 }, () =>
        assert.rejects(open(other, 'GET', '/v1/ext/config'), { code: 'ECONNRESET' }),
      ),
    );
    while (other.requests.length < 12) await new Promise(resolve => setImmediate(resolve));
    await other.stop();
    await waiting;
  });

  it('remembers the latest requests only', () => {
    const seen: SeenRequest[] = [];
    for (let i = 0; i < 1200; i++) remember(seen, { method: 'GET', path: String(i), headers: {}, body: '' });
    assert.deepEqual([seen.length, seen[0]!.path], [1000, '200']);
    const body = 'x'.repeat(9_000_000);
    for (const path of ['a', 'b']) remember(seen, { method: 'POST', path, headers: {}, body });
    assert.deepEqual(
      seen.map(one => one.path),
      ['b'],
    );
  });
});

function objectsOrTexts(value: unknown): unknown[] {
  assert.ok(Array.isArray(value));
  return value;
}
