import assert from 'node:assert/strict';
import { judge } from '../../../../src/core/bulk/run/judge';
import { failures, ok, statusOf } from './lib/world';

/** Outcome and sign in short. */
function judged(result: Parameters<typeof judge>[0], entries = 2, anyAccepted = true): string {
  const { outcome, sign } = judge(result, entries, anyAccepted);
  return `${outcome.kind} ${sign.kind}`;
}

describe('bulk run: what an outcome tells', () => {
  it('takes 2xx with a job id for accepted, without one for untracked with the raw answer', () => {
    assert.deepEqual(judge(ok({ jobId: 'j' }, { serverTime: 5 }), 1, false).outcome, {
      kind: 'accepted',
      jobId: 'j',
      serverTime: 5,
    });
    assert.deepEqual(judge(ok({}, { text: 'x'.repeat(5_000) }), 1, false).outcome, {
      kind: 'untracked',
      status: 200,
      answer: 'x'.repeat(2_000),
    });
  });

  it('says so where the job is that of another request', () => {
    const text = '{"_data":{"id":"j"}}';
    assert.deepEqual(judge(ok({ jobId: 'j' }, { text }), 1, true, new Set(['j'])), {
      outcome: {
        kind: 'untracked',
        status: 200,
        answer: text,
        why: { code: 'otherJob', detail: 'j' },
      },
      sign: { kind: 'untracked', anyTracked: true },
    });
  });

  it('plans again what was certainly not sent', () => {
    assert.equal(judged(failures.unreachable()), 'again unreachable');
    assert.deepEqual(judge(failures.tls(), 1, false).sign, { kind: 'unreachable', stubborn: true });
    assert.equal(judged(failures.noToken()), 'again denied');
  });

  it('plans again after a 429 and hands on the wait', () => {
    assert.deepEqual(judge(statusOf(429, '', 7_000), 1, false).sign, {
      kind: 'throttled',
      retryAfterMs: 7_000,
    });
    assert.equal(judged(statusOf(429)), 'again throttled');
  });

  it('halves after a 413, and refuses a single entry', () => {
    assert.equal(judged(statusOf(413), 2), 'tooLarge tooLarge');
    assert.equal(judged(statusOf(413), 1), 'refused refused');
  });

  it('loses nothing to a token or role that does not do', () => {
    assert.equal(judged(statusOf(401)), 'again denied');
    assert.equal(judged(statusOf(403)), 'again denied');
  });

  it('takes a 404 for the procedure until something was accepted, then for the chunk', () => {
    assert.equal(judged(statusOf(404), 2, false), 'again denied');
    assert.equal(judged(statusOf(404), 2, true), 'refused refused');
  });

  it('refuses on other 4xx and 3xx, with the words of the service', () => {
    for (const status of [400, 409, 422, 418]) {
      assert.deepEqual(judge(statusOf(status, 'no such city'), 2, true).outcome, {
        kind: 'refused',
        why: { code: 'status', status, detail: 'no such city' },
      });
    }
    assert.deepEqual(judge(failures.redirect(), 2, true).outcome, {
      kind: 'refused',
      why: { code: 'redirect', status: 302, detail: 'https://login.example' },
    });
  });

  it('never takes for known what is not', () => {
    for (const result of [
      statusOf(500),
      statusOf(503, '', 2_000),
      statusOf(303),
      failures.cut(),
      failures.timeout(),
      failures.serviceErrors(),
      failures.unreadable(),
      failures.answerTooLarge(),
    ]) {
      assert.equal(judged(result), 'unknown unknown');
    }
    assert.deepEqual(judge(statusOf(503, '', 2_000), 1, true).sign, { kind: 'unknown', retryAfterMs: 2_000 });
  });
});
