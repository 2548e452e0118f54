import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { apiFor, closeServers, json, serve, serveRaw } from './harness';

describe('reads: what is repeated', () => {
  afterEach(closeServers);

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it(`${status}, then an answer`, async () => {
      const server = await serve((_, response, count) =>
        count < 4 ? json(response, status, '') : json(response, 200, { _data: { procedures: [] } }),
      );
      const { api, clock } = apiFor(server);
      const result = await api.fetchConfig();
      assert.ok(result.ok);
      assert.deepEqual(clock.waits, [250, 500, 1000]);
    });
  }

  for (const status of [400, 401, 403, 404, 422, 501]) {
    it(`${status}: at once`, async () => {
      const server = await serve((_, response) => json(response, status, '', { 'Retry-After': '1' }));
      const result = await apiFor(server).api.fetchConfig();
      assert.ok(!result.ok && result.failure.kind === 'status');
      assert.equal(result.failure.retryAfterMs, 1000);
      assert.equal(server.seen.length, 1);
    });
  }

  it('a connection that breaks, also for the list POST', async () => {
    let count = 0;
    const server = await serve((_, response) => {
      if (++count % 2 === 1) response.socket?.destroy();
      else json(response, 200, { _data: [] });
    });
    const { api } = apiFor(server);
    assert.ok((await api.listUsers()).ok);
    assert.ok((await api.listProcesses('lead', {})).ok);
    assert.ok((await api.fetchConfig()).ok);
    assert.equal(server.seen.length, 6);
  });

  it('gives up after four attempts, and says how many there were', async () => {
    const server = await serve((_, response) => json(response, 503, ''));
    const result = await apiFor(server).api.fetchConfig();
    assert.ok(!result.ok);
    assert.equal(result.failure.attempts, 4);
    assert.equal(server.seen.length, 4);
  });

  it('a Retry-After that is too long is handed on', async () => {
    const server = await serve((_, response) =>
      json(response, 503, '', {
        Date: 'Thu, 01 Jan 2026 00:00:00 GMT',
        'Retry-After': 'Thu, 01 Jan 2026 00:02:00 GMT',
      }),
    );
    const result = await apiFor(server).api.fetchConfig();
    assert.ok(!result.ok && result.failure.kind === 'status');
    assert.equal(result.failure.retryAfterMs, 120_000);
    assert.equal(server.seen.length, 1);
  });

  it('no time-out is repeated, and the limit spans all redirects', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>(resolve => (arrive = resolve));
    const server = await serve(() => arrive());
    const { api, clock } = apiFor(server);
    const promise = api.fetchConfig();
    await arrived;
    clock.expire();
    const result = await promise;
    assert.ok(!result.ok && result.failure.kind === 'timeout');
    assert.equal(server.seen.length, 1);
    assert.equal(clock.limitsRunning, 0);
  });
});

describe('reads: bodies', () => {
  afterEach(closeServers);

  const body = JSON.stringify({ _data: { procedures: [{ name: 'Zoë' }] } });
  const packed: Record<string, Buffer> = {
    gzip: zlib.gzipSync(body),
    br: zlib.brotliCompressSync(body),
    deflate: zlib.deflateSync(body),
  };
  for (const [coding, bytes] of Object.entries(packed)) {
    it(coding, async () => {
      const server = await serve((_, response) => {
        response.writeHead(200, { 'Content-Encoding': coding });
        response.end(bytes);
      });
      const { api, events } = apiFor(server);
      const result = await api.fetchConfig();
      assert.ok(result.ok);
      assert.equal(result.answer.text, body);
      assert.equal(events[0]?.bytes, Buffer.byteLength(body));
    });
  }

  it('a body that cannot be unpacked is unreadable, and asked for once', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(body);
    });
    const result = await apiFor(server).api.fetchConfig();
    assert.ok(!result.ok && result.failure.kind === 'unreadable', JSON.stringify(result));
    assert.equal(server.seen.length, 1);
  });

  it('a small body that unpacks to a huge one is too large', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(zlib.gzipSync(Buffer.alloc(5_000_000)));
    });
    const result = await apiFor(server, { maxBytes: 100_000 }).api.fetchConfig();
    assert.ok(!result.ok && result.failure.kind === 'tooLarge');
  });

  it('exactly as large as allowed', async () => {
    const server = await serve((_, response) => json(response, 200, body));
    const limit = Buffer.byteLength(body);
    assert.ok((await apiFor(server, { maxBytes: limit }).api.fetchConfig()).ok);
    assert.ok(!(await apiFor(server, { maxBytes: limit - 1 }).api.fetchConfig()).ok);
  });

  const endings: Record<string, string[]> = {
    'in one piece': ['f\r\n{"_data":{"a":1\r\n2\r\n}}\r\n0\r\n\r\n'],
    'with its end in pieces': ['f\r\n{"_data":{"a":1\r\n2\r\n}}\r\n0', '\r', '\n\r', '\n'],
    'with a trailer': ['f\r\n{"_data":{"a":1\r\n2\r\n}}\r\n0\r\nX-Sum: 1\r\n\r\n'],
  };
  for (const [name, pieces] of Object.entries(endings)) {
    it(`chunked ${name}, then closed`, async () => {
      const server = await serveRaw(socket => {
        socket.setNoDelay(true);
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n');
          const next = (index: number) => {
            const piece = pieces[index];
            if (piece === undefined) socket.end();
            else socket.write(piece, () => setTimeout(next, 5, index + 1));
          };
          next(0);
        });
      });
      const result = await apiFor(server).api.fetchConfig();
      assert.ok(result.ok, JSON.stringify(result));
      assert.deepEqual(result.value, { a: 1 });
      assert.equal(server.connections, 1);
    });
  }

  const odd: Record<string, string> = {
    'more bytes than its length': 'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"_data":{ }} and more',
    'early hints before it':
      'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"_data":{ }}',
    'no reason phrase': 'HTTP/1.1 200\r\nContent-Length: 13\r\n\r\n{"_data":{ }}',
    'an empty body said to be packed':
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n',
    'a coding that nobody knows':
      'HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 13\r\n\r\n{"_data":{ }}',
  };
  for (const [name, answer] of Object.entries(odd)) {
    it(`a create with ${name}`, async () => {
      const server = await serveRaw(socket => socket.once('data', () => socket.end(answer)));
      const result = await apiFor(server).api.createProcess('lead', Buffer.from('{}'));
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(server.connections, 1);
    });
  }

  it('an answer that comes before the request was read', async () => {
    const server = await serveRaw(socket => {
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}', () =>
          setTimeout(() => socket.destroy(), 20),
        );
      });
    });
    const result = await apiFor(server).api.createProcess('lead', Buffer.alloc(20_000_000, ' '));
    assert.ok(!result.ok && result.failure.kind === 'status', JSON.stringify(result));
    assert.deepEqual([result.failure.status, result.failure.effect], [413, 'refused']);
  });

  it('without a length, ended by closing', async () => {
    const server = await serveRaw(socket =>
      socket.once('data', () => socket.end(`HTTP/1.0 200 OK\r\n\r\n${body}`)),
    );
    assert.ok((await apiFor(server).api.fetchConfig()).ok);
  });

  it('an error page that is cut, huge or never ends still tells its status', async () => {
    const server = await serveRaw((socket, count) =>
      socket.once('data', () => {
        if (count === 1)
          socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n<html><h1>Not here</h1><p>Sorry');
        else {
          socket.write('HTTP/1.1 404 Not Found\r\n\r\n');
          const page = 'x'.repeat(100_000);
          const more = () => {
            while (!socket.destroyed && socket.write(page));
          };
          socket.on('drain', more);
          more();
        }
      }),
    );
    const cut = await apiFor(server).api.fetchConfig();
    assert.ok(!cut.ok && cut.failure.kind === 'status');
    assert.deepEqual(
      [cut.failure.status, cut.failure.excerpt, cut.failure.effect],
      [404, 'Not here Sorry', 'refused'],
    );
    const huge = await apiFor(server).api.fetchConfig();
    assert.ok(!huge.ok && huge.failure.kind === 'status');
    assert.equal(huge.failure.text.length, 1024 * 1024);
  });
});
