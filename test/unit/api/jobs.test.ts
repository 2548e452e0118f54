import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import { apiFor, closeServers, failed, json, serve } from './harness';

const id = '0b6c2f5e-1111-4222-8333-444455556666';
const sample = {
  id,
  createdAt: 1767225600000,
  updatedAt: 1767225600000,
  startedAt: 1767225599990,
  team: '9a8b7c6d-1111-4222-8333-444455556666',
  type: 'bulk_api_job',
};
const counts = { INVALID: 1, NOT_STARTED: 2, SUCCESS: 7, ERROR: 0 };

describe('background job', () => {
  afterEach(closeServers);

  const fetched = async (body: Json, jobId = id) => {
    const server = await serve((_, response) => json(response, 200, body));
    const result = await apiFor(server).api.fetchJob(jobId);
    assert.equal(server.seen[0]?.url, `/v1/ext/background-job/${encodeURIComponent(jobId)}`);
    return result;
  };

  it('the documented answer', async () => {
    const body = { _data: sample, _meta: { bjEntryCompletionStatusVsCount: counts } };
    const result = await fetched(body);
    assert.ok(result.ok);
    assert.deepEqual(result.value, { id, counts, raw: JSON.stringify(body) });
  });

  const more = (extra: Json) => ({ _data: { ...sample, ...(extra as object) } });
  const cases: readonly [string, Json, Json][] = [
    [
      'what the acknowledgment has',
      more({ completionStatus: 'IN_PROGRESS', statusMessage: null, completedAt: 0 }),
      { completionStatus: 'IN_PROGRESS' },
    ],
    ['a message', more({ statusMessage: 'two\nlines' }), { statusMessage: 'two lines' }],
    ['completedAt', more({ completedAt: 5 }), { completedAt: 5 }],
    ['completedAt as digits', more({ completedAt: '1767225600000' }), { completedAt: 1767225600000 }],
    [
      'completedAt as a time-stamp',
      more({ completedAt: '2026-01-01T00:00:00Z' }),
      { completedAt: 1767225600000 },
    ],
    ['completedAt null', more({ completedAt: null }), {}],
    ['a status by another name', more({ status: 'DONE' }), { completionStatus: 'DONE' }],
    ['counts in the data', more({ bjEntryCompletionStatusVsCount: counts }), { counts }],
    [
      'counts as texts',
      { _data: sample, _meta: { bjEntryCompletionStatusVsCount: { SUCCESS: '7', ERROR: null } } },
      { counts: { SUCCESS: 7, ERROR: 0 } },
    ],
    ['empty counts', { _data: sample, _meta: { bjEntryCompletionStatusVsCount: {} } }, { counts: {} }],
    ['counts by another name', { _data: sample, _meta: { page: 1, entryStatusCounts: counts } }, { counts }],
    [
      'counts as pairs',
      { _data: sample, _meta: { entryCounts: [{ status: 'SUCCESS', count: 2 }] } },
      { counts: { SUCCESS: 2 } },
    ],
    [
      'the documented name goes first',
      { _data: { ...sample, bjEntryCompletionStatusVsCount: counts }, _meta: { counts: { a: 1 } } },
      { counts },
    ],
    [
      'an object that is not made of counts',
      { _data: sample, _meta: { statusCounts: { SUCCESS: 'many' } } },
      {},
    ],
    ['a negative count', { _data: sample, _meta: { statusCounts: { SUCCESS: -1 } } }, {}],
    ['no envelope', { ...sample, bjEntryCompletionStatusVsCount: counts }, { counts }],
    ['a list of it', { _data: [sample] }, {}],
    ['under a name', { _data: { backgroundJob: { ...sample, completedAt: 9 } } }, { completedAt: 9 }],
    ['counts and nothing else', { _meta: { bjEntryCompletionStatusVsCount: counts } }, { counts }],
  ];
  for (const [name, body, expected] of cases) {
    it(name, async () => {
      const result = await fetched(body);
      assert.ok(result.ok, JSON.stringify(result));
      assert.deepEqual(result.value, { id, ...(expected as object), raw: JSON.stringify(body) });
    });
  }

  it('_errors beside a job are warnings', async () => {
    const result = await fetched({ _data: sample, _errors: ['slow today'] });
    assert.ok(result.ok);
    assert.deepEqual(result.answer.warnings, [{ text: 'slow today' }]);
  });

  it('what is no job: unreadable; nothing but _errors: those', async () => {
    for (const body of [{}, [], 'x', { message: 'hello' }, { _data: null }, { _data: { a: 1 } }]) {
      assert.equal(failed(await fetched(body)).kind, 'unreadable');
    }
    assert.equal(failed(await fetched({ _errors: ['no'] })).kind, 'serviceErrors');
  });

  it('an id that a user typed stays one segment of the path', async () => {
    assert.ok((await fetched({ _data: sample }, '../config?x=1')).ok);
  });

  it('asked once, whatever the answer', async () => {
    const server = await serve((_, response) => json(response, 500, ''));
    const { api, clock } = apiFor(server);
    assert.equal(failed(await api.fetchJob(id)).attempts, 1);
    assert.equal(failed(await api.fetchJobEntries(id, undefined)).attempts, 1);
    assert.deepEqual([server.seen.length, clock.waits], [2, []]);
  });
});
