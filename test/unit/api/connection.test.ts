import assert from 'node:assert/strict';
import { hasSubscribers } from 'node:diagnostics_channel';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import nodeFetch from 'node-fetch';
import { generate } from 'selfsigned';
import { watchConnection } from '../../../src/core/api/connection';
import type { FetchFunction } from '../../../src/core/api/transport';
import { apiFor, closeServers, failed, payload, serve, serveRaw, serveWith } from './harness';

/** node-fetch with an agent, as VS Code's proxy patch gives it one. */
function through(agent: http.Agent): FetchFunction {
  return (url, init) => nodeFetch(url, { ...init, agent });
}

describe('connection: evidence that nothing was sent', () => {
  afterEach(closeServers);

  it('cancelled or timed out while the name is being resolved', async () => {
    const agent = new https.Agent({ lookup: () => undefined });
    for (const how of ['cancel', 'expire'] as const) {
      const stop = new AbortController();
      const { api, clock } = apiFor({ url: 'https://api.example.com' }, { fetch: through(agent) });
      const promise = api.createProcess('lead', payload, stop.signal);
      await new Promise(resolve => setImmediate(resolve));
      if (how === 'cancel') stop.abort();
      else clock.expire();
      const failure = failed(await promise);
      assert.equal(failure.effect, 'notSent');
      if (how === 'cancel') assert.equal(failure.kind, 'cancelled');
      else
        assert.ok(
          failure.kind === 'unreachable' && failure.reason === 'network' && failure.detail === 'ETIMEDOUT',
        );
      assert.equal(failure.attempts, 1);
    }
  });

  it('a name that is not known', async () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), {
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
    });
    const agent = new https.Agent({ lookup: (_host, _options, done) => done(error, '', 4) });
    const { api } = apiFor({ url: 'https://api.example.com' }, { fetch: through(agent) });
    const failure = failed(await api.createProcess('lead', payload));
    assert.ok(failure.kind === 'unreachable');
    assert.deepEqual(
      [failure.reason, failure.detail, failure.effect, failure.attempts],
      ['dns', 'ENOTFOUND', 'notSent', 1],
    );
  });

  it('an agent that finds no way through its proxies', async () => {
    // What VS Code's agent does: it works asynchronously, then fails without a code.
    class Proxies extends http.Agent {
      createSocket(_request: unknown, _options: unknown, done: (error: Error) => void): void {
        setImmediate(done, new Error('Failed to establish a socket connection to proxies: PROXY p:1'));
      }
    }
    const { api } = apiFor({ url: 'http://localhost:1' }, { fetch: through(new Proxies()) });
    const failure = failed(await api.createProcess('lead', payload));
    assert.equal(failure.attempts, 1);
    assert.ok(failure.kind === 'unreachable' && failure.reason === 'proxy' && failure.effect === 'notSent');
  });

  it('a TLS handshake that hangs', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>(resolve => (arrive = resolve));
    const server = await serveRaw(socket => socket.once('data', () => arrive()));
    const { api, clock } = apiFor({ url: server.url.replace('http', 'https') });
    const promise = api.createProcess('lead', payload);
    await arrived;
    clock.expire();
    const failure = failed(await promise);
    assert.ok(failure.kind === 'unreachable');
    assert.deepEqual([failure.reason, failure.detail, failure.effect], ['tls', 'ETIMEDOUT', 'notSent']);
  });

  it('a TLS handshake that is cut, reset or answered in plain HTTP', async () => {
    const answers: ((socket: Socket) => void)[] = [
      socket => socket.destroy(),
      socket => socket.resetAndDestroy(),
      socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    ];
    for (const answer of answers) {
      const server = await serveRaw(socket => socket.once('data', () => answer(socket)));
      const { api } = apiFor({ url: server.url.replace('http', 'https') });
      const failure = failed(await api.createProcess('lead', payload));
      assert.ok(failure.kind === 'unreachable', JSON.stringify(failure));
      assert.deepEqual([failure.reason, failure.effect, failure.attempts], ['tls', 'notSent', 1]);
      assert.equal(server.connections, 1);
    }
  });
});

describe('connection: TLS', () => {
  let pems: { readonly private: string; readonly cert: string };

  before(async () => {
    pems = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
  });
  afterEach(closeServers);

  async function secure(handler: (socket: tls.TLSSocket) => void): Promise<string> {
    const server = tls.createServer({ key: pems.private, cert: pems.cert }, socket => {
      socket.on('error', () => undefined);
      handler(socket);
    });
    return (await serveWith(server)).replace('127.0.0.1', 'https://localhost');
  }

  it('a certificate that nobody vouches for: not a byte of the request is sent', async () => {
    let received = 0;
    const url = await secure(socket => socket.on('data', (chunk: Buffer) => (received += chunk.length)));
    const { api } = apiFor({ url });
    const failure = failed(await api.createProcess('lead', payload));
    assert.ok(failure.kind === 'unreachable');
    assert.deepEqual(
      [failure.reason, failure.detail, failure.effect, failure.attempts],
      ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'notSent', 1],
    );
    assert.equal(received, 0);
  });

  it('cut after the handshake: unknown', async () => {
    const url = await secure(socket => socket.once('data', () => socket.destroy()));
    const { api } = apiFor({ url }, { fetch: through(new https.Agent({ ca: pems.cert })) });
    const failure = failed(await api.createProcess('lead', payload));
    assert.deepEqual([failure.kind, failure.effect, failure.attempts], ['cut', 'unknown', 1]);
  });

  it('answered', async () => {
    const url = await secure(socket =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')),
    );
    const { api } = apiFor({ url }, { fetch: through(new https.Agent({ ca: pems.cert })) });
    assert.ok((await api.createProcess('lead', payload)).ok);
  });
});

describe('connection: watching', () => {
  afterEach(closeServers);

  it('a kept-alive socket counts as connected from the start', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const agent = new http.Agent({ keepAlive: true });
    const get = () => http.get(server.url, { agent });
    const first = get();
    const [response] = (await once(first, 'response')) as [http.IncomingMessage];
    response.resume();
    await once(response, 'close');
    await new Promise(resolve => setImmediate(resolve));
    const { started, watch } = watchConnection(get);
    await once(started, 'socket');
    assert.equal(started.reusedSocket, true);
    await once(started, 'response');
    assert.equal(watch.phase(), 'connected');
    watch.stop();
    agent.destroy();
  });

  it('does not mistake a request of somebody else for its own', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const { watch } = watchConnection(() => undefined);
    const other = http.get(server.url);
    await once(other, 'response');
    assert.equal(watch.phase(), 'unseen');
    watch.stop();
  });

  it('sees a plain connection made', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const { started, watch } = watchConnection(() => http.get(server.url));
    await once(started, 'socket');
    await once(started, 'response');
    assert.equal(watch.phase(), 'connected');
    watch.stop();
    assert.ok((started.socket?.address() as AddressInfo | undefined) !== undefined);
  });

  it('listens no longer when the request is over', async () => {
    const server = await serve((_, response) => response.end('{}'));
    await apiFor(server).api.listUsers();
    assert.deepEqual(['http.client.request.created', 'http.client.request.start'].map(hasSubscribers), [
      false,
      false,
    ]);
  });

  it('claims nothing about a fetch whose connection it cannot see', async () => {
    for (const how of ['cancel', 'expire'] as const) {
      const stop = new AbortController();
      const { api, clock } = apiFor(
        { url: 'https://api.example.com' },
        {
          fetch: (_url, { signal }) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(new Error('aborted')));
            }),
        },
      );
      const promise = api.createProcess('lead', payload, stop.signal);
      if (how === 'cancel') stop.abort();
      else clock.expire();
      const failure = failed(await promise);
      assert.deepEqual(
        [failure.kind, failure.effect],
        [how === 'cancel' ? 'cancelled' : 'timeout', 'unknown'],
      );
    }
  });

  it('hands on what the start throws, and watches no longer', () => {
    assert.throws(
      () =>
        watchConnection(() => {
          throw new Error('at once');
        }),
      /at once/,
    );
  });
});
