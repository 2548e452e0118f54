import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readList } from '../../../src/core/api/collections';
import type { Json } from '../../../src/core/json';
import { apiFor, closeServers, json, serve } from './harness';

describe('readList', () => {
  const a = { id: 'a' };
  const b = { id: 'b' };
  const cases: readonly (readonly [Json, Json])[] = [
    [
      [a, b],
      [a, b],
    ],
    [
      [a, null, 3, b],
      [a, b],
    ],
    [{ a, b }, [a, b]],
    [{ x: { username: 'u' } }, [{ username: 'u', id: 'x' }]],
    [{ users: [a] }, [a]],
    [{ users: { a, b } }, [a, b]],
    [{ items: [a], total: 1 }, [a]],
    [{ data: { users: [b] } }, [b]],
    [a, [a]],
    [{}, []],
    [[], []],
  ];
  for (const [data, expected] of cases) {
    it(JSON.stringify(data), () => {
      assert.deepEqual(readList(data, ['users']), expected);
    });
  }

  it('no list', () => {
    for (const data of ['text', 3, true, null, undefined, { message: 'hello' }]) {
      assert.equal(readList(data, ['users']), undefined);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), data => void readList(data as Json, ['users', 'data'])),
      { numRuns: 300 },
    );
  });
});

describe('lists and fetches', () => {
  afterEach(closeServers);

  async function answering(body: unknown, status = 200) {
    const server = await serve((_, response) => json(response, status, body));
    return { server, ...apiFor(server) };
  }

  it('asks for a page as it is told, at most 100 at a time', async () => {
    const { api, server } = await answering({ _data: [] });
    const where = { status: 'OPEN', or: [{ a: 1 }] };
    await api.listProcesses('lead', { where, skip: 20, limit: 500 });
    await api.listProcesses('lead', {});
    assert.deepEqual(
      server.seen.map(({ method, url, body }) => [method, url, JSON.parse(body.toString())] as unknown),
      [
        ['POST', '/v1/ext/procedure/lead/process/list', { where, skip: 20, limit: 100 }],
        ['POST', '/v1/ext/procedure/lead/process/list', {}],
      ],
    );
  });

  const page = Array.from({ length: 10 }, (_, n) => ({ id: String(n) }));
  const more: readonly (readonly [string, unknown, number, boolean])[] = [
    ['said so', { _data: [{ id: '1' }], _meta: { hasMore: true } }, 1, true],
    ['said not', { _data: page, _meta: { hasMore: false } }, 10, false],
    ['said as a text', { _data: page, _meta: { hasMore: 'false' } }, 10, false],
    ['a full page', { _data: page }, 10, true],
    ['half a page', { _data: page.slice(5) }, 5, false],
    ['a total', { _data: page, _meta: { total: 10 } }, 10, false],
    ['nothing, whatever is said', { _data: [], _meta: { hasMore: true } }, 0, false],
    ['the placeholder of the documents', {}, 0, false],
    ['without an envelope', page, 10, true],
    ['under a key', { _data: { processes: page, hasMore: false } }, 10, false],
  ];
  for (const [name, body, count, hasMore] of more) {
    it(`hasMore: ${name}`, async () => {
      const { api } = await answering(body);
      const result = await api.listProcesses('lead', {});
      assert.ok(result.ok);
      assert.deepEqual([result.value.processes.length, result.value.hasMore], [count, hasMore]);
    });
  }

  it('users, with warnings beside them', async () => {
    const { api, server } = await answering({ _data: [{ username: 'sam' }], _errors: ['one is hidden'] });
    const result = await api.listUsers();
    assert.ok(result.ok);
    assert.deepEqual(result.value, { users: [{ username: 'sam' }], hasMore: false });
    assert.deepEqual(result.answer.warnings, [{ text: 'one is hidden' }]);
    assert.equal(server.seen[0]?.url, '/v1/ext/users');
  });

  it('users, and that there are more', async () => {
    const { api } = await answering({ _data: [{ username: 'sam' }], _meta: { hasMore: true } });
    const result = await api.listUsers();
    assert.ok(result.ok && result.value.hasMore);
  });

  it('users, page after page where the service names their paths, none twice and none elsewhere', async () => {
    const pages: Record<string, object> = {
      '/v1/ext/users': {
        _data: [{ username: 'a' }],
        _meta: { nextPage: '/v1/ext/users?after=a', hasMore: true },
      },
      '/v1/ext/users?after=a': { _data: { items: [{ username: 'b' }], next: '?after=b' } },
      '/v1/ext/users?after=b': {
        _data: [{ username: 'c' }],
        _meta: { self: '/v1/ext/users?after=b', total: 3 },
      },
    };
    const server = await serve((request, response) => json(response, 200, pages[request.url] ?? {}));
    const result = await apiFor(server).api.listUsers();
    assert.ok(result.ok);
    assert.deepEqual(result.value, {
      users: ['a', 'b', 'c'].map(username => ({ username })),
      hasMore: false,
    });

    const endings: readonly (readonly [object, boolean])[] = [
      [{ next: 'https://elsewhere.example/v9/people/users?page=2' }, true],
      [{ next: '/v1/ext/users?broken' }, true],
      [{ next: '/v1/ext/users' }, false],
      [{ next: '/v1/ext/users?empty' }, false],
      [{ next: null, hasMore: true }, true],
    ];
    for (const [meta, hasMore] of endings) {
      const other = await serve((request, response) => {
        if (request.url.endsWith('?broken')) {
          json(response, 400, { _errors: ['no'] });
          return;
        }
        const users = request.url.endsWith('?empty')
          ? []
          : [{ id: 1, profileImageUrl: 'https://x.example/users/1' }];
        json(response, 200, { _data: users, _meta: meta });
      });
      const found = await apiFor(other).api.listUsers();
      assert.ok(found.ok);
      assert.deepEqual([found.value.users.length, found.value.hasMore], [1, hasMore], JSON.stringify(meta));
      assert.ok(other.seen.length <= 2);
    }
  });

  it('errors without users', async () => {
    for (const body of [{ _errors: ['no'] }, { _data: [], _errors: ['no'] }, { success: false }]) {
      const result = await (await answering(body)).api.listUsers();
      assert.ok(!result.ok && result.failure.kind === 'serviceErrors', JSON.stringify(body));
    }
  });

  it('what is no list is unreadable, not a crash', async () => {
    for (const body of ['"text"', '3', '{"_data":"x"}', '<html>', '{"_data":[']) {
      const { api } = await answering(body);
      for (const result of [await api.listUsers(), await api.listProcesses('lead', {})]) {
        assert.ok(!result.ok && result.failure.kind === 'unreadable', body);
      }
    }
  });

  it('the config out of its envelope, or without one', async () => {
    const config = { procedures: [{ shortId: 'lead' }], team: { id: 't' } };
    for (const body of [
      { _data: config },
      config,
      { _data: { config } },
      { data: config },
      { _data: config, _errors: [] },
    ]) {
      const result = await (await answering(body)).api.fetchConfig();
      assert.ok(result.ok);
      assert.deepEqual(result.value, config);
    }
    for (const body of ['', 'null', '"x"', '{"_data":null}', '{"_meta":{}}']) {
      const result = await (await answering(body)).api.fetchConfig();
      assert.ok(!result.ok && result.failure.kind === 'unreadable', body);
    }
  });

  it('one process', async () => {
    const process = { id: 'p', data: { id: 'x' }, status: 'OPEN' };
    for (const body of [{ _data: process }, process, { _data: [process] }, { _data: { process } }]) {
      const { api, server } = await answering(body);
      const result = await api.fetchProcess('lead', 'a/b');
      assert.ok(result.ok);
      assert.deepEqual(result.value, process);
      assert.equal(server.seen[0]?.url, '/v1/ext/procedure/lead/process/a%2Fb');
    }
    for (const body of ['{}', '{"_data":null}', '']) {
      const result = await (await answering(body)).api.fetchProcess('lead', 'p');
      assert.ok(!result.ok && result.failure.kind === 'unreadable', body);
    }
  });
});
