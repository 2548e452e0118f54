import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { inside } from './lib/inside';
import { leadPayload } from './lib/lead';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, openDraft, run, setPayload } from './lib/world';

describe('an answer', () => {
  let script: Script;
  let sandbox: Sandbox;
  let response: vscode.TextDocument;

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script, { choices: { createAnswer: 'process' } }));
    const editor = await openDraft(script, 'Lead');
    await setPayload(editor, leadPayload());
    await run('sendPayload', editor.document.uri);
    await script.heard(/^Created in Lead/);
    await run('openResponse');
    response = vscode.window.activeTextEditor!.document;
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  afterEach(() => script.done());

  const shown = () =>
    JSON.parse(vscode.window.activeTextEditor!.document.getText()) as Record<string, unknown>;

  it('has what became of it on top, with time and size, and offers what can be done with it', async () => {
    const [first, ...rest] = Object.keys(shown());
    assert.equal(first, 'outcome');
    for (const key of ['request', 'sentAt', 'durationMs', 'status', 'sizeBytes', 'answer'])
      assert.ok(rest.includes(key), key);
    assert.equal(shown()['serviceSays'], undefined, 'it says nothing');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      response.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Copy id', 'Fetch again', 'Compare with what was sent'],
    );
    const [copy] = lenses;
    await vscode.commands.executeCommand(copy!.command!.command, ...(copy!.command!.arguments as unknown[]));
    assert.equal(await vscode.env.clipboard.readText(), [...sandbox.store.processes('lead')].at(-1)!.id);
  });

  it('offers the same from the history', async () => {
    const { services } = await inside();
    const [sent] = await (await services.history.load()).entries();
    await run('openHistoryEntry', { id: sent!.id });
    const { uri } = vscode.window.activeTextEditor!.document;
    assert.notEqual(uri.toString(), response.uri.toString());
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Copy id', 'Fetch again', 'Compare with what was sent'],
    );
    await run('copyProcessId', uri);
    assert.equal(await vscode.env.clipboard.readText(), [...sandbox.store.processes('lead')].at(-1)!.id);
  });

  it('says what its ids and attributes are under the mouse', async () => {
    const text = response.getText();
    const hoverAt = async (found: string) => {
      const at = response.positionAt(text.indexOf(found) + found.length - 2);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        response.uri,
        at,
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map(content => (content instanceof vscode.MarkdownString ? content.value : ''))
        .join(' ')
        .replaceAll('&nbsp;', ' ');
    };
    assert.match(await hoverAt('"state":'), /New/);
    assert.match(await hoverAt('"createdAt":'), /UTC/);
    assert.match(await hoverAt('"procedure":'), /Procedure Lead \\?\(lead\\?\)/);
    assert.match(await hoverAt('"score":'), /[Ss]core.*integer|number/);
  });

  it('is compared with what was sent', async () => {
    await run('compareWithSent', response.uri);
    const { input, label } = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(label, 'Lead: sent ↔ in the service');
    const [sent, held] = await Promise.all(
      [input.original, input.modified].map(async uri =>
        (await vscode.workspace.openTextDocument(uri)).getText(),
      ),
    );
    const data = (text: string | undefined) => (JSON.parse(text!) as { data: Record<string, unknown> }).data;
    for (const [key, value] of Object.entries(data(sent))) assert.deepEqual(data(held)[key], value, key);
    assert.equal(
      script.said.some(({ text }) => text.startsWith('Nothing differs')),
      sent === held,
    );
    assert.equal(response.languageId, 'chakra-answer', 'its long lines are wrapped');
  });

  it('is fetched again', async () => {
    await run('fetchAgain', response.uri);
    assert.match(String(shown()['request']), /^GET \/v1\/ext\/procedure\/lead\/process\//);
    await run('compareWithSent', vscode.window.activeTextEditor!.document.uri);
    assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab!.input instanceof vscode.TabInputTextDiff);
  });

  it('is not called fetched where the service gives another process', async () => {
    const { store } = sandbox;
    const byId = store.byId.bind(store);
    store.byId = id => {
      const found = byId(id);
      return found && { ...found, id: 'other-1', data: {} };
    };
    await run('fetchAgain', response.uri);
    store.byId = byId;
    assert.match(String(shown()['outcome']), /^The service gave another process .*: other-1 in place of/);
    await script.heard(/gave another process/);
  });

  it('to something else has nothing of the kind, and says so', async () => {
    await run('fetchAgain', vscode.Uri.parse('chakra-view:/0/none.json'));
    await script.heard(/^Open an answer that names a process first/);
  });
});
