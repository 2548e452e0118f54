import assert from 'node:assert/strict';
import { findJobId, locatedJob } from '../../../src/core/api/bulkCreate';
import { apiFor, closeServers, failed, json, serve, serveRaw, TestClock } from './harness';

const body = Buffer.from('[ {"data":{"n":12345678901234567890}} ]');
const uuid = '0b6c2f5e-1111-4222-8333-444455556666';

describe('bulk create', () => {
  afterEach(closeServers);

  it('sends the bytes as they are, to the documented path', async () => {
    const server = await serve((_, response) => json(response, 200, { _data: { id: uuid } }));
    const result = await apiFor(server).api.bulkCreate('a/b', body);
    assert.ok(result.ok);
    assert.deepEqual(result.value, { jobId: uuid });
    const [seen] = server.seen;
    assert.deepEqual(
      [seen?.method, seen?.url, seen?.headers['content-type'], seen?.body],
      ['POST', '/v1/ext/procedure/a%2Fb/process/bulk-create', 'application/json', body],
    );
  });

  it('one attempt: a 429 comes back with its wait', async () => {
    const server = await serve((_, response) => json(response, 429, '', { 'Retry-After': '2' }));
    const { api, clock, events } = apiFor(server);
    const failure = failed(await api.bulkCreate('lead', body));
    assert.ok(failure.kind === 'status');
    assert.deepEqual([failure.effect, failure.attempts, failure.retryAfterMs], ['refused', 1, 2000]);
    assert.deepEqual([server.seen.length, clock.waits, events.length], [1, [], 1]);
    assert.equal(events[0]?.waitMs, undefined);
  });

  it('one attempt: a connection that was refused', async () => {
    const server = await serveRaw(() => undefined);
    await closeServers();
    const failure = failed(await apiFor(server).api.bulkCreate('lead', body));
    assert.deepEqual([failure.kind, failure.effect, failure.attempts], ['unreachable', 'notSent', 1]);
  });

  it('one attempt: 503 with a wait is unknown, and the wait is told', async () => {
    const server = await serve((_, response) => json(response, 503, '', { 'Retry-After': '9' }));
    const failure = failed(await apiFor(server).api.bulkCreate('lead', body));
    assert.ok(failure.kind === 'status');
    assert.deepEqual([failure.effect, failure.retryAfterMs, server.seen.length], ['unknown', 9000, 1]);
  });

  it('has a second more for each 50 kB of the body', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>(resolve => (arrive = resolve));
    const server = await serve(() => arrive());
    const clock = new TestClock(33_000);
    const sent = apiFor(server, { clock }).api.bulkCreate('lead', Buffer.alloc(160_000, ' '));
    await arrived;
    clock.expire();
    const failure = failed(await sent);
    assert.deepEqual([failure.kind, 'limitMs' in failure && failure.limitMs], ['timeout', 33_000]);
  });

  const answers: readonly [string, number, unknown, unknown][] = [
    ['_errors and no job', 200, { _errors: ['no'] }, ['serviceErrors', 'unknown']],
    ['_errors and data that holds no job', 200, { _data: {}, _errors: ['no'] }, ['serviceErrors', 'unknown']],
    ['_errors beside a job: warnings', 200, { _data: { id: uuid }, _errors: ['hm'] }, { jobId: uuid }],
    ['the documented {}', 200, {}, {}],
    ['202 without a body', 202, '', {}],
    ['data that is null', 200, { _data: null }, {}],
    ['data that is false', 200, { _data: false }, ['unreadable', 'unknown']],
    ['an error number', 200, { statusCode: 401, message: 'Unauthorized' }, ['serviceErrors', 'unknown']],
    ['an error code', 200, { code: 429, message: 'Slow down' }, ['serviceErrors', 'unknown']],
    ['no data, and words', 200, { _data: null, message: 'Validation failed' }, ['serviceErrors', 'unknown']],
    ['words alone', 200, { message: 'Validation failed' }, ['serviceErrors', 'unknown']],
    ['words that deny nothing', 200, { message: 'Thank you' }, ['unreadable', 'unknown']],
    ['words beside a job', 200, { _data: { id: uuid }, message: 'Begun' }, { jobId: uuid }],
    ['a code of its own', 200, { code: 0 }, {}],
    ['a page', 200, '<html></html>', ['unreadable', 'unknown']],
  ];
  for (const [name, status, answer, expected] of answers) {
    it(`an answer: ${name}`, async () => {
      const server = await serve((_, response) => json(response, status, answer));
      const result = await apiFor(server).api.bulkCreate('lead', body);
      assert.deepEqual(result.ok ? result.value : [result.failure.kind, result.failure.effect], expected);
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      if (result.ok) assert.equal(result.answer.text, text);
      else assert.ok('text' in result.failure && result.failure.text === text);
    });
  }

  describe('job id', () => {
    const job = { id: uuid, completionStatus: 'IN_PROGRESS', completedAt: 0 };
    const cases: readonly [string, string, string | undefined][] = [
      ['id', `{"id":"${uuid}"}`, uuid],
      ['backgroundJob.id', '{"backgroundJob":{"id":"a"}}', 'a'],
      ['job.uuid', '{"job":{"uuid":"a"}}', 'a'],
      ['backgroundJobId', '{"backgroundJobId":"a"}', 'a'],
      ['jobId', '{"jobId":"a"}', 'a'],
      ['id goes first', '{"jobId":"d","backgroundJobId":"c","backgroundJob":{"id":"b"},"id":"a"}', 'a'],
      ['then backgroundJob', '{"jobId":"d","backgroundJobId":"c","backgroundJob":{"id":"b"}}', 'b'],
      ['then backgroundJobId', '{"jobId":"d","backgroundJobId":"c"}', 'c'],
      ['a number', '{"id":17}', '17'],
      ['a number too large for a double', '{"id": 12345678901234567 }', '12345678901234567'],
      ['two such numbers that read alike', '{"id":12345678901234567,"team":12345678901234568}', undefined],
      ['nothing', '{}', undefined],
      ['an empty id', '{"id":" ","jobId":"a"}', 'a'],
      ['an id that no path can hold', '{"id":"a b"}', undefined],
      ['null', 'null', undefined],
      ['a bare id', `"${uuid}"`, uuid],
      ['a bare word', '"accepted"', undefined],
      ['a list of one job', JSON.stringify([job]), uuid],
      ['a list of one process', `[{"id":"${uuid}","data":{}}]`, undefined],
      ['a list of jobs', JSON.stringify([job, job]), undefined],
      ['an empty list', '[]', undefined],
      ['a job under data', JSON.stringify({ data: job }), uuid],
      ['a process under data', `{"data":{"id":"${uuid}"}}`, undefined],
    ];
    for (const [name, raw, expected] of cases) {
      it(name, () => assert.equal(findJobId(JSON.parse(raw) as null, {}, raw), expected));
    }

    const bare: readonly [string, string, string | undefined][] = [
      ['data that stands for _data', `{"data":{"id":"${uuid}"},"message":"Accepted"}`, uuid],
      ['data with a word for an id', '{"data":{"id":"LEAD-1"}}', undefined],
      ['data beside what a process has', `{"data":{"id":"${uuid}"},"state":"NEW"}`, undefined],
    ];
    for (const [name, raw, expected] of bare) {
      it(`without an envelope: ${name}`, () =>
        assert.equal(findJobId(JSON.parse(raw) as null, {}, raw, false), expected));
    }

    it('in the meta', () => assert.equal(findJobId(null, { jobId: 'm' }, ''), 'm'));
  });

  describe('a job that `Location` names', () => {
    const from = 'https://api.example.com/v1/ext/procedure/lead/process/bulk-create';
    const cases: readonly [string, string | undefined][] = [
      [`/v1/ext/background-job/${uuid}`, uuid],
      [`https://api.example.com/v1/ext/background-job/${uuid}/`, uuid],
      [`http://api.example.com:8080/background-jobs/${uuid}/entries?limit=5`, uuid],
      ['/v1/ext/background-job/a%2Fb', 'a/b'],
      [`https://api.example.org/v1/ext/background-job/${uuid}`, undefined],
      [`/v1/ext/procedure/lead/process/${uuid}`, undefined],
      ['/v1/ext/background-job/', undefined],
      ['/v1/ext/background-job/%', undefined],
      ['/v1/ext/background-job/a%20b', undefined],
      [`ftp://api.example.com/background-job/${uuid}`, undefined],
      ['https://', undefined],
    ];
    for (const [location, expected] of cases) {
      it(location, () => assert.equal(locatedJob(location, from), expected));
    }

    const Location = `/v1/ext/background-job/${uuid}`;
    const answers: readonly [string, unknown, string][] = [
      ['a 202 without a body', '', uuid],
      ['the documented {}', {}, uuid],
      ['words', { message: 'Accepted' }, uuid],
      ['what is no JSON', 'Accepted', uuid],
      ['_errors: warnings', { _errors: ['hm'] }, uuid],
      ['a body that names a job itself', { _data: { id: 'own' } }, 'own'],
    ];
    for (const [name, answer, jobId] of answers) {
      it(`is heeded beside ${name}`, async () => {
        const server = await serve((_, response) => json(response, 202, answer, { Location }));
        const result = await apiFor(server).api.bulkCreate('lead', body);
        assert.deepEqual(result.ok && result.value, { jobId });
      });
    }
  });
});
