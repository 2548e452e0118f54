import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import { controlPath, startSandbox, type Sandbox } from '../../../src/core/sandbox';
import { call, member, objects } from './client';

const create = '/v1/ext/procedure/walk_in/process';

describe('sandbox: control path', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ control: true });
  });
  after(() => sandbox.stop());

  const steer = (method: string, path = '', body?: Json) =>
    call(sandbox, method, controlPath + path, body === undefined ? {} : { body });
  const status = async (method: string, path: string, body?: Json) =>
    (await call(sandbox, method, path, body === undefined ? {} : { body })).status;

  it('needs the token', async () => {
    assert.equal((await call({ ...sandbox, token: 'x' }, 'GET', controlPath)).status, 401);
  });

  it('takes faults, for the next requests and for always, and is not hit by them itself', async () => {
    assert.equal((await steer('POST', '/faults', { kind: '500', route: 'users' })).status, 204);
    assert.equal(
      (await steer('POST', '/faults', [{ kind: '403', always: true }, { kind: '401' }])).status,
      204,
    );
    assert.deepEqual(
      [
        await status('GET', '/v1/ext/config'),
        await status('GET', '/v1/ext/users'),
        await status('GET', '/v1/ext/users'),
      ],
      [401, 500, 403],
    );
    const { json } = await steer('GET');
    assert.equal(objects(member(json, 'faults'))[0]!['kind'], '403');
    assert.equal((await steer('DELETE')).status, 204);
    assert.equal(await status('GET', '/v1/ext/config'), 200);
  });

  it('changes choices', async () => {
    assert.equal((await steer('POST', '/choices', { createAnswer: 'created' })).status, 204);
    assert.equal(await status('POST', create, {}), 201);
    assert.equal(member((await steer('GET')).json, 'choices', 'createAnswer'), 'created');
  });

  it('shows and forgets what came in', async () => {
    await steer('DELETE');
    await call(sandbox, 'POST', create, { body: { status: 'OPEN' } });
    const { json } = await steer('GET');
    assert.equal(objects(member(json, 'contents', 'walk_in')).length, 1);
    const [seen, ...others] = objects(member(json, 'requests'));
    assert.deepEqual([seen!['path'], seen!['body'], others.length], [create, '{"status":"OPEN"}', 0]);
    assert.equal(member(seen, 'headers', 'authorization'), `Bearer ${sandbox.token}`);
    await steer('DELETE');
    assert.deepEqual(sandbox.store.contents(), {});
  });

  it('shows jobs, and takes faults of jobs', async () => {
    await steer('DELETE');
    await steer('POST', '/faults', { kind: 'job-stuck', route: 'bulk' });
    const answer = await call(sandbox, 'POST', `${create}/bulk-create`, { body: [{}, {}] });
    const { json } = await steer('GET');
    assert.deepEqual(member(json, 'jobs'), [
      { id: member(answer.json, '_data', 'id'), size: 2, succeeded: 0, failed: 0, invalid: 0, waiting: 2 },
    ]);
    await steer('DELETE');
    assert.deepEqual(member((await steer('GET')).json, 'jobs'), []);
  });

  it('refuses what it does not know', async () => {
    for (const body of [{ kind: 'nope' }, [{ kind: '500' }, 1], 'x']) {
      assert.equal((await steer('POST', '/faults', body)).status, 400);
    }
    for (const body of [{ createAnswer: 'nope' }, { nope: 'x' }, { toString: 'x' }, []]) {
      assert.equal((await steer('POST', '/choices', body)).status, 400);
    }
    assert.equal((await steer('POST', '/nope', {})).status, 404);
    assert.deepEqual(sandbox.faults.waiting, []);
  });
});
