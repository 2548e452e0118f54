import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import type { Script } from './lib/script';
import { parseDraftUri } from '../../src/vscode/editor/draftPath';
import { closeAll, connect, extensionId, newScript, openDraft, run, setText, until } from './lib/world';
import { leadPayload as goodLead } from './lib/lead';

describe('a lead is not created twice, nor in secret', () => {
  let script: Script;
  let sandbox: Sandbox;
  let test: TestApi;

  const creates = () =>
    sandbox.requests.filter(({ method, path: at }) => method === 'POST' && at.endsWith('/lead/process'));

  before(async () => {
    script = await newScript();
    test = vscode.extensions.getExtension<TestApi>(extensionId)!.exports;
    ({ sandbox } = await connect(script, { kind: 'Production', choices: { createAnswer: 'process' } }));
  });

  beforeEach(() => {
    script.said.splice(0);
  });

  afterEach(() => {
    script.done();
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  it('sends nothing when another window has sent the draft while the question stood', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const before = creates().length;
    const uri = editor.document.uri.toString();
    const { ledger } = test.services;
    script.plan('confirm', /^Create one process/, () => 'Create');
    const read = ledger.read.bind(ledger);
    let reads = 0;
    ledger.read = async key => {
      // What the other window writes between our question and our request.
      if (key === uri && ++reads === 2) {
        await ledger.write(uri, {
          at: Date.now(),
          connectionId: 'x',
          procedureKey: 'lead',
          bodyHash: '',
          state: 'sending',
        });
      }
      return read(key);
    };
    try {
      await run('sendPayload');
    } finally {
      ledger.read = read;
    }
    await script.heard(/^This payload was sent from another window meanwhile\. Nothing was sent/);
    assert.equal(creates().length, before);
  });

  it('reads a draft again that another window has changed', async () => {
    const editor = await openDraft(script, 'Lead');
    const { drafts, draftFileSystem } = test.services;
    const name = parseDraftUri(editor.document.uri)!;
    await until('the draft is saved', () => !editor.document.isDirty);
    const binding = { ...drafts.binding(name.id)!, name: 'Bound elsewhere' };
    await writeFile(path.join(path.dirname(drafts.file(name)), 'binding'), JSON.stringify(binding));
    await writeFile(drafts.file(name), '{ "data": { "lastname": "From the other window" } }');
    await draftFileSystem.lookAgain();
    await until('the text of the other window', () => editor.document.getText().includes('other window'));
    assert.ok(!editor.document.isDirty);
    assert.equal(drafts.binding(name.id)?.name, 'Bound elsewhere');
  });

  it('takes a payload that was only formatted for the same one', async () => {
    const editor = await openDraft(script, 'Lead');
    const text = goodLead();
    await setText(editor, text);
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    await script.heard(/^Created in Lead/);
    await setText(editor, `${text.replaceAll(' ', '\n  ')}\n`);
    script.plan('confirm', /^Create one process/, undefined);
    await run('sendPayload');
    assert.match(script.said.at(-1)!.detail, /creates a second process/);
  });

  it('sends nothing when the send cannot be noted on the disk, and says so', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const before = creates().length;
    const folder = path.join(test.context.globalStorageUri.fsPath, 'sends');
    await rename(folder, `${folder}-away`);
    await writeFile(folder, 'no folder');
    try {
      await run('sendPayload');
    } finally {
      await rm(folder);
      await rename(`${folder}-away`, folder);
    }
    const { text } = await script.heard(/^Nothing was sent: each send is noted on the disk first/);
    assert.match(text, /ENOTDIR|EEXIST/);
    assert.equal(creates().length, before);
  });

  it('still knows of the last send when a file was renamed', async () => {
    const { ledger } = test.services;
    const folder = vscode.Uri.file(process.env['CHAKRA_TEST_WORKSPACE']!);
    const [from, to] = ['sent.json', 'renamed.json'].map(name => vscode.Uri.joinPath(folder, name));
    await vscode.workspace.fs.writeFile(from!, Buffer.from('{}'));
    await ledger.write(from!.toString(), {
      at: 1,
      connectionId: 'x',
      procedureKey: 'lead',
      bodyHash: '',
      state: 'unknown',
    });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from!, to!);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the record', async () => (await ledger.read(to!.toString()))?.state === 'unknown');
    await vscode.workspace.fs.delete(to!);
  });

  it('looks only where the payload was sent', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    sandbox.faults.next({ kind: '500', method: 'POST' });
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    await script.heard(/^Unknown whether/);
    const other = sandbox.requests.length;
    await test.services.drafts.bind(parseDraftUri(editor.document.uri)!.id, {
      connectionId: test.services.connections.active()!.id,
      procedureKey: 'another',
      shortId: 'another',
      name: 'Another',
    });
    await run('lookForProcess', editor.document.uri);
    await script.heard(/^The last send of this payload went to another procedure/);
    assert.ok(!sandbox.requests.slice(other).some(({ path: at }) => at.endsWith('/list')));
  });

  it('says that the secret storage does not work, whatever it throws', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const before = creates().length;
    const { tokens } = test.services;
    const holder = tokens as unknown as { secrets: unknown };
    const { secrets } = holder;
    const rejections: unknown[] = [new Error('The keyring is locked.'), 'locked', {}, undefined];
    for (const thrown of rejections as Error[]) {
      script.said.splice(0);
      // A rejection is whatever the host makes of it.
      holder.secrets = { get: () => Promise.reject(thrown) };
      script.plan('confirm', /^Create one process/, 'Create');
      await run('sendPayload', editor.document.uri);
      const { text } = await script.heard(/^The secret storage of VS Code/);
      assert.doesNotMatch(text, /\{\}|\[object|undefined|error of the extension/);
      holder.secrets = secrets;
      assert.equal(await test.services.ledger.read(editor.document.uri.toString()), undefined);
    }
    assert.equal(creates().length, before);
  });
});
