import assert from 'node:assert/strict';
import { apiFor, closeServers, failed, json, payload, serve, serveRaw } from './harness';

const path = '/v1/ext/procedure/lead/process';

describe('create: known not to be processed', () => {
  afterEach(closeServers);

  it('cancelled before it went out', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { api, events } = apiFor(server);
    const failure = failed(await api.createProcess('lead', payload, AbortSignal.abort()));
    assert.deepEqual(
      [failure.kind, failure.effect, failure.attempts, events],
      ['cancelled', 'notSent', 0, []],
    );
    assert.equal(server.connections, 0);
  });

  it('429, then accepted: sent again after the time that the service asks for', async () => {
    const server = await serve((_, response, count) =>
      count === 1
        ? json(response, 429, { _errors: ['slow down'] }, { 'Retry-After': '3' })
        : json(response, 200, {}),
    );
    const { api, clock, events } = apiFor(server);
    const result = await api.createProcess('lead', payload);
    assert.ok(result.ok);
    assert.deepEqual(clock.waits, [3125]);
    assert.deepEqual(
      events.map(event => [event.attempt, event.outcome, event.status, event.waitMs]),
      [
        [1, 'status', 429, 3125],
        [2, 'answer', 200, undefined],
      ],
    );
    assert.deepEqual(
      server.seen.map(request => request.body),
      [payload, payload],
    );
  });

  it('429 for ever: three times, then reported as refused', async () => {
    const server = await serve((_, response) => json(response, 429, ''));
    const { api, clock } = apiFor(server);
    const failure = failed(await api.createProcess('lead', payload));
    assert.ok(failure.kind === 'status');
    assert.deepEqual(
      [failure.status, failure.effect, failure.attempts, failure.retryAfterMs],
      [429, 'refused', 3, undefined],
    );
    assert.deepEqual(clock.waits, [250, 500]);
    assert.equal(server.seen.length, 3);
  });

  it('429 with a long wait: reported at once, with the wait', async () => {
    const server = await serve((_, response) => json(response, 429, { message: 'retry after 27160 ms' }));
    const failure = failed(await apiFor(server).api.createProcess('lead', payload));
    assert.ok(failure.kind === 'status');
    assert.deepEqual([failure.effect, failure.attempts, failure.retryAfterMs], ['refused', 1, 27_160]);
    assert.equal(server.seen.length, 1);
  });

  it('cancelled while it waits after a 429', async () => {
    const stop = new AbortController();
    const server = await serve((_, response) => json(response, 429, ''));
    const { api } = apiFor(server, { onEvent: () => stop.abort() });
    const failure = failed(await api.createProcess('lead', payload, stop.signal));
    assert.deepEqual([failure.kind, failure.effect, failure.attempts], ['cancelled', 'refused', 1]);
    assert.equal(server.seen.length, 1);
  });

  it('tells the outcome also where the log does not work', async () => {
    const server = await serve((_, response) => json(response, 200, { _data: { id: 'p-1' } }));
    const onEvent = () => {
      throw new Error('Channel has been closed');
    };
    const result = await apiFor(server, { onEvent }).api.createProcess('lead', payload);
    assert.ok(result.ok);
    assert.equal(result.value.id, 'p-1');
  });

  it('407 is said by a proxy', async () => {
    const server = await serve((_, response) => json(response, 407, ''));
    const failure = failed(await apiFor(server).api.createProcess('lead', payload));
    assert.ok(failure.kind === 'unreachable');
    assert.deepEqual([failure.effect, failure.reason, failure.detail], ['notSent', 'proxy', 'HTTP 407']);
    assert.equal(server.seen.length, 1);
  });

  it('a refused connection is tried three times in all', async () => {
    const server = await serveRaw(() => undefined);
    await closeServers();
    const failure = failed(await apiFor(server).api.createProcess('lead', payload));
    assert.deepEqual(failure, {
      kind: 'unreachable',
      reason: 'refused',
      detail: 'ECONNREFUSED',
      effect: 'notSent',
      request: `POST ${path}`,
      attempts: 3,
    });
  });

  it('a refused connection, then a server', async () => {
    let up = false;
    const server = await serve((_, response) => json(response, 200, {}));
    const { fetch } = await import('../../../src/core/api/nodeFetch');
    const { api } = apiFor(server, {
      fetch: (url, init) => {
        const target = up ? url : url.replace(/:\d+\//, ':1/');
        up = true;
        return fetch(target, init);
      },
    });
    assert.ok((await api.createProcess('lead', payload)).ok);
    assert.equal(server.seen.length, 1);
  });
});
