import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { inside } from './lib/inside';
import { leadPayload } from './lib/lead';
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

  it('is in the history once it was sent, can be a new draft, and is deleted for certain', async () => {
    const { services, context } = await inside();
    const history = await services.history.load();
    await history.clear();
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    const text = '{ "data": { "lead_id": "R-2", "lastname": "Kept",\n\t"source": "WEB", "score": 1.0 } }\n';
    await setPayload(editor, text);
    script.plan('info', /^Created in Lead/, undefined);
    await run('sendPayload', uri);
    // The same primary key once more, which the sandbox refuses.
    await setPayload(editor, text.replace('Kept', 'Refused'));
    script.plan('error', /^Not created in Lead/, undefined);
    await run('sendPayload', uri);
    const [refused, created] = await history.entries();
    assert.ok(refused !== undefined && created !== undefined);
    assert.deepEqual([refused.outcome.kind, created.outcome.kind], ['notCreated', 'created']);
    assert.equal(created.procedure.name, 'Lead');
    assert.equal(created.key, 'R-2');
    assert.equal(created.request, `POST ${sandbox.baseUrl}/v1/ext/procedure/lead/process`);
    assert.ok(created.outcome.kind === 'created' && created.outcome.status === 200);

    await run('openHistoryEntry', { id: refused.id });
    const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.ok(
      shown.includes('"Refused"') && shown.includes('"status": 4') && shown.includes('"answer"'),
      shown,
    );
    const head = JSON.parse(shown) as { outcome: string; serviceSays: string[] };
    assert.deepEqual(Object.keys(head).slice(0, 2), ['outcome', 'serviceSays']);
    assert.ok(head.serviceSays.length === 1 && head.outcome.includes(head.serviceSays[0]!), shown);

    const requests = sandbox.requests.length;
    await run('sendAgain', { id: created.id });
    const draft = vscode.window.activeTextEditor;
    assert.ok(draft?.document.uri.scheme === 'chakra-draft');
    assert.notEqual(draft.document.uri.toString(), uri.toString());
    assert.equal(services.bindings.get(draft.document.uri)?.shortId, 'lead');
    assert.equal(draft.document.getText().replace(/"\$schema": "[^"]*",\s+/, ''), text);
    assert.equal(sandbox.requests.length, requests, 'nothing was sent');

    const folder = path.join(context.globalStorageUri.fsPath, 'history');
    script.plan('confirm', /^Delete the send in Lead/, 'Delete');
    await run('deleteHistoryEntry', { id: refused.id }, undefined);
    assert.ok((await readdir(folder)).every(name => name.startsWith(created.id)));
    script.plan('confirm', /^Delete the whole history: 1 sends/, 'Delete');
    await run('clearHistory');
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(script.unplanned, []);
  });

  it('is not kept where the history is off', async () => {
    const { services } = await inside();
    const config = vscode.workspace.getConfiguration('chakra');
    await config.update('history.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openDraft(script, 'Lead');
      await setPayload(editor, leadPayload());
      script.plan('info', /^Created in Lead/, undefined);
      await run('sendPayload', editor.document.uri);
      assert.deepEqual(await (await services.history.load()).entries(), []);
    } finally {
      await config.update('history.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is a template to begin others with', async () => {
    const editor = await openDraft(script, 'Lead');
    const text = '{ "data": { "lead_id": "‹text›", "lastname": "Fair", "score": 1.0 } }\n';
    await setPayload(editor, text);
    script
      .plan('input', /^Save as a template of Lead/, 'Fair')
      .plan('info', /^Saved as the template Fair/, undefined);
    await run('saveAsTemplate', editor.document.uri);
    const { services } = await inside();
    const requests = sandbox.requests.length;
    script.plan('pick', /^Create from which template/, 'Fair');
    await run('createFromTemplate');
    const made = vscode.window.activeTextEditor?.document;
    assert.ok(made !== undefined && made.uri.toString() !== editor.document.uri.toString());
    assert.equal(made.getText().replace(/"\$schema": "[^"]*",\s+/, ''), text);
    assert.equal(services.bindings.get(made.uri)?.shortId, 'lead');
    assert.equal(sandbox.requests.length, requests, 'nothing was sent');

    script.plan('input', /^Save as a template of Lead/, 'Fair').plan('confirm', /Replace it\?$/, 'Replace');
    await run('saveAsTemplate', made.uri);
    script.plan('pick', /^Rename which/, 'Fair').plan('input', /^Rename the template Fair/, 'Trade fair');
    await run('renameTemplate');
    assert.deepEqual(
      (await services.templates.list()).map(({ name }) => name),
      ['Trade fair'],
    );
    script.plan('pick', /^Delete which/, 'Trade fair').plan('confirm', /^Delete the template/, 'Delete');
    await run('deleteTemplate');
    assert.deepEqual(await services.templates.list(), []);
    assert.deepEqual(script.unplanned, []);
  });

  it('has a procedure whose schema is exported and whose type is copied', async () => {
    const file = path.join(process.env['CHAKRA_TEST_WORKSPACE']!, 'exported.schema.json');
    script
      .plan('pick', /^Export the JSON Schema/, 'Lead')
      .plan('file', /^Export the JSON Schema of Lead/, file);
    await run('exportSchema');
    await script.heard(/^The JSON Schema of Lead is in/);
    const schema = JSON.parse(await readFile(file, 'utf8')) as {
      definitions?: { data?: { properties?: object } };
    };
    assert.ok('lead_id' in (schema.definitions?.data?.properties ?? {}));
    const row = (await (await inside()).services.tree.getChildren()).find(
      node => node.type === 'procedure' && node.procedure.shortId === 'lead',
    );
    await run('copyTypeScript', row);
    const type = await vscode.env.clipboard.readText();
    assert.ok(type.startsWith('/** What Create takes for a process of Lead. */'), type);
    for (const part of [
      /export type Lead = \{/,
      /lead_id\??: string;/,
      /source\??: .*'WEB'/,
      /state\?: .*'NEW'/,
    ])
      assert.match(type, part);
    assert.deepEqual(script.unplanned, []);
  });
});
