import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EntriesPager } from '../../../src/core/api/entriesPager';
import { findNextPage, findTotal, resolvePage } from '../../../src/core/api/entriesPath';
import { echoable } from '../../../src/core/api/echo';
import { Digits } from '../../../src/core/api/ids';
import { isCutRaw, readEntry } from '../../../src/core/api/jobEntry';
import type { Json } from '../../../src/core/json';
import { apiFor, closeServers, failed, json, serve } from './harness';

const uuid = '0b6c2f5e-1111-4222-8333-444455556666';
const first = '/v1/ext/background-job/j/entries';

describe('entries of a job: one entry', () => {
  const read = (value: Json) => {
    const { raw, ...rest } = readEntry(value, new Digits(JSON.stringify(value)), 'lead_id');
    assert.equal(raw, JSON.stringify(value).slice(0, 2000));
    return rest;
  };
  const error = (more: object) => read({ id: uuid, completionStatus: 'ERROR', ...more });
  const said = (more: object) => error(more).message;

  it('what is expected', () => {
    assert.deepEqual(error({ statusMessage: 'is required' }), { status: 'ERROR', message: 'is required' });
    assert.deepEqual(read({ id: uuid, completionStatus: 'SUCCESS', statusMessage: null }), {
      status: 'SUCCESS',
    });
  });

  it('the status by other names, or none', () => {
    assert.equal(read({ status: 'success' }).status, 'success');
    assert.equal(read({ completionStatus: 'ERROR', status: 'OPEN' }).status, 'ERROR');
    assert.equal(read({ id: 1 }).status, '');
    assert.deepEqual(read('SUCCESS'), { status: 'SUCCESS' });
    assert.deepEqual(read(null), { status: '' });
  });

  it('the first message that holds something', () => {
    assert.equal(said({ statusMessage: '', message: ' ', error: {}, errors: ['a'], result: 'b' }), 'a');
    assert.equal(said({ statusMessage: null, result: 'b' }), 'b');
    assert.equal(said({ error: { message: 'a' }, errors: ['b'] }), 'a');
    assert.equal(said({ message: { text: 'a' }, error: 'b' }), 'a');
    assert.equal(said({ errors: [{ message: 'a' }, { message: 'b' }] }), 'a; b');
    assert.equal(said({ result: { errors: [{ message: 'a' }] } }), 'a');
    assert.equal(said({ result: { statusCode: 400, message: 'a' } }), 'a');
    assert.equal(said({ errors: [], result: false }), undefined);
  });

  it('a result that is the process, or its id, is no message', () => {
    assert.equal(
      read({ completionStatus: 'SUCCESS', result: { id: uuid, data: { title: 'x' } } }).message,
      undefined,
    );
    assert.equal(read({ completionStatus: 'SUCCESS', result: uuid }).message, undefined);
  });

  it('what the message is about', () => {
    assert.equal(error({ errors: [{ message: 'a', field: 'score' }] }).field, 'score');
    assert.equal(error({ errors: { score: ['must be a number'] } }).field, 'score');
    assert.equal(error({ message: 'a', attribute: 'score' }).field, 'score');
    assert.equal(read({ completionStatus: 'SUCCESS', field: 'score' }).field, undefined);
  });

  it('the process, never the id of the entry itself', () => {
    const ids: readonly [object, string | undefined][] = [
      [{ processId: uuid }, uuid],
      [{ process: uuid }, uuid],
      [{ process: { id: 17 } }, '17'],
      [{ result: { id: 'p-1' } }, 'p-1'],
      [{ result: uuid }, uuid],
      [{ result: 'created' }, undefined],
      [{}, undefined],
    ];
    for (const [more, expected] of ids) {
      assert.equal(read({ id: 'own', completionStatus: 'SUCCESS', ...more }).processId, expected);
    }
    // The result of an error has an id of its own.
    assert.equal(error({ result: { id: 'e-1', message: 'a' } }).processId, undefined);
  });

  it('the key, wherever it is', () => {
    const keys: readonly [object, string | undefined][] = [
      [{ lead_id: 'L-1' }, 'L-1'],
      [{ data: { lead_id: 'L-1' } }, 'L-1'],
      [{ input: { data: { lead_id: 7 } } }, '7'],
      [{ request: { body: { data: { lead_id: 'L-1' } } } }, 'L-1'],
      [{ payload: '{"data":{"lead_id":"L-1"}}' }, 'L-1'],
      [{ result: { data: { lead_id: 'L-1' } } }, 'L-1'],
      [{ lead_id: 'sent', result: { lead_id: 'stored' } }, 'sent'],
      [{ input: { lead_id: 'sent' }, lead_id: 'top' }, 'sent'],
      [{ primaryKey: 'L-1' }, 'L-1'],
      [{ primaryKey: { lead_id: 'L-1' } }, 'L-1'],
      [{ input: '{"data":' }, undefined],
      [{ input: { data: { lead_id: null } } }, undefined],
      [{ other: { lead_id: 'L-1' } }, undefined],
      [{ data: { data: { data: { data: { data: { lead_id: 'deep' } } } } } }, undefined],
    ];
    for (const [more, expected] of keys) assert.equal(error(more).key, expected, JSON.stringify(more));
  });

  it('a key called as the entry calls its own fields is looked for in what was sent only', () => {
    const key = (value: Json) => readEntry(value, new Digits(''), 'id').key;
    assert.equal(key({ id: 'own' }), undefined);
    assert.equal(key({ id: 'own', input: { data: { id: 'K' } } }), 'K');
  });

  it('a key too large for a double keeps its digits', () => {
    const raw = '[{"lead_id":12345678901234567},{"lead_id":12345678901234569000}]';
    const entries = (JSON.parse(raw) as Json[]).map(one => readEntry(one, new Digits(raw), 'lead_id').key);
    assert.deepEqual(entries, ['12345678901234567', '12345678901234569000']);
  });

  it('without a known key there is none', () => {
    assert.equal(readEntry({ lead_id: 'L-1' }, new Digits(''), undefined).key, undefined);
  });

  it('the place that it claims', () => {
    const places: readonly [object, number | undefined][] = [
      [{ index: 0 }, 0],
      [{ inputIndex: '12' }, 12],
      [{ index: -1 }, undefined],
      [{ itemIndex: 1.5, rowIndex: 3 }, 3],
      // These may be its place in the list.
      [{ rowNumber: 4 }, 4],
      [{ position: 0 }, 0],
      [{ order: 1, sequence: 1, sequenceNumber: 1, lineNumber: 1, idx: 1 }, undefined],
      [{ index: null }, undefined],
    ];
    for (const [more, expected] of places) assert.equal(error(more).index, expected, JSON.stringify(more));
  });

  it('what it repeats of its input, where it shows no key', () => {
    const sent = { data: { title: 'x', score: 5 } };
    const [whole, data] = echoable(sent);
    const echoes: readonly [object, readonly (string | undefined)[]][] = [
      [{ input: sent }, [whole, data]],
      [{ request: { body: JSON.stringify({ ...sent, record: null }) } }, [whole]],
      [{ data: { score: 5, title: 'x' } }, [data]],
      [{ input: { data: { lead_id: 'L-1' } } }, []],
      [{ input: 'x', data: {} }, []],
    ];
    for (const [more, expected] of echoes) {
      const { echo = [] } = error(more);
      for (const hash of expected) assert.ok(echo.includes(hash ?? ''), JSON.stringify(more));
      if (expected.length === 0) assert.deepEqual(echo, []);
    }
  });

  it('nothing of a long text is kept but its begin', () => {
    const { message, raw } = readEntry({ message: 'm'.repeat(5_000_000) }, new Digits(''), undefined);
    assert.deepEqual([message?.length, raw.length, isCutRaw(raw)], [2000, 2000, true]);
    const whole = readEntry({ message: 'm'.repeat(5_000) }, new Digits(''), undefined, 10_000);
    assert.deepEqual([JSON.parse(whole.raw), isCutRaw(whole.raw)], [{ message: 'm'.repeat(5_000) }, false]);
  });

  it('whatever it is, it is read, and stays small', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, key) => {
        const entry = readEntry(
          value as Json,
          new Digits(JSON.stringify(value)),
          key === '' ? undefined : key,
        );
        assert.ok(entry.raw.length <= 2000 && (entry.message ?? '').length <= 2000);
        assert.equal(typeof entry.status, 'string');
      }),
      { numRuns: 150 },
    );
    const deep = JSON.parse(`${'{"data":'.repeat(5000)}1${'}'.repeat(5000)}`) as Json;
    assert.equal(readEntry(deep, new Digits(''), 'lead_id').key, undefined);
    assert.equal(readEntry({ data: 'x'.repeat(10_000_000) }, new Digits(''), 'lead_id').raw.length, 2000);
  });
});

describe('entries of a job: the next page', () => {
  const base = 'https://api.example.com';
  const next = (meta: Json, baseUrl = base) => {
    const found = findNextPage([meta], baseUrl, first);
    return found.kind === 'path' ? found.path : found.kind === 'refused' ? `!${found.why}` : undefined;
  };

  const cases: readonly [string, Json, string | undefined][] = [
    ['a path under any key', { zzz: `${first}?page=2` }, `${first}?page=2`],
    ['a whole URL of the same origin', { next: `${base}${first}?page=2` }, `${first}?page=2`],
    ['another origin', { next: `https://evil.example.com/v1/entries?page=2` }, '!otherOrigin'],
    ['another origin without a scheme', { next: `//evil.example.com/entries` }, '!otherOrigin'],
    ['another port', { next: `${base}:8443/entries` }, '!otherOrigin'],
    ['a name and a password', { next: `https://a:b@api.example.com/entries` }, '!otherOrigin'],
    ['another scheme', { next: `http://api.example.com/entries` }, '!otherOrigin'],
    ['no path at all', { next: '/v1/a b/entries' }, '!notAPath'],
    // This job's entries, wherever they are said to be: asked for where the first page was.
    ...[
      `${base}/${first}?page=2`,
      `/${first}?page=2`,
      `http://api.example.com${first}?page=2`,
      `https://internal:3000${first}?page=2`,
      '?page=2',
      'entries?page=2',
      '/v1/background-job/j/entries?page=2',
      `${first}/?page=2#x`,
    ].map((text): [string, Json, string] => [`this job's: ${text}`, { nextPage: text }, `${first}?page=2`]),
    [
      'the job of another',
      { next: `${base}//v1/ext/background-job/k/entries` },
      '/v1/ext/background-job/k/entries',
    ],
    [
      'links that say what they are',
      {
        links: [
          { rel: 'self', href: `${first}?p=1` },
          { rel: 'next', href: `${first}?p=2` },
        ],
      },
      `${first}?p=2`,
    ],
    ['a field of processes', { nextActionAt: null, paging: { path: `${first}?p=2` } }, `${first}?p=2`],
    ['backslashes', { next: `\\\\evil.example.com/entries` }, '!notAPath'],
    ['relative to the API', { next: 'v1/ext/background-job/j/entries?page=2' }, `${first}?page=2`],
    ['relative to its prefix', { next: 'background-job/j/entries?page=2' }, `${first}?page=2`],
    ['dot segments stay within the origin', { next: '/../../x/../entries' }, '/entries'],
    ['one called next goes before others', { path: `${first}?p=1`, next: `${first}?p=2` }, `${first}?p=2`],
    ['one called next that is empty', { path: `${first}?p=1`, next: null }, undefined],
    ['other pages', { self: first, firstPage: first, previousPath: first, lastPage: first }, undefined],
    ['nested', { paging: { links: { next: `${first}?p=2` } } }, `${first}?p=2`],
    ['words', { note: 'there are more entries' }, undefined],
    ['a path of something else', { next: '/v1/ext/users?page=2' }, undefined],
    ['a name that only begins so', { next: '/v1/ext/entriesOfJob?page=2' }, undefined],
    ['nothing', {}, undefined],
  ];
  for (const [name, meta, expected] of cases) it(name, () => assert.equal(next(meta), expected));

  it('a base URL with a path prefix: with it or without it', () => {
    const under = 'https://proxy.example.com/chakra';
    assert.equal(next({ next: `${first}?p=2` }, under), `${first}?p=2`);
    assert.equal(next({ next: `/chakra${first}?p=2` }, under), `${first}?p=2`);
    assert.equal(next({ next: `${under}${first}?p=2` }, under), `${first}?p=2`);
  });

  it('whatever the text, the request goes to the origin of the base URL', () => {
    const piece = fc.constantFrom(
      '/',
      '//',
      '\\',
      '@',
      ':',
      '.',
      'evil.com',
      'https:',
      '/entries',
      '?',
      '#',
      '%2f',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const page = resolvePage(pieces.join(''), base, first);
        if (page.kind !== 'path') return;
        assert.equal(new URL(base + page.path).origin, base);
        assert.ok(page.path.startsWith('/'));
      }),
      { numRuns: 500 },
    );
  });

  it('the total, where something is called so', () => {
    assert.equal(findTotal([{ totalPages: 3, total: 10 }]), 10);
    assert.equal(findTotal([{ paging: { totalEntries: '10' } }]), 10);
    assert.equal(findTotal([{ total: -1, count: 3 }, []]), undefined);
  });
});

describe('entries of a job: pages', () => {
  afterEach(closeServers);

  const row = (i: number) => ({ id: `e${i}`, completionStatus: 'SUCCESS' });

  async function readAll(pages: Readonly<Record<string, Json>>) {
    const server = await serve((seen, response) => json(response, 200, pages[seen.url] ?? { _data: [] }));
    const { api } = apiFor(server);
    const pager = new EntriesPager((path, reading) => api.fetchJobEntries('j', path, undefined, reading));
    const read = [];
    for await (const page of pager) {
      assert.ok(page.ok, JSON.stringify(page));
      read.push(page.value);
    }
    return { read, urls: server.seen.map(({ url }) => url), last: read.at(-1)! };
  }

  it('page after page, to the last', async () => {
    const { read, urls } = await readAll({
      [first]: { _data: [row(1), row(2)], _meta: { total: 3, next: `${first}?p=2` } },
      [`${first}?p=2`]: { _data: [row(3)], _meta: { total: 3 } },
    });
    assert.deepEqual(urls, [first, `${first}?p=2`]);
    assert.deepEqual(
      read.map(({ entries, next, total, incomplete }) => [entries.length, next, total, incomplete]),
      [
        [2, `${first}?p=2`, 3, false],
        [1, undefined, 3, false],
      ],
    );
  });

  it('an empty page is the end, whatever it names', async () => {
    const { urls } = await readAll({
      [first]: { _data: [row(1)], _meta: { next: `${first}?p=2` } },
      [`${first}?p=2`]: { _data: [], _meta: { next: `${first}?p=3` } },
    });
    assert.equal(urls.length, 2);
  });

  it('more in all than was read, and no way to the rest: incomplete', async () => {
    const { last } = await readAll({ [first]: { _data: [row(1)], _meta: { total: 3 } } });
    assert.equal(last.incomplete, true);
  });

  it('back to a page that was read: refused', async () => {
    const { last, urls } = await readAll({
      [first]: { _data: [row(1)], _meta: { next: `${first}?p=2` } },
      [`${first}?p=2`]: { _data: [row(2)], _meta: { next: first } },
    });
    assert.deepEqual(
      [urls.length, last.refusedNext?.why, last.next, last.incomplete],
      [2, 'visited', undefined, true],
    );
  });

  it('without an envelope', async () => {
    const { read } = await readAll({
      [first]: { entries: [row(1)], totalEntries: 2, nextPath: `${first}?p=2` },
      [`${first}?p=2`]: [row(2)],
    });
    assert.deepEqual(
      read.map(({ entries, incomplete }) => [entries[0]?.status, incomplete]),
      [
        ['SUCCESS', false],
        ['SUCCESS', false],
      ],
    );
  });

  it('items that are no objects keep their place', async () => {
    const { last } = await readAll({ [first]: { _data: ['SUCCESS', null, row(3)] } });
    assert.deepEqual(
      last.entries.map(({ status }) => status),
      ['SUCCESS', '', 'SUCCESS'],
    );
  });

  it('a page that fails is asked for again, and nothing is lost', async () => {
    const server = await serve((seen, response, count) =>
      count === 2
        ? json(response, 500, '')
        : json(response, 200, {
            _data: [row(count)],
            _meta: seen.url === first ? { next: `${first}?p=2` } : {},
          }),
    );
    const { api } = apiFor(server);
    const pager = new EntriesPager((path, reading) => api.fetchJobEntries('j', path, undefined, reading));
    const outcomes = [];
    while (!pager.ended) outcomes.push((await pager.next())?.ok);
    assert.deepEqual(outcomes, [true, false, true]);
    assert.deepEqual([pager.read, await pager.next()], [2, undefined]);
    assert.deepEqual(
      server.seen.map(({ url }) => url),
      [first, `${first}?p=2`, `${first}?p=2`],
    );
  });

  it('goes on where a page names the next with a doubled slash', async () => {
    const server = await serve((seen, response) => {
      const last = seen.url.includes('page=2');
      const meta = {
        total: 2,
        ...(last ? {} : { next: `http://${seen.headers.host ?? ''}/${first}?page=2` }),
      };
      json(response, 200, { _data: [row(last ? 2 : 1)], _meta: meta });
    });
    const { api } = apiFor(server);
    const pager = new EntriesPager((path, reading) => api.fetchJobEntries('j', path, undefined, reading));
    for await (const page of pager) assert.ok(page.ok);
    assert.deepEqual([pager.read, pager.ended], [2, true]);
  });

  it('takes no more than what was sent can have become', async () => {
    const server = await serve((seen, response) => {
      const rows = Array.from({ length: seen.url.includes('x') ? 2_000 : 1_500 }, (_, i) => row(i));
      json(response, 200, { _data: rows });
    });
    const { api } = apiFor(server);
    const sent = { entries: 2, bytes: 100 };
    const page = await api.fetchJobEntries('j', undefined, undefined, { sent });
    assert.ok(page.ok && page.value.entries.length === 1_008 && page.value.incomplete);
    const large = await serve((_, response) => json(response, 200, { _data: ['x'.repeat(5_000_000)] }));
    const second = apiFor(large).api;
    assert.equal(failed(await second.fetchJobEntries('j', undefined, undefined, { sent })).kind, 'tooLarge');
    assert.ok((await second.fetchJobEntries('j', undefined)).ok);
  });

  it('data that is no list: unreadable; a path of another origin is not asked for', async () => {
    const server = await serve((_, response) => json(response, 200, { _data: 'nope' }));
    const { api } = apiFor(server);
    assert.equal(failed(await api.fetchJobEntries('j', undefined)).kind, 'unreadable');
    assert.equal(failed(await api.fetchJobEntries('j', 'https://evil.example.com/entries')).kind, 'redirect');
    assert.equal(server.seen.length, 1);
  });
});
