import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/core/sandbox/index';
import { startSandbox } from '../../src/core/sandbox/index';
import type { Script } from './lib/script';
import { connect, newScript, run, until } from './lib/world';

const authorizations = (sandbox: Sandbox) => sandbox.requests.map(({ headers }) => headers.authorization);

describe('connections', () => {
  let script: Script;
  const running: Sandbox[] = [];

  beforeEach(async () => {
    script = await newScript();
  });

  afterEach(async () => {
    script.done();
    await Promise.all(running.splice(0).map(async sandbox => sandbox.stop()));
  });

  it('checks the token with Fetch Config before it is kept', async () => {
    const { sandbox } = await connect(script);
    running.push(sandbox);
    const [first] = sandbox.requests;
    assert.equal(`${first?.method} ${first?.path}`, 'GET /v1/ext/config');
    assert.equal(first?.headers.authorization, `Bearer ${sandbox.token}`);
  });

  it('takes a pasted token with its prefix, blanks and line breaks', async () => {
    const sandbox = await startSandbox();
    running.push(sandbox);
    const half = sandbox.token.length / 2;
    const pasted = `  Bearer ${sandbox.token.slice(0, half)}\r\n${sandbox.token.slice(half)}\n`;
    script
      .plan('input', /^Name/, 'Pasted')
      .plan('input', /^Base URL/, `${sandbox.baseUrl}/`)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, pasted);
    await run('addConnection');
    assert.equal(authorizations(sandbox)[0], `Bearer ${sandbox.token}`);
  });

  it('says why a token fails its check, and takes it typed again', async () => {
    const sandbox = await startSandbox();
    running.push(sandbox);
    script
      .plan('input', /^Name/, 'Retyped')
      .plan('input', /^Base URL/, sandbox.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, 'wrong-token-0123456789')
      .plan('confirm', /refused the token \(401\)/, 'Type Again')
      .plan('input', /^Token/, sandbox.token);
    await run('addConnection');
    await run('testConnection');
    await script.heard(/Retyped answers, and the token is accepted/);
  });

  it('takes another base URL where none answers or no such API does', async () => {
    const sandbox = await startSandbox();
    running.push(sandbox);
    script
      .plan('input', /^Name/, 'Moved')
      .plan('input', /^Base URL/, 'http://127.0.0.1:9')
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, sandbox.token)
      .plan('confirm', /could not be checked.*ECONNREFUSED/, 'Change Base URL')
      .plan('input', /^Base URL/, `${sandbox.baseUrl}/elsewhere`)
      .plan('input', /^Token/, sandbox.token)
      .plan('confirm', /no ChakraHQ API answers at this base URL/, 'Change Base URL')
      .plan('input', /^Base URL/, sandbox.baseUrl)
      .plan('input', /^Token/, sandbox.token);
    await run('addConnection');
    await run('testConnection');
    await script.heard(/Moved answers, and the token is accepted/);
  });

  it('can keep a token that could not be checked', async () => {
    script
      .plan('input', /^Name/, 'Kept')
      .plan('input', /^Base URL/, 'http://127.0.0.1:9')
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, 'some-token-0123456789')
      .plan('confirm', /could not be checked.*ECONNREFUSED/, 'Keep It');
    await run('addConnection');
    await run('testConnection');
    const { text } = await script.heard(/The connection Kept does not work/);
    assert.match(text, /Nothing answers/);
  });

  it('refuses a base URL without https, except on this machine', async () => {
    script.plan('input', /^Name/, 'Plain').plan('input', /^Base URL/, 'http://api.example.com');
    await run('addConnection');
    assert.equal(script.refused.length, 1);
    assert.match(script.refused[0]!, /Use https: the token must not travel unencrypted/);
  });

  it('asks for the token again when the origin changes, and never sends the old one there', async () => {
    const { sandbox, name } = await connect(script);
    const other = await startSandbox();
    running.push(sandbox, other);
    script
      .plan('pick', /^Edit which/, name)
      .plan('input', /^Name/, `${name} moved`)
      .plan('input', /^Base URL/, other.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, other.token);
    await run('editConnection');
    await run('testConnection');
    await script.heard(/moved answers/);
    assert.ok(authorizations(other).length >= 2);
    assert.deepEqual([...new Set(authorizations(other))], [`Bearer ${other.token}`]);
  });

  it('keeps the token when only the name changes', async () => {
    const { sandbox, name } = await connect(script);
    running.push(sandbox);
    script
      .plan('pick', /^Edit which/, name)
      .plan('input', /^Name/, `${name} renamed`)
      .plan('input', /^Base URL/, sandbox.baseUrl)
      .plan('pick', /^Kind/, 'Production');
    await run('editConnection');
    await run('testConnection');
    await script.heard(/renamed answers/);
  });

  it('offers Set Token for a 401, once while the offer stands', async () => {
    const { sandbox } = await connect(script);
    running.push(sandbox);
    sandbox.faults.always({ kind: '401' });
    script.plan('error', /does not work.*\(401\)/, 'Set Token…').plan('input', /^Token/, undefined);
    await run('testConnection');
  });

  it('offers Set Token when a refresh in the background is refused, once for that token', async () => {
    const sandbox = await startSandbox();
    running.push(sandbox);
    sandbox.faults.next({ kind: '404', route: 'config' });
    script
      .plan('input', /^Name/, 'Revoked')
      .plan('input', /^Base URL/, sandbox.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, 'revoked-token-0123456789')
      .plan('confirm', /could not be checked.*404/, 'Keep It');
    await run('addConnection');
    const { options } = await script.heard(/^The config of Revoked could not be refreshed/);
    assert.ok(options.includes('Set Token…'));
    // A command's own failure is told, but the offer of the background is not made again.
    await run('refreshCatalog');
    await script.heard(/^The config of Revoked could not be read/);
    // So does a command that has to read the config first: one notification, by itself.
    const before = script.said.length;
    await run('createProcess');
    assert.deepEqual(
      script.said
        .slice(before)
        .map(({ text }) => text.startsWith('The procedures of Revoked could not be read')),
      [true],
    );
    // Who keeps a token that has just been refused knows it.
    script
      .plan('input', /^Token of Revoked/, 'another-wrong-token-0123456789')
      .plan('confirm', /refused the token \(401\)/, 'Keep It');
    const asked = sandbox.requests.length;
    await run('setToken');
    await until('the refresh behind', () => sandbox.requests.length > asked + 1);
    await run('refreshCatalog');
    const offers = script.said.filter(({ text }) => text.includes('could not be refreshed'));
    assert.equal(offers.length, 1);
  });

  it('removes a connection with its token, after asking', async () => {
    const { sandbox, name } = await connect(script);
    running.push(sandbox);
    script.plan('pick', /^Remove which/, name).plan('confirm', /^Remove the connection/, 'Remove');
    await run('removeConnection');
    script.plan('pick', /^Connection of this window/, labels => {
      assert.ok(!labels.includes(name));
      return 'Sandbox';
    });
    await run('switchConnection');
    await run('testConnection');
    await script.heard(/Sandbox answers/);
  });
});
