import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, openDraft, run, setPayload } from './lib/world';

describe('what a payload is used for beside sending it', () => {
  let script: Script;
  let sandbox: Sandbox;

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script));
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
    await newScript();
  });

  it('is copied as the request that a send makes, byte for byte and without the token', async () => {
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    await setPayload(
      editor,
      '{ "data": { "lead_id": "R-1", "lastname": "it\'s \\"😀\\" \\\\ $HOME", "source": "WEB",\n  "score": 12345678901234567890 } }\n',
    );
    script.plan('pick', /^Copy the request as/, 'HTTP');
    await run('copyAs', uri);
    const [head = '', ...rest] = (await vscode.env.clipboard.readText()).split('\n\n');
    assert.ok(head.startsWith(`POST ${sandbox.baseUrl}/v1/ext/procedure/lead/process HTTP/1.1\n`), head);
    assert.ok(head.includes('Bearer {{$processEnv CHAKRA_TOKEN}}') && !head.includes(sandbox.token));
    script.plan('info', /^Created in Lead/, undefined);
    await run('sendPayload', uri);
    assert.equal(rest.join('\n\n'), sandbox.requests.at(-1)?.body);

    // The language used last stands on top; what cannot be sent yet is said.
    await setPayload(editor, '{ "data": { "lastname": "‹text›" } }');
    script
      .plan('pick', /^Copy the request as/, options => options[0])
      .plan('warn', /^Copied as HTTP, but .* Line 1/, undefined);
    await run('copyAs', uri);
    assert.deepEqual(script.unplanned, []);
  });
});
