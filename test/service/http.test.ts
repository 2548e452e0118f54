import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/core/sandbox';
import { createProcess } from '../../src/core/sandbox/processes';
import { onboarding } from '../../src/core/sandbox/team/sales';
import { asText } from '../../src/core/json';
import { requestBody } from '../../src/core/payload/body';
import { apiFor, TestClock } from '../unit/api/harness';
import { serviceClock } from './lib/places';

const bytes = requestBody('{ "data": { "employee_name": "Lin" } }');

describe('client against the sandbox: over HTTP', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox({ clock: serviceClock });
  });
  afterEach(() => sandbox.stop());

  const client = (token = sandbox.token) => apiFor({ url: sandbox.baseUrl }, { token });

  it('what the user wrote arrives byte for byte, less $schema', async () => {
    const text =
      '{\r\n\t"data": { "employee_name": "आशा 😀", "settings":{"n":12345678901234567890,"m":1.0} }  }\n';
    const result = await client().api.createProcess(
      'onboarding',
      requestBody(text.replace('"data"', '"$schema": "x",\r\n\t"data"')),
    );
    assert.ok(result.ok, JSON.stringify(result));
    const seen = sandbox.requests.at(-1);
    assert.equal(seen?.body, text);
    assert.equal(seen.headers['content-type'], 'application/json');
    assert.equal(seen.headers.authorization, `Bearer ${sandbox.token}`);
    assert.equal(seen.headers['user-agent'], 'chakra-vscode/0.0.0');
  });

  it('reads a long list whole, each process once, a hundred at a time', async () => {
    for (let i = 0; i < 230; i++)
      createProcess(sandbox, onboarding, { data: { employee_name: `Number ${i}` } });
    for (const listMeta of ['present', 'absent'] as const) {
      sandbox.choose({ listMeta, overLimit: 'refused' });
      const { api, events } = client();
      const names: unknown[] = [];
      for (let more = true; more;) {
        const page = await api.listProcesses('onboarding', { limit: 500, skip: names.length });
        assert.ok(page.ok);
        names.push(...page.value.processes.map(({ id }) => asText(id)));
        more = page.value.hasMore;
      }
      assert.equal(events.length, 3);
      assert.deepEqual(
        names.sort(),
        sandbox.store
          .processes()
          .map(({ id }) => id)
          .sort(),
      );
    }
  });

  it('a wrong token is refused everywhere, and the refusal does not repeat it', async () => {
    const token = 'someTokenThatIsNotTheRightOne';
    const { api } = client(token);
    const results = [
      await api.fetchConfig(),
      await api.listUsers(),
      await api.listProcesses('lead', {}),
      await api.fetchProcess('lead', 'x'),
      await api.createProcess('onboarding', bytes),
    ];
    for (const result of results) {
      assert.ok(!result.ok && result.failure.kind === 'status');
      assert.deepEqual([result.failure.status, result.failure.effect], [401, 'refused']);
      assert.ok(!JSON.stringify(result).includes(token));
    }
    assert.equal(sandbox.store.processes().length, 0);
  });

  it('a procedure that is not there, or no longer: refused', async () => {
    for (const shortId of ['nope', 'survey_2019', '../config', 'a/b', '..']) {
      const result = await client().api.createProcess(shortId, bytes);
      assert.ok(!result.ok && result.failure.kind === 'status' && result.failure.status === 404, shortId);
    }
  });

  it('a connection that is not made is tried again, and creates once when the service is back', async () => {
    const { baseUrl, token } = sandbox;
    await sandbox.stop();
    const down = await client(token).api.createProcess('onboarding', bytes);
    assert.ok(!down.ok && down.failure.kind === 'unreachable');
    const { reason, effect, attempts } = down.failure;
    assert.deepEqual([reason, effect, attempts], ['refused', 'notSent', 3]);

    // The service comes back during the first wait.
    const clock = new WaitingClock(async () => {
      sandbox = await startSandbox({ token, port: Number(new URL(baseUrl).port), clock: serviceClock });
    });
    const { api, events } = apiFor({ url: baseUrl }, { token, clock });
    const up = await api.createProcess('onboarding', bytes);
    assert.ok(up.ok, JSON.stringify(up));
    assert.deepEqual(
      events.map(({ outcome }) => outcome),
      ['unreachable', 'answer'],
    );
    assert.equal(sandbox.requests.length, 1);
    assert.equal(sandbox.store.processes().length, 1);
  });
});

/** Waits are over when something has been done. */
class WaitingClock extends TestClock {
  constructor(private readonly work: () => Promise<void>) {
    super();
  }

  override after(ms: number, callback: () => void): () => void {
    if (ms === this.limitMs) return super.after(ms, callback);
    void this.work().then(callback);
    return () => undefined;
  }
}
