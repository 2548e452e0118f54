import assert from 'node:assert/strict';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
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
    const { connectionId, procedureKey } = test.services.bindings.get(editor.document.uri)!;
    const read = ledger.read.bind(ledger);
    let reads = 0;
    ledger.read = async (key, place) => {
      // What the other window writes between our question and our request.
      if (key === uri && ++reads === 2) {
        await ledger.write(uri, {
          at: Date.now(),
          connectionId,
          procedureKey,
          bodyHash: '',
          state: 'sending',
        });
      }
      return read(key, place);
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
    // Edited here while the other window deletes it: it comes back with all that belongs to it.
    await rm(path.dirname(drafts.file(name)), { recursive: true });
    await setText(editor, goodLead());
    await until('the draft is back', async () =>
      (await drafts.list()).some(({ name: { id } }) => id === name.id),
    );
    const stored = await readFile(path.join(path.dirname(drafts.file(name)), 'binding'), 'utf8');
    assert.equal((JSON.parse(stored) as { name: string }).name, 'Bound elsewhere');
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

  it('asks where another document said the same, also when its outcome is unknown', async () => {
    const sent = await openDraft(script, 'Lead');
    const text = goodLead();
    await setText(sent, text);
    sandbox.faults.next({ kind: '500', method: 'POST' });
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    await script.heard(/^Unknown whether/);
    const before = creates().length;
    await setText(await openDraft(script, 'Lead'), ` ${text}`);
    script.plan('confirm', /^Create one process/, undefined);
    await run('sendPayload');
    const { detail } = script.said.at(-1)!;
    assert.match(detail, /same payload was sent from another document \(Lead.*what became of it is unknown/);
    assert.equal(creates().length, before);
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
    await until('the record', async () => (await ledger.all(to!.toString()))[0]?.state === 'unknown');
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
    await script.heard(
      /^What became of a send of this payload to another procedure or connection is unknown/,
    );
    assert.ok(!sandbox.requests.slice(other).some(({ path: at }) => at.endsWith('/list')));
  });

  it('asks about an unknown outcome again after the payload was sent elsewhere in between', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const { drafts, bindings } = test.services;
    const { id } = parseDraftUri(editor.document.uri)!;
    const lead = bindings.get(editor.document.uri)!;
    const send = async () => {
      script
        .plan('confirm', /^Create one process/, 'Create')
        .allow('pick', /to look at before sending/, 'Send Anyway');
      await run('sendPayload');
    };
    sandbox.faults.next({ kind: '500', method: 'POST' });
    await send();
    await script.heard(/^Unknown whether/);
    await drafts.bind(id, { ...lead, procedureKey: 'elsewhere', shortId: 'elsewhere', name: 'Elsewhere' });
    await send();
    await script.heard(/^Not created in Elsewhere/);
    await drafts.bind(id, lead);
    script.plan('confirm', /^Create one process/, undefined);
    await run('sendPayload');
    assert.match(script.said.at(-1)!.detail, /may create it twice/);
  });

  it('notes a send as unknown when something breaks after the request has gone out', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const { gateway, ledger } = test.services;
    const call = gateway.call.bind(gateway);
    gateway.call = async (connection, work) => {
      await call(connection, work);
      throw new Error('The window is closing.');
    };
    script.plan('confirm', /^Create one process/, 'Create');
    try {
      await run('sendPayload');
    } finally {
      gateway.call = call;
    }
    await script.heard(/^“Send Payload” stopped because of an error of the extension: The window is closing/);
    const sends = await ledger.all(editor.document.uri.toString());
    assert.deepEqual(
      sends.map(({ state }) => state),
      ['unknown'],
    );
    script.plan('confirm', /^Delete the draft/, 'Delete');
    await run('deleteDraft', editor.document.uri);
    assert.match(script.said.at(-1)!.detail, /what became of it is unknown/);
    assert.deepEqual(await ledger.all(editor.document.uri.toString()), []);
  });

  it('shows that a send was refused beside the process that an earlier one created', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    await script.heard(/^Created in Lead/);
    await setText(editor, goodLead());
    sandbox.faults.next({ kind: '403', method: 'POST' });
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    await script.heard(/^Not created in Lead/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.match(titles.at(-2) ?? '', /Not created/);
    assert.match(titles.at(-1) ?? '', /Created.*copy id/);
  });

  it('looks for an untitled payload that was closed meanwhile', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: goodLead() });
    await vscode.window.showTextDocument(document);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', document.uri);
    sandbox.faults.next({ kind: 'cut-after-doing', method: 'POST' });
    script.plan('confirm', /^Create one process/, 'Create');
    const { ui } = test;
    const error = ui.error.bind(ui);
    ui.error = async (text, ...actions) => {
      if (!text.startsWith('Unknown whether')) return error(text, ...actions);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await until('the document is closed', () => document.isClosed);
      return actions[0];
    };
    try {
      await run('sendPayload', document.uri);
      await script.heard(/^It has arrived: /);
    } finally {
      ui.error = error;
    }
  });

  it('says what it cannot open', async () => {
    const gone = vscode.Uri.joinPath(vscode.Uri.file(process.env['CHAKRA_TEST_WORKSPACE']!), 'gone.json');
    await test.services.bindings.set(gone, test.services.bindings.all()[0]![1]);
    await run('sendPayload', gone);
    const { text } = await script.heard(/^The payload gone\.json cannot be opened/);
    assert.doesNotMatch(text, /error of the extension/);
    await test.services.bindings.remove(gone);
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
      assert.deepEqual(await test.services.ledger.all(editor.document.uri.toString()), []);
    }
    assert.equal(creates().length, before);
  });
});
