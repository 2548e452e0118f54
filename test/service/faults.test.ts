import assert from 'node:assert/strict';
import type { ApiFailure, ApiResult, Effect } from '../../src/core/api/result';
import {
  faultKinds,
  sandboxChoices,
  startSandbox,
  type Fault,
  type FaultKind,
  type Sandbox,
} from '../../src/core/sandbox';
import { createProcess } from '../../src/core/sandbox/processes';
import { onboarding } from '../../src/core/sandbox/team/sales';
import { apiFor, type TestApi } from '../unit/api/harness';
import { serviceClock } from './lib/places';
import { until } from './lib/until';

/** Larger than the config. */
const maxBytes = 200_000;

const payload = Buffer.from('{ "data": { "employee_name": "Lin" } }');

/** Every call of the API. */
const routes = ['create', 'list', 'config', 'users', 'fetch', 'bulk', 'job', 'entries'] as const;
type Route = (typeof routes)[number];

/** Calls that are made once, whatever comes of it. */
const paced: readonly Route[] = ['bulk', 'job', 'entries'];

interface Outcome {
  readonly kind: 'ok' | ApiFailure['kind'];
  readonly effect?: Effect;
  readonly status?: number;
  /** Requests until it is given up; 1 unless said. */
  readonly requests?: number;
  /** A create left a process behind, a bulk create a job; a read never does. */
  readonly stored?: true;
  /** The service says nothing more: the time limit has to end it. */
  readonly hangs?: true;
}

const refused = (status: number): Outcome => ({ kind: 'status', effect: 'refused', status });
const failed = (status: number): Outcome => ({ kind: 'status', effect: 'unknown', status });
const cut: Outcome = { kind: 'cut', effect: 'unknown' };
const unreadable: Outcome = { kind: 'unreadable', effect: 'unknown' };
const timeout: Outcome = { kind: 'timeout', effect: 'unknown', hangs: true };
const redirect: Outcome = { kind: 'redirect', effect: 'refused', status: 307 };

/** What becomes of a create that meets the fault each time. */
const creates: Readonly<Record<FaultKind, Outcome>> = {
  delay: { kind: 'ok', stored: true },
  '401': refused(401),
  '403': refused(403),
  '404': refused(404),
  // Taken for "not processed": the only answer after which a create is repeated.
  '429': { ...refused(429), requests: 3 },
  '429-seconds': { ...refused(429), requests: 3 },
  '429-date': { ...refused(429), requests: 3 },
  '429-text': { ...refused(429), requests: 3 },
  '500': failed(500),
  '502-html': failed(502),
  '503-retry-after': failed(503),
  'cut-before-reading': cut,
  'cut-before-doing': cut,
  'cut-after-doing': { ...cut, stored: true },
  'cut-in-answer': { ...cut, stored: true },
  html: unreadable,
  huge: { kind: 'tooLarge', effect: 'unknown' },
  // The documented answer is empty as well: nobody can tell them apart.
  empty: { kind: 'ok' },
  never: timeout,
  drip: { ...timeout, stored: true },
  'redirect-same-origin': redirect,
  'redirect-other-origin': redirect,
  'wrong-content-type': { kind: 'ok', stored: true },
  truncated: { ...unreadable, stored: true },
};

/** What becomes of a read: as a create, but what may pass is tried four times. */
function reads(kind: FaultKind, route: Route): Outcome {
  const outcome = creates[kind];
  if (paced.includes(route)) {
    // Nothing at all is no job.
    if (kind === 'empty') return route === 'entries' ? { kind: 'ok' } : unreadable;
    return { ...outcome, requests: kind === 'redirect-same-origin' ? 4 : 1 };
  }
  const passing = outcome.kind === 'cut' || [429, 500, 502, 503].some(status => status === outcome.status);
  if (passing) return { ...outcome, requests: 4 };
  // A list without anything in it is one; a config or a process without anything is none.
  if (kind === 'empty') return route === 'list' || route === 'users' ? { kind: 'ok' } : unreadable;
  // A GET is followed within its own origin, three times.
  if (kind === 'redirect-same-origin' && route !== 'list') return { ...outcome, requests: 4 };
  return outcome;
}

/** What becomes of a bulk create: the same, but not even a refusal for now is tried again. */
function bulks(kind: FaultKind): Outcome {
  return { ...creates[kind], requests: 1 };
}

/** Quick ones, for those that take their time. */
const details: Partial<Record<FaultKind, Partial<Fault>>> = { delay: { ms: 1 } };

describe('client against the sandbox: every fault', () => {
  let sandbox: Sandbox;
  let elsewhere: Sandbox;
  let stored: string;
  let jobId: string;

  before(async () => {
    const options = {
      clock: serviceClock,
      choices: { createAnswer: 'process' },
      jobsByHand: true,
    } as const;
    [sandbox, elsewhere] = await Promise.all([startSandbox(options), startSandbox(options)]);
  });
  after(() => Promise.all([sandbox.stop(), elsewhere.stop()]));
  beforeEach(() => {
    sandbox.store.clear();
    sandbox.faults.clear();
    createProcess(sandbox, onboarding, { data: { employee_name: 'Kim' } });
    stored = sandbox.store.processes()[0]?.id ?? '';
    const job = sandbox.store.jobs.add(onboarding, [{ data: { employee_name: 'Lin' } }], 'uuid');
    job.inserted = true;
    jobId = job.id;
  });

  const client = () => apiFor({ url: sandbox.baseUrl }, { token: sandbox.token, maxBytes });

  const call = ({ api }: TestApi, route: Route): Promise<ApiResult<unknown>> => {
    switch (route) {
      case 'create':
        return api.createProcess('onboarding', payload);
      case 'list':
        return api.listProcesses('onboarding', {});
      case 'config':
        return api.fetchConfig();
      case 'users':
        return api.listUsers();
      case 'fetch':
        return api.fetchProcess('onboarding', stored);
      case 'bulk':
        return api.bulkCreate('onboarding', Buffer.from(`[${payload.toString()}]`));
      case 'job':
        return api.fetchJob(jobId);
      case 'entries':
        return api.fetchJobEntries(jobId, undefined);
    }
  };

  /** Makes one call, lets the time limit pass where the service hangs, and holds the result against what is to be expected. */
  async function assertOutcome(route: Route, expected: Outcome): Promise<void> {
    const requests = sandbox.requests.length;
    const others = elsewhere.requests.length;
    const test = client();
    const calling = call(test, route);
    if (expected.hangs) {
      await until(() => sandbox.requests.length > requests && test.clock.limitsRunning > 0);
      test.clock.expire();
    }
    const result = await calling;
    const { kind, effect, status } = expected;
    if (result.ok) assert.equal(kind, 'ok');
    else {
      const { failure } = result;
      const seen = 'status' in failure ? failure.status : undefined;
      assert.deepEqual([failure.kind, failure.effect], [kind, effect], JSON.stringify(failure));
      if (status !== undefined) assert.equal(seen, status);
      assert.equal(failure.attempts, test.events.length);
    }
    assert.equal(sandbox.requests.length - requests, expected.requests ?? 1);
    assert.equal(elsewhere.requests.length, others);
    assert.equal(sandbox.store.processes().length, route === 'create' && expected.stored ? 2 : 1);
    assert.equal(sandbox.store.jobs.all.length, route === 'bulk' && expected.stored ? 2 : 1);
    assert.equal(test.clock.limitsRunning, 0);
    assert.ok(!JSON.stringify([result, test.events]).includes(sandbox.token));
  }

  for (const kind of faultKinds) {
    const fault = (route: Route): Fault => ({
      kind,
      route,
      to: `${elsewhere.baseUrl}/v1/ext/config`,
      ...details[kind],
    });
    for (const route of routes) {
      const expected =
        route === 'create' ? creates[kind] : route === 'bulk' ? bulks(kind) : reads(kind, route);
      it(`${kind} on ${route}, each time: ${expected.kind}`, async () => {
        sandbox.faults.always(fault(route));
        await assertOutcome(route, expected);
      });

      // Nothing is repeated, or it is the same as above.
      if ((expected.requests ?? 1) === 1) continue;
      it(`${kind} on ${route}, once: ok`, async () => {
        sandbox.faults.next(fault(route));
        await assertOutcome(route, { kind: 'ok', requests: 2, stored: true });
      });
    }
  }

  const lies: readonly FaultKind[] = ['500', '502-html', '503-retry-after', 'html', 'huge', 'never'];
  for (const kind of lies) {
    for (const [route, expected] of [
      ['create', creates[kind]],
      ['bulk', bulks(kind)],
    ] as const) {
      it(`${kind} after doing on ${route}: one request, carried out once, and no word of a refusal`, async () => {
        sandbox.faults.always({ kind, afterDoing: true });
        await assertOutcome(route, { ...expected, stored: true });
      });
    }
  }

  for (const status of [301, 302, 303]) {
    it(`${status} after doing, which is how a POST that was carried out may be answered: unknown`, async () => {
      sandbox.faults.always({ kind: 'redirect-same-origin', status, afterDoing: true });
      await assertOutcome('create', { kind: 'redirect', effect: 'unknown', status, stored: true });
    });
  }

  it('429 with a long wait: at once, with the wait', async () => {
    for (const fault of [
      { kind: '429-seconds', seconds: 60 },
      { kind: '429-date', seconds: 60 },
      { kind: '429-text', ms: 60_000 },
    ] as const) {
      sandbox.faults.next(fault);
      const result = await call(client(), 'create');
      assert.ok(!result.ok && result.failure.kind === 'status');
      assert.deepEqual([result.failure.retryAfterMs, result.failure.attempts], [60_000, 1]);
    }
    assert.equal(sandbox.store.processes().length, 1);
  });

  for (const errorShape of sandboxChoices.errorShape) {
    it(`the service's own words, and the wait in them, in the error shape ${errorShape}`, async () => {
      sandbox.choose({ errorShape });
      for (const kind of ['401', '500', '429-text'] as const) {
        sandbox.faults.next({ kind, ms: 60_000 });
        const result = await call(client(), 'create');
        assert.ok(!result.ok && result.failure.kind === 'status');
        const { messages, excerpt, retryAfterMs } = result.failure;
        assert.equal(messages.length, 1);
        assert.match(messages[0]?.text ?? '', /not valid|went wrong|retry after/);
        assert.equal(excerpt, '');
        assert.equal(retryAfterMs, kind === '429-text' ? 60_000 : undefined);
      }
      sandbox.choose({ errorShape: 'strings' });
    });
  }

  it('an answer that comes in single bytes: whole', async () => {
    sandbox.choose({ createAnswer: 'id' });
    sandbox.faults.next({ kind: 'drip', ms: 0 });
    await assertOutcome('create', { kind: 'ok', stored: true });
    sandbox.choose({ createAnswer: 'process' });
  });
});
