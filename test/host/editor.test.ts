import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { hasSchemaRegistry } from '../../src/vscode/editor/schemaFs';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import {
  closeAll,
  completions,
  connect,
  labelOf,
  newScript,
  openDraft,
  run,
  setPayload,
  setText,
  until,
} from './lib/world';

const workspace = () => process.env['CHAKRA_TEST_WORKSPACE']!;

async function lenses(uri: vscode.Uri): Promise<string[]> {
  await vscode.workspace.openTextDocument(uri);
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return found.map(({ command }) => command?.title ?? '');
}

const textOf = (content: unknown) =>
  content instanceof vscode.MarkdownString ? content.value : String(content);

describe('the payload editor', () => {
  let script: Script;
  let sandbox: Sandbox;
  let name: string;

  before(async () => {
    script = await newScript();
    ({ sandbox, name } = await connect(script));
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  afterEach(() => script.done());

  it('opens a draft with placeholders to tab through, in a language with the JSON editor', async () => {
    const editor = await openDraft(script, 'Lead');
    assert.equal(editor.document.languageId, 'chakra-payload');
    assert.match(editor.document.getText(), /"data": \{/);
    assert.match(editor.document.getText(), /‹[^›]+›/);
    assert.ok(!editor.selection.isEmpty, 'the first placeholder is selected');
    const before = editor.selection;
    await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
    assert.ok(!editor.selection.isEqual(before), 'the next placeholder is selected');
  });

  it('completes attributes and explains them from the live config', async () => {
    const editor = await openDraft(script, 'Lead');
    await setPayload(editor, '{\n  "data": {\n    \n  }\n}\n');
    const at = new vscode.Position(2, 4);
    const found = await until('completion of the attributes', async () => {
      const labels = (await completions(editor.document.uri, at)).map(labelOf);
      return labels.includes('email') && labels;
    });
    assert.ok(found.length > 3, found.join(' '));
    await setPayload(editor, '{\n  "data": { "email": "a@example.com" }\n}\n');
    const hovers = await until('hover of the attribute', async () => {
      const all = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        new vscode.Position(1, 14),
      );
      return all.length > 0 && all;
    });
    const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n');
    assert.match(text, /E-?mail/i);
  });

  it('shows what is wrong as Problems, and they go when it is mended', async () => {
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    await setPayload(editor, '{ "data": {}, "status": "DONE" }');
    await until('a Problem at the status', () =>
      vscode.languages
        .getDiagnostics(uri)
        .some(({ range }) => editor.document.getText(range).includes('DONE')),
    );
    await setText(
      editor,
      '{ "data": { "lead_id": "L-1", "lastname": "A", "source": "WEB" }, "status": "OPEN" }',
    );
    await until('no Problem', () => vscode.languages.getDiagnostics(uri).length === 0);
  });

  it('says on line 1 what will happen and where', async () => {
    const editor = await openDraft(script, 'Lead');
    const titles = await until('the code lens', async () => {
      const found = await lenses(editor.document.uri);
      return found.length > 0 && found;
    });
    assert.match(titles[0]!, new RegExp(`Create in Lead \\(${name}, test\\)$`));
    assert.deepEqual(titles.slice(1), ['Change procedure', 'Check', 'Show request']);
  });

  it('keeps a draft on disk by itself', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, '{ "data": { "email": "kept@example.com" } }');
    await until('the draft is saved by itself', async () => {
      const bytes = await vscode.workspace.fs.readFile(editor.document.uri);
      return Buffer.from(bytes).toString() === '{ "data": { "email": "kept@example.com" } }';
    });
    await until('nothing is left to save', () => !editor.document.isDirty);
  });

  it('changes the procedure of a draft, and completion follows', async () => {
    const editor = await openDraft(script, 'Lead');
    script.plan('pick', /^Use as payload/, 'Ticket');
    await run('changeProcedure', editor.document.uri);
    const [first] = await lenses(editor.document.uri);
    assert.match(first!, /Create in Ticket/);
  });

  it('binds an existing file with an array, and unbinds it', async () => {
    const file = path.join(workspace(), 'some [leads] é #1.json');
    await writeFile(file, '[\n  {\n    "data": {\n      \n    }\n  }\n]\n');
    const uri = vscode.Uri.file(file);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', uri);
    const [first] = await lenses(uri);
    assert.match(first!, /Bulk create in Lead/);
    await until('completion in the array', async () =>
      (await completions(uri, new vscode.Position(3, 6))).map(labelOf).includes('email'),
    );
    const editor = vscode.window.activeTextEditor!;
    await setText(editor, '{ "status": "DONE" }');
    const [problem] = await until('Problems', () => {
      const found = vscode.languages.getDiagnostics(uri);
      return found.length > 0 && found;
    });
    assert.equal(problem?.source === 'Chakra', !hasSchemaRegistry());
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await run('stopUsingAsPayload', uri);
    assert.deepEqual(await lenses(uri), []);
  });

  it('completes and checks a large list without the JSON editor, and each name is offered once', async () => {
    const file = path.join(workspace(), 'large.json');
    const entry = {
      data: { lead_id: 'L', firstname: 'Pat', note: 'A sentence. '.repeat(100) },
      state: 'NEW',
    };
    const entries = Array.from({ length: 200 }, () => entry);
    await writeFile(file, JSON.stringify(entries, undefined, 2));
    const uri = vscode.Uri.file(file);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', uri);
    const editor = vscode.window.activeTextEditor!;
    const line = editor.document.getText().split('\n').lastIndexOf('    "data": {');
    const at = new vscode.Position(line, 13);
    await editor.edit(edit => edit.insert(at, '\n      '));
    const names = await until('completion in the last process', async () => {
      const found = (await completions(uri, new vscode.Position(line + 1, 6))).map(labelOf);
      return found.includes('email') && found;
    });
    assert.equal(names.filter(name => name === 'email').length, 1);
    assert.ok(!names.includes('firstname'), 'it is there already');
    await editor.edit(edit => edit.insert(new vscode.Position(line + 1, 6), '"emial": 1,'));
    await until('the Problem of what was typed', () => {
      const said = vscode.languages.getDiagnostics(uri).filter(({ range }) => range.start.line === line + 1);
      return (
        said.length === 1 &&
        said[0]?.source === 'Chakra' &&
        editor.document.getText(said[0].range) === '"emial"'
      );
    });
    await until("the schema's words in a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(line + 2, 9),
      );
      const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n');
      return text.replaceAll('&nbsp;', ' ').split('Primary key').length === 2;
    });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('takes files that the team names in chakra.payloads', async () => {
    const file = path.join(workspace(), 'tickets', 'one.json');
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(path.dirname(file)));
    await writeFile(file, '{ "data": {} }');
    const settings = vscode.workspace.getConfiguration('chakra', vscode.Uri.file(workspace()));
    await settings.update(
      'payloads',
      { 'tickets/**/*.json': 'ticket' },
      vscode.ConfigurationTarget.Workspace,
    );
    const uri = vscode.Uri.file(file);
    await vscode.window.showTextDocument(uri);
    await until('the lens of the shared binding', async () =>
      (await lenses(uri))[0]?.includes('Create in Ticket'),
    );
    await settings.update('payloads', undefined, vscode.ConfigurationTarget.Workspace);
    await until('the binding is gone', async () => (await lenses(uri)).length === 0);
  });

  it('takes comments and trailing commas out by a quick fix and changes nothing else', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, '{ // note\n  "data": { "n": 1.0, /* x */ "m": 12345678901234567890 },\n}');
    const whole = new vscode.Range(0, 0, 2, 1);
    for (const title of ['Remove all comments', 'Remove all trailing commas']) {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        whole,
      );
      const edit = actions.find(action => action.title === title)?.edit;
      assert.ok(edit, title);
      await vscode.workspace.applyEdit(edit);
    }
    assert.equal(editor.document.getText(), '{ \n  "data": { "n": 1.0,  "m": 12345678901234567890 }\n}');
  });

  it('shows the request with its exact body and without the token', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, '{ "data": { "n": 1.0 } }');
    await run('showRequest', editor.document.uri);
    const text = vscode.window.activeTextEditor!.document.getText();
    assert.match(text, /^POST http:\/\/127\.0\.0\.1:\d+\/v1\/ext\/procedure\/lead\/process\n/);
    assert.ok(text.endsWith('{ "data": { "n": 1.0 } }'));
    assert.ok(!text.includes(sandbox.token));
  });

  it('takes no document for a payload that only shows something', async () => {
    const { services } = await inside();
    const uri = services.documents.add('answer.json', '{ "data": {} }');
    await vscode.window.showTextDocument(uri);
    await run('useAsPayload', uri);
    await script.heard(/only a view and cannot be a payload/);
    assert.deepEqual(await lenses(uri), []);
  });

  it('opens a draft of the list, and says when another window has deleted it', async () => {
    const { uri } = (await openDraft(script, 'Lead')).document;
    await closeAll();
    await run('openDraft', uri);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    await closeAll();
    const { context } = await inside();
    const id = uri.path.split('/')[2]!;
    await rm(path.join(context.globalStorageUri.fsPath, 'drafts', id), { recursive: true });
    await run('openDraft', uri);
    await script.heard(/^This draft is no longer there/);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('deletes a draft for certain, after asking', async () => {
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    script.plan('confirm', /^Delete the draft/, 'Delete');
    await run('deleteDraft', uri);
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri));
  });
});
