import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import type { ApiFailure } from '../../../src/core/api/result';
import { apiFor, closeServers, failed, json, payload, serve, serveRaw, token } from './harness';

const path = '/v1/ext/procedure/lead/process';

/** Calls back when the whole request has arrived. */
function onRequest(socket: Socket, then: () => void): void {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (text.includes('\r\n\r\n') && text.endsWith(payload.toString('latin1'))) then();
  });
}

describe('create: what is sent', () => {
  afterEach(closeServers);

  it('sends the bytes as they are, with the headers of the API, once', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { api, events } = apiFor(server);
    const result = await api.createProcess('lead', payload);
    assert.ok(result.ok);
    assert.equal(server.seen.length, 1);
    const [request] = server.seen;
    assert.equal(`${request!.method} ${request!.url}`, `POST ${path}`);
    assert.deepEqual(request!.body, payload);
    assert.equal(request!.headers.authorization, `Bearer ${token}`);
    assert.equal(request!.headers['content-type'], 'application/json');
    assert.equal(request!.headers['content-length'], String(payload.length));
    assert.equal(request!.headers['user-agent'], 'chakra-vscode/0.0.0');
    assert.equal(request!.headers.accept, 'application/json');
    assert.deepEqual(events, [
      { method: 'POST', path, attempt: 1, outcome: 'answer', status: 200, durationMs: 0, bytes: 2 },
    ]);
  });

  it('keeps a path prefix and encodes the short id as one segment', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { api } = apiFor({ url: `${server.url}/gate/way/` });
    for (const id of ['a/b?c#d e', '..', '.', 'ü']) await api.createProcess(id, payload);
    assert.deepEqual(
      server.seen.map(request => request.url),
      ['a%2Fb%3Fc%23d%20e', '%252E%252E', '%252E', '%C3%BC'].map(
        id => `/gate/way/v1/ext/procedure/${id}/process`,
      ),
    );
  });

  it('uses a connection of its own for each call', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { api } = apiFor(server);
    await api.listUsers();
    await api.createProcess('lead', payload);
    await api.createProcess('lead', payload);
    assert.equal(server.connections, 3);
  });

  it('sends nothing without a token that a header can carry', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    for (const bad of ['', '  ', 'two words', 'line\u0000', 'tökën']) {
      const failure = failed(await apiFor(server, { token: bad }).api.createProcess('lead', payload));
      assert.deepEqual(failure, { kind: 'noToken', effect: 'notSent', request: `POST ${path}`, attempts: 0 });
    }
    assert.equal(server.seen.length, 0);
  });

  it('refuses a base URL that would give the token away', () => {
    for (const url of [
      'http://api.example.com',
      'https://user:pw@api.example.com',
      'ftp://api.example.com',
      '',
    ]) {
      assert.throws(() => apiFor({ url }));
    }
  });
});

describe('create: never sent twice when the outcome is unknown', () => {
  afterEach(closeServers);

  const statuses: readonly (readonly [number, ApiFailure['effect']])[] = [
    ...[300, 304, 400, 401, 403, 404, 409, 410, 413, 415, 422, 425, 499].map(
      status => [status, 'refused'] as const,
    ),
    ...[408, 500, 501, 502, 503, 504, 507, 520, 599, 600].map(status => [status, 'unknown'] as const),
  ];
  for (const [status, effect] of statuses) {
    it(`status ${status}: ${effect}`, async () => {
      const server = await serve((_, response) =>
        json(response, status, { _errors: ['no'] }, { 'Retry-After': '1' }),
      );
      const failure = failed(await apiFor(server).api.createProcess('lead', payload));
      assert.equal(failure.kind, 'status');
      assert.equal(failure.effect, effect);
      assert.equal(failure.attempts, 1);
      assert.equal(failure.request, `POST ${path}`);
      assert.equal(server.seen.length, 1);
    });
  }

  for (const [status, effect] of [
    [301, 'unknown'],
    [302, 'unknown'],
    [303, 'unknown'],
    [307, 'refused'],
    [308, 'refused'],
  ] as const) {
    it(`redirect ${status} is not followed: ${effect}`, async () => {
      const server = await serve((_, response) => {
        response.writeHead(status, { Location: '/login?next=secret#x' });
        response.end();
      });
      const failure = failed(await apiFor(server).api.createProcess('lead', payload));
      assert.deepEqual(failure, {
        kind: 'redirect',
        effect,
        status,
        location: `${server.origin}/login`,
        request: `POST ${path}`,
        attempts: 1,
      });
      assert.equal(server.seen.length, 1);
    });
  }

  const unreadable = [
    '<!doctype html><title>Sign in</title>',
    '{"_data":{"id":"1"',
    'OK',
    '{"_data":{"id":"1"}} trailing',
  ];
  for (const body of unreadable) {
    it(`200 with ${body}`, async () => {
      const server = await serve((_, response) => json(response, 200, body, { 'Content-Type': 'text/html' }));
      const failure = failed(await apiFor(server).api.createProcess('lead', payload));
      assert.ok(failure.kind === 'unreadable');
      assert.deepEqual([failure.effect, failure.text, failure.contentType], ['unknown', body, 'text/html']);
      assert.equal(server.seen.length, 1);
    });
  }

  const denied = [
    '{"_errors":["phone is taken"]}',
    '{"_data":null,"_errors":[{"message":"phone is taken","field":"phone"}]}',
    '{"_data":{},"_errors":{"phone":"phone is taken"}}',
    '{"error":"phone is taken"}',
    '{"success":false,"message":"phone is taken"}',
    '{"status":"error","message":"phone is taken"}',
  ];
  for (const body of denied) {
    it(`200 with ${body}`, async () => {
      const server = await serve((_, response) => json(response, 200, body));
      const failure = failed(await apiFor(server).api.createProcess('lead', payload));
      assert.ok(failure.kind === 'serviceErrors');
      assert.equal(failure.effect, 'unknown');
      assert.equal(failure.messages[0]?.text, 'phone is taken');
      assert.equal(server.seen.length, 1);
    });
  }

  const cuts: Record<string, (socket: Socket) => void> = {
    'cut as soon as connected': socket => socket.destroy(),
    'cut after the request': socket => onRequest(socket, () => socket.destroy()),
    'reset after the request': socket => onRequest(socket, () => socket.resetAndDestroy()),
    'closed in order after the request': socket => onRequest(socket, () => socket.end()),
    'half a status line': socket => onRequest(socket, () => socket.end('HTTP/1.1 20')),
    'not HTTP at all': socket => onRequest(socket, () => socket.end('SSH-2.0-OpenSSH_9\r\n')),
    'a body shorter than its length': socket =>
      onRequest(socket, () =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"_data":{"id":"1"}}'),
      ),
    'a chunked body without its end': socket =>
      onRequest(socket, () =>
        socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{"_data":{"id":"1"}}\r\n'),
      ),
    'a chunked body of one reset chunk': socket =>
      onRequest(socket, () => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{"_da', () =>
          socket.resetAndDestroy(),
        );
      }),
  };
  for (const [name, cut] of Object.entries(cuts)) {
    it(name, async () => {
      const server = await serveRaw(cut);
      const failure = failed(await apiFor(server).api.createProcess('lead', payload));
      assert.ok(failure.kind === 'cut', JSON.stringify(failure));
      assert.equal(failure.effect, 'unknown');
      assert.notEqual(failure.detail, '');
      assert.equal(server.connections, 1);
    });
  }

  it('reset as soon as connected, before or after the client noticed the connection', async () => {
    const server = await serveRaw(socket => socket.resetAndDestroy());
    const failure = failed(await apiFor(server).api.createProcess('lead', payload));
    assert.ok(failure.kind === 'cut' ? failure.effect === 'unknown' : failure.effect === 'notSent');
    assert.equal(failure.attempts, 1);
    assert.equal(server.connections, 1);
  });

  it('no answer within the limit', async () => {
    const { promise, api, clock, server } = await hanging();
    clock.expire();
    const failure = failed(await promise);
    assert.deepEqual(failure, {
      kind: 'timeout',
      limitMs: 30_000,
      effect: 'unknown',
      request: `POST ${path}`,
      attempts: 1,
    });
    assert.equal(server.seen.length, 1);
    assert.ok(api);
  });

  it('half an answer within the limit', async () => {
    let send: () => void = () => undefined;
    const sent = new Promise<void>(resolve => (send = resolve));
    const server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"_data":', () => send());
    });
    const { api, clock } = apiFor(server);
    const promise = api.createProcess('lead', payload);
    await sent;
    clock.expire();
    const failure = failed(await promise);
    assert.deepEqual([failure.kind, failure.effect, server.seen.length], ['timeout', 'unknown', 1]);
  });

  it('an answer that does not end', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200);
      const more = () => {
        if (response.writable && response.write('x'.repeat(1000))) setImmediate(more);
      };
      response.on('drain', more);
      more();
    });
    const failure = failed(await apiFor(server, { maxBytes: 5000 }).api.createProcess('lead', payload));
    assert.deepEqual(failure, {
      kind: 'tooLarge',
      limitBytes: 5000,
      effect: 'unknown',
      request: `POST ${path}`,
      attempts: 1,
    });
    assert.equal(server.seen.length, 1);
  });

  it('cancelled after it went out', async () => {
    const stop = new AbortController();
    const { promise, server } = await hanging(stop.signal);
    stop.abort();
    const failure = failed(await promise);
    assert.deepEqual(failure, { kind: 'cancelled', effect: 'unknown', request: `POST ${path}`, attempts: 1 });
    assert.equal(server.seen.length, 1);
  });

  async function hanging(signal?: AbortSignal) {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>(resolve => (arrive = resolve));
    const server = await serve(() => arrive());
    const { api, clock } = apiFor(server);
    const promise = api.createProcess('lead', payload, signal);
    await arrived;
    return { promise, api, clock, server };
  }
});
