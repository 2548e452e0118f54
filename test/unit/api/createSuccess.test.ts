import assert from 'node:assert/strict';
import { apiFor, closeServers, payload, serve } from './harness';

describe('create: success', () => {
  afterEach(closeServers);

  const id = '0b6c2f5e-1111-4222-8333-444455556666';
  const bodies: readonly (readonly [number, string, string | undefined])[] = [
    [200, '{}', undefined],
    [200, '', undefined],
    [200, ' \n', undefined],
    [204, '', undefined],
    [201, `{"_data":{"id":"${id}"}}`, id],
    [202, `{"_data":{"id":"${id}","data":{}},"_meta":{},"_errors":[]}`, id],
    [200, `{"_data":{"id":"${id}"},"_errors":null}`, id],
    [200, `{"_data":{"id":"${id}"},"_errors":{}}`, id],
    [200, `{"_data":{"id":"${id}"},"_errors":""}`, id],
    [200, `{"_data":[{"id":"${id}"}]}`, id],
    [200, `{"_data":{"process":{"id":"${id}"}}}`, id],
    [200, `{"_data":{"processes":[{"id":"${id}"}]}}`, id],
    [200, `{"_data":"${id}"}`, id],
    [200, `{"_data":{"processId":"${id}"}}`, id],
    [200, `{"id":"${id}","data":{"id":"other"},"status":"OPEN"}`, id],
    [200, `[{"id":"${id}"}]`, id],
    [200, '{"_data":{"id":42}}', '42'],
    [200, '{"_data":{"id":12345678901234567890}}', '12345678901234567890'],
    [200, '{"_data":{"data":{"id":"LEAD-1"}}}', undefined],
    [200, '{"_data":null}', undefined],
    [200, '{"message":"Process created"}', undefined],
    [200, '{"_data":"created"}', undefined],
    [200, '\ufeff{"_data":{"id":"x"}}', 'x'],
    [200, 'null', undefined],
    [200, `{"_data":{"id":"${id}"},"_errors":["state was ignored"]}`, id],
    [200, `{"data":{"id":"${id}","state":"NEW"}}`, id],
    // The id of the request is none of the process.
    [200, `{"_data":{"id":"request-1","process":{"id":"${id}","data":{}}}}`, id],
    [200, `{"_data":{"id":"request-1","status":"OK","process":{"id":"${id}","data":{}}}}`, id],
    [200, `{"_data":{"id":"request-1","process":{"id":"${id}"}}}`, id],
    [200, `{"_data":{"id":"${id}","data":{"id":"LEAD-1","state":"Kerala"}}}`, id],
  ];
  for (const [status, body, expected] of bodies) {
    it(`${status} ${JSON.stringify(body)}`, async () => {
      const server = await serve((_, response) => {
        response.writeHead(status, { Date: 'Thu, 01 Jan 2026 00:00:05 GMT' });
        response.end(body);
      });
      const result = await apiFor(server).api.createProcess('lead', payload);
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(result.value.id, expected);
      assert.equal(result.answer.status, status);
      assert.equal(result.answer.text, body.replace('\ufeff', ''));
      assert.equal(result.answer.serverTime, Date.parse('2026-01-01T00:00:05Z'));
      assert.equal(result.answer.warnings.length, body.includes('ignored') ? 1 : 0);
      assert.equal(server.seen.length, 1);
    });
  }

  it('takes a background job for no process', async () => {
    const job = `"id":"${id}","completionStatus":"IN_PROGRESS","type":"x","createdAt":1,"team":"y"`;
    const answers: readonly (readonly [string, object])[] = [
      [`{"_data":{${job}}}`, { jobId: id }],
      [`{"_data":{"job":1,${job},"process":{"id":"p-1","data":{}}}}`, { id: 'p-1' }],
      [`{"_data":{${job},"data":{}}}`, { id }],
    ];
    for (const [body, expected] of answers) {
      const server = await serve((_, response) => response.end(body));
      const result = await apiFor(server).api.createProcess('lead', payload);
      assert.ok(result.ok, body);
      const { id: processId, jobId } = result.value;
      assert.deepEqual(JSON.parse(JSON.stringify({ id: processId, jobId })), expected);
    }
  });

  const denials = [
    '{"_errors":[{}]}',
    '{"_data":{},"_errors":true}',
    '{"success":false}',
    'false',
    '{"message":"Process creation failed"}',
    '{"message":"The procedure was not found","requestId":"7"}',
  ];
  for (const body of denials) {
    it(`200 ${body} is none: it is denied`, async () => {
      const server = await serve((_, response) => {
        response.end(body);
      });
      const result = await apiFor(server).api.createProcess('lead', payload);
      assert.ok(!result.ok);
      assert.equal(result.failure.effect, 'unknown');
      assert.equal(server.seen.length, 1);
    });
  }
});
