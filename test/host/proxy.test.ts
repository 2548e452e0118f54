import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { startSandbox } from '../../src/core/sandbox/index';
import { inside } from './lib/inside';
import { leadPayload } from './lib/lead';
import type { Proxy } from './lib/proxy';
import { startProxy } from './lib/proxy';
import type { Script } from './lib/script';
import { filesBelow, Secret } from './lib/secret';
import type { Service } from './lib/service';
import { forward, startService } from './lib/service';
import { closeAll, connect, newScript, openDraft, run, setText, until } from './lib/world';

const http = () => vscode.workspace.getConfiguration('http');

/** Sets one of the user's settings `http.*` (undefined: its default) and waits until the extension host has it. */
async function set(name: 'proxy' | 'systemCertificates', value: string | boolean | undefined): Promise<void> {
  await http().update(name, value, vscode.ConfigurationTarget.Global);
  await until(`the setting http.${name}`, () => {
    const now = http().inspect(name);
    return http().get(name) === (value ?? now?.defaultValue) && now?.globalValue === value;
  });
}

/**
 * Node.js before 22 forgets `NODE_EXTRA_CA_CERTS`, which trusts our certificate, where VS Code adds those of the system.
 * Desktop VS Code 1.104 has Node.js 22; the oldest server of these tests runs in an older one.
 */
const forgetsExtraCertificates = Number(process.versions.node.split('.')[0]) < 22;

async function service(name: 'trusted' | 'untrusted', sandbox: Sandbox): Promise<Service> {
  const file = path.join(process.env['CHAKRA_TEST_CERTIFICATES']!, name);
  const [key, cert] = await Promise.all([readFile(`${file}.key`, 'utf8'), readFile(`${file}.crt`, 'utf8')]);
  return startService(async seen => forward(sandbox, seen), { key, cert });
}

describe("VS Code's proxy and certificates", () => {
  const host = process.env['CHAKRA_TEST_TLS_HOST']!;
  const secret = new Secret();
  let script: Script;
  let sandbox: Sandbox;
  let trusted: Service;
  let untrusted: Service;
  let proxy: Proxy;
  let editor: vscode.TextEditor;

  before(async () => {
    script = await newScript();
    assert.equal(http().get('proxy'), '', 'VS Code starts without a proxy');
    sandbox = await startSandbox({ token: secret.token, choices: { createAnswer: 'process' } });
    trusted = await service('trusted', sandbox);
    untrusted = await service('untrusted', sandbox);
    proxy = await startProxy();
    if (forgetsExtraCertificates) await set('systemCertificates', false);
    await set('proxy', `http://127.0.0.1:${proxy.port}`);
  });

  after(async () => {
    await set('proxy', undefined);
    if (forgetsExtraCertificates) await set('systemCertificates', undefined);
    await closeAll();
    await Promise.all([sandbox, trusted, untrusted, proxy].map(async one => one.stop()));
  });

  afterEach(() => script.done());

  /** Sends the payload anew and returns what was said of it. */
  const send = async (wanted: RegExp) => {
    script.said.splice(0);
    script.allow('confirm', /^Create one process/, 'Create');
    await setText(editor, leadPayload());
    await run('sendPayload', editor.document.uri);
    return (await script.heard(wanted)).text;
  };

  it('carries a whole create through the tunnel, and the proxy never sees the token', async () => {
    proxy.manner = { to: trusted.port };
    script
      .plan('input', /^Name/, 'Behind a proxy')
      .plan('input', /^Base URL/, `https://${host}`)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, secret.token);
    await run('addConnection');
    editor = await openDraft(script, 'Lead');
    await send(/^Created in Lead: /);
    assert.equal(sandbox.store.processes('lead').length, 1);
    assert.ok(proxy.asked.length >= 3);
    assert.deepEqual([...new Set(proxy.asked)], [`${host}:443`]);
    assert.ok(proxy.seen().length > 1000);
    assert.equal(secret.foundIn(proxy.seen()), undefined);
    assert.ok(!proxy.seen().includes('lastname'));
    assert.ok(trusted.seen.every(({ headers }) => headers.authorization === `Bearer ${secret.token}`));
  });

  it('sends nothing to a service whose certificate is not trusted, and says so', async () => {
    proxy.manner = { to: untrusted.port };
    const said = await send(/^Not created in Lead/);
    assert.match(
      said,
      /The certificate of the service is not trusted or not valid \([A-Z_]*SELF_SIGNED\w*\)/,
    );
    assert.deepEqual(untrusted.seen, []);
    await run('testConnection');
    await script.heard(/^The connection .* does not work\. The certificate of the service is not trusted/);
    assert.deepEqual(untrusted.seen, []);
    assert.equal(secret.foundIn(proxy.seen()), undefined);
  });

  for (const status of [407, 403, 502, 504]) {
    it(`does not take a ${status} of the proxy for a created process`, async () => {
      proxy.manner = { status };
      const before = proxy.asked.length;
      const said = await send(/^(Not created in Lead|Unknown whether)/);
      assert.match(said, new RegExp(`\\b${status}\\b`));
      if (status === 407)
        assert.match(said, /^Not created in Lead\. The proxy did not let the request through/);
      assert.equal(proxy.asked.length, before + 1);
      assert.equal(secret.foundIn(proxy.seen()), undefined);
    });
  }

  it('says that the proxy hung up', async () => {
    proxy.manner = 'hangUp';
    const said = await send(/^Not created in Lead/);
    assert.match(said, /The proxy did not let the request through .*http\.proxy/);
  });

  it('names a proxy that is not there, without its password', async () => {
    const unused = createServer().listen(0, '127.0.0.1');
    const address = await until('a port', () => unused.address() ?? undefined);
    await new Promise(resolve => unused.close(resolve));
    assert.ok(typeof address === 'object');
    await set('proxy', `http://somebody:pass-7-word@127.0.0.1:${address.port}`);
    try {
      const said = await send(/^Not created in Lead/);
      assert.match(said, /The proxy did not let the request through .*http\.proxy/);
      assert.ok(said.includes(`127.0.0.1:${address.port}`), said);
      const { context } = await inside();
      const log = await until('the log', async () =>
        (await filesBelow(context.logUri.fsPath)).find(([, text]) =>
          text.includes(`127.0.0.1:${address.port}`),
        ),
      );
      assert.ok(!`${log[1]} ${JSON.stringify(script.said)}`.includes('pass-7-word'));
    } finally {
      await set('proxy', `http://127.0.0.1:${proxy.port}`);
    }
  });

  it('is not asked for an address of this machine', async () => {
    proxy.manner = { status: 502 };
    const asked = proxy.asked.length;
    const direct = await connect(script, { choices: { createAnswer: 'process' } });
    try {
      editor = await openDraft(script, 'Lead');
      await send(/^Created in Lead: /);
      assert.equal(direct.sandbox.store.processes('lead').length, 1);
      assert.equal(proxy.asked.length, asked);
    } finally {
      await direct.sandbox.stop();
    }
  });
});
