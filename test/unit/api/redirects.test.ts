import assert from 'node:assert/strict';
import { apiFor, closeServers, json, serve, token } from './harness';

describe('reads: redirects', () => {
  afterEach(closeServers);

  it('a GET is followed within its origin', async () => {
    const server = await serve((seen, response) => {
      if (seen.url === '/v1/ext/config') json(response, 302, '', { Location: '/moved?x=1#y' });
      else if (seen.url === '/moved?x=1')
        json(response, 308, '', { Location: `http://${seen.headers.host}/again` });
      else json(response, 200, { _data: { procedures: [1] } });
    });
    const result = await apiFor(server).api.fetchConfig();
    assert.ok(result.ok);
    assert.deepEqual(result.value, { procedures: [1] });
    assert.deepEqual(
      server.seen.map(seen => seen.url),
      ['/v1/ext/config', '/moved?x=1', '/again'],
    );
    assert.ok(server.seen.every(seen => seen.headers.authorization === `Bearer ${token}`));
  });

  it('never to another origin, whatever it is written like', async () => {
    const other = await serve((_, response) => json(response, 200, { _data: {} }));
    const port = new URL(other.url).port;
    const targets = [
      `${other.url}/x?token=1`,
      `//127.0.0.1:${port}/x`,
      `http://localhost:${port}/x`,
      'https://example.invalid/x',
      'mailto:x',
      'http://[',
      '',
    ];
    for (const target of targets) {
      const server = await serve((_, response) => json(response, 302, '', { Location: target }));
      const result = await apiFor(server).api.fetchConfig();
      assert.ok(!result.ok && result.failure.kind === 'redirect', target);
      assert.ok(!result.failure.location.includes('token'));
      assert.equal(server.seen.length, 1);
    }
    assert.equal(other.connections, 0);
  });

  it('not to the same origin with credentials', async () => {
    const server = await serve((seen, response) =>
      json(response, 302, '', { Location: `http://me:pw@${seen.headers.host}/` }),
    );
    const result = await apiFor(server).api.fetchConfig();
    assert.ok(!result.ok && result.failure.kind === 'redirect');
    assert.equal(result.failure.location, `${server.origin}/`);
  });

  it('a few times, not for ever', async () => {
    const server = await serve((_, response, count) => json(response, 307, '', { Location: `/${count}` }));
    const result = await apiFor(server).api.fetchConfig();
    assert.ok(!result.ok && result.failure.kind === 'redirect');
    assert.equal(server.seen.length, 4);
  });

  it('not for the list POST', async () => {
    const server = await serve((_, response) => json(response, 307, '', { Location: '/elsewhere' }));
    const result = await apiFor(server).api.listProcesses('lead', {});
    assert.ok(!result.ok && result.failure.kind === 'redirect');
    assert.equal(server.seen.length, 1);
  });
});
