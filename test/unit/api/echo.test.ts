import assert from 'node:assert/strict';
import { apiFor, closeServers, json, serve, token } from './harness';

describe('reads: the token in what the service sends', () => {
  afterEach(closeServers);

  it('is nowhere in a failure', async () => {
    const echo = `{"_errors":[{"message":"bad Bearer ${token}","field":"${token}"}]}`;
    for (const [status, body] of [
      [401, echo],
      [200, echo],
      [200, `<p>${token}`],
      [400, `<html>${token}`],
    ] as const) {
      const server = await serve((_, response) =>
        json(response, status, body, { 'Content-Type': `text/x; t=${token}` }),
      );
      const result = await apiFor(server).api.createProcess('lead', Buffer.from('{}'));
      assert.ok(!result.ok);
      assert.ok(!JSON.stringify(result).includes(token), JSON.stringify(result));
    }
    const server = await serve((_, response) => json(response, 302, '', { Location: `/x/${token}` }));
    const result = await apiFor(server).api.createProcess('lead', Buffer.from('{}'));
    assert.ok(!JSON.stringify(result).includes(token));
  });

  it('is nowhere in a success', async () => {
    const server = await serve((_, response) =>
      json(response, 200, { _data: { id: '1', [token]: [`Bearer ${token}`, 1, null] } }),
    );
    const result = await apiFor(server).api.createProcess('lead', Buffer.from('{}'));
    assert.ok(result.ok);
    assert.equal(result.value.id, '1');
    assert.deepEqual(result.value.process, { id: '1', '[redacted]': ['Bearer [redacted]', 1, null] });
    assert.ok(!JSON.stringify(result).includes(token));
  });

  it('does not spoil an answer that holds a token of digits as a number', async () => {
    const digits = '1767225600';
    const server = await serve((_, response) =>
      json(response, 200, '{"_data":{"id":"1","createdAt":1767225600000}}'),
    );
    const result = await apiFor(server, { token: digits }).api.createProcess('lead', Buffer.from('{}'));
    assert.ok(result.ok && result.value.process?.['createdAt'] === 1_767_225_600_000);
  });

  it('is in no event', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { api, events } = apiFor(server);
    await api.listUsers();
    assert.ok(!JSON.stringify(events).includes(token));
    assert.equal(events.length, 1);
  });
});
