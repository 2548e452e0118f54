import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
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

/** The quick fixes at a text of a document. */
async function actionsAt(document: vscode.TextDocument, text: string): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    rangeOf(document, text),
  );
}

async function actionAt(
  document: vscode.TextDocument,
  text: string,
  title: RegExp,
): Promise<vscode.CodeAction> {
  return until(`the quick fix ${title} at ${text}`, async () =>
    (await actionsAt(document, text)).find(action => title.test(action.title)),
  );
}

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    rangeOf(document, text).start.translate(0, 1),
  );
  const parts = hovers.flatMap(({ contents }) => contents as (vscode.MarkdownString | string)[]);
  return parts.map(part => (typeof part === 'string' ? part : part.value)).join('\n---\n');
}

function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in ${document.getText()}`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** A text as Markdown shows it: without the escapes and entities that keep it from being mark-up. */
function shown(markdown: string): string {
  return markdown.replaceAll('&nbsp;', ' ').replace(/\\([\\`*_{}[\]()#+\-.!~<>|@])/g, '$1');
}

describe('help in a payload', () => {
  let script: Script;
  let sandbox: Sandbox;

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script));
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  afterEach(() => script.done());

  it('mends a payload by quick fixes, and changes nothing else', async () => {
    const editor = await openDraft(script, 'Lead');
    const { document } = editor;
    await setPayload(
      editor,
      `{
  "data": {
    "lead_id": 12345678901234567890, "lastname": "A",
    "First name": "Pat", "scroe": 1.0, "score":  "80",
    "source": "Web form",
    "call_back_at": "2026-01-01T00:00:00Z",
    "full_name": "Pat A",
    "budget": 1.50
  },
  "city":   "Lyon",
  "state": "Offer sent",
  "status": "open"
}
`,
    );
    const expected = document
      .getText()
      .replace('12345678901234567890', '"12345678901234567890"')
      .replace('"First name"', '"firstname"')
      .replace('"80"', '80')
      .replace('"Web form"', '"WEB"')
      .replace('"2026-01-01T00:00:00Z"', '1767225600000')
      .replace('    "full_name": "Pat A",\n', '')
      .replace('1.50\n', '1.50,\n    "city":   "Lyon"\n')
      .replace('  "city":   "Lyon",\n', '')
      .replace('"Offer sent"', '"OFFER_SENT"')
      .replace('"open"', '"OPEN"');
    const all = await until('the quick fixes', async () => {
      const found = await actionsAt(document, document.getText());
      return found.some(({ title }) => title.startsWith('Move city')) && found;
    });
    const edits = new vscode.WorkspaceEdit();
    const titles = [
      /^Write as text: "12345678901234567890"$/,
      /^Rename First name to firstname$/,
      /^Write as a number: 80$/,
      /^Change to WEB \(Web form\)$/,
      /^Write as milliseconds since 1970: 1767225600000 \(.*2026.*\)$|^Write as milliseconds since 1970: 1767225600000 \(.*2025.*\)$/,
      /^Remove full_name, which/,
      /^Move city into "data"$/,
      /^Change to OFFER_SENT \(Offer sent\)$/,
      /^Change to OPEN$/,
    ];
    const changes = titles.flatMap(title => {
      const action = all.find(one => title.test(one.title));
      assert.ok(action, `${title} is none of: ${all.map(one => one.title).join(', ')}`);
      assert.equal(action.isPreferred, true, action.title);
      return action.edit!.get(document.uri);
    });
    edits.set(document.uri, changes);
    assert.ok(await vscode.workspace.applyEdit(edits));
    assert.equal(document.getText(), expected);
    await until('no Problem but the key that stands there already', () => {
      const left = vscode.languages.getDiagnostics(document.uri);
      return left.every(({ range }) => document.getText(range).includes('scroe'));
    });
  });

  it('mends all of a kind in a file with a list, and offers it where the cursor is and for saves', async () => {
    const file = path.join(process.env['CHAKRA_TEST_WORKSPACE']!, 'assist.json');
    const entries = Array.from(
      { length: 300 },
      (_, i) => `  { "lead_id": "L-${i}", "data": { "score":"${i}" } }`,
    );
    const text = `{ "processes": [\n${entries.join(',\n')}\n] }\n`;
    await writeFile(file, text);
    const uri = vscode.Uri.file(file);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const all = await actionAt(document, '"score":"7"', /^Write all texts .*\(300 in this file\)$/);
    const onSave = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(0, 0, 0, 0),
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert.deepEqual(
      onSave.map(({ title, kind, edit }) => [title, kind?.value, edit?.get(uri).length]),
      [['Write all values and keys as the config has them (300 in this file)', 'source.fixAll.chakra', 300]],
    );
    assert.ok(await vscode.workspace.applyEdit(all.edit!));
    assert.equal(document.getText(), text.replace(/"score":"(\d+)"/g, '"score":$1'));
    assert.match(shown(await hoverAt(document, '"score":7')), /Score/, 'the attribute is explained');
    const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.match(lens?.command?.title ?? '', /Bulk create in Lead/);
    const left = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    assert.ok(!left.some(message => /processes(?!\[)/.test(message)), left[0]);
    await run('stopUsingAsPayload', uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('helps in an array of 1.1 million characters, and beyond four by hovers, which it says', async function () {
    this.timeout(60_000);
    const file = path.join(process.env['CHAKRA_TEST_WORKSPACE']!, 'large.json');
    const entry = (i: number, data = '') =>
      `  { "data": { "lead_id": "L-${i}", "lastname": "${'A'.repeat(20_000)}"${data} }, "assignedTo": "ines.pereira" }`;
    const arrayOf = (count: number) =>
      `[\n${[...Array.from({ length: count }, (_, i) => entry(i)), entry(count, ', "emial": "x", "call_back_at": 1767225600000')].join(',\n')}\n]\n`;
    await writeFile(file, arrayOf(55));
    const uri = vscode.Uri.file(file);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', uri);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(document.getText().length > 1_100_000);
    const typo = await actionAt(document, '"emial"', /^Rename emial to email$/);
    const [edit, ...others] = typo.edit!.get(uri);
    assert.deepEqual(
      [document.getText(edit!.range), edit!.newText, others.length],
      ['"emial"', '"email"', 0],
    );
    assert.match(shown(await hoverAt(document, '1767225600000')), /2026-01-01T00:00:00Z \(UTC\)/);
    const last = document.positionAt(document.getText().lastIndexOf('ines.pereira'));
    const users = await until('the users', async () => {
      const items = await completions(uri, last);
      return items.some(({ kind }) => kind === vscode.CompletionItemKind.User) && items;
    });
    assert.equal(users.filter(item => labelOf(item) === 'Inês Pereira').length, 1, 'once');
    const editor = await vscode.window.showTextDocument(document);
    await setText(editor, arrayOf(205));
    assert.match(shown(await hoverAt(document, '1767225600000')), /2026-01-01T00:00:00Z \(UTC\)/);
    assert.deepEqual(
      (await actionsAt(document, '"emial"')).filter(({ title }) => title.startsWith('Rename')),
      [],
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.match(lenses.at(-1)?.command?.title ?? '', /Large: no quick fixes/);
    await run('stopUsingAsPayload', uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('helps in JSON lines, each of them an entry', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'jsonl',
      content: ['1', '2', '3']
        .map(
          n => `{"lead_id":"L-${n}","data":{"score":"${n}","call_back_at":1767225600000},"assignedTo":""}\n`,
        )
        .join(''),
    });
    const { uri } = document;
    await vscode.window.showTextDocument(document);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', uri);
    const all = await actionAt(document, '"score":"2"', /^Write all texts .*\(3 in this file\)$/);
    assert.match(
      shown(await hoverAt(document, '1767225600000')),
      /Call back at[^]*2026-01-01T00:00:00Z \(UTC\)/,
      'what the attribute wants, which nobody else says there, and what its value means',
    );
    const users = await completions(uri, document.lineAt(1).range.end.translate(0, -2));
    assert.ok(users.some(item => labelOf(item) === 'Inês Pereira'));
    const before = document.getText();
    const names = await completions(uri, document.positionAt(before.indexOf('"score":"2"')));
    assert.ok(names.some(item => labelOf(item) === 'email'));
    const record = names.concat(await completions(uri, new vscode.Position(1, 1)));
    for (const { insertText = '' } of record)
      assert.ok(
        !(typeof insertText === 'string' ? insertText : insertText.value).includes('\n'),
        'a line is an entry',
      );
    await until('a Problem in each line', () => {
      const said = vscode.languages
        .getDiagnostics(uri)
        .filter(({ range }) => /^"\d"$/.test(document.getText(range)));
      return said.map(({ range }) => range.start.line).join() === '0,1,2';
    });
    assert.ok(await vscode.workspace.applyEdit(all.edit!));
    assert.equal(document.getText(), before.replace(/"score":"(\d)"/g, '"score":$1'));
    await run('stopUsingAsPayload', uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('says below what an attribute wants what its value means', async () => {
    const editor = await openDraft(script, 'Lead');
    const { document } = editor;
    await setPayload(
      editor,
      '{ "data": { "call_back_at": 1767225600000, "interests": ["PV", "BATTERY"] }, "assignedTo": "ines.pereira", "state": "NEW" }',
    );
    const time = await until('the hover of the time', async () => {
      const found = shown(await hoverAt(document, '1767225600000'));
      return found.includes('UTC') && found;
    });
    assert.match(time, /2026-01-01T00:00:00Z \(UTC\)/);
    assert.match(time, new RegExp(`${new Date(1767225600000).getFullYear()}`));
    assert.match(shown(await hoverAt(document, '"interests"')), /PV: Photovoltaics[^]*BATTERY: Battery/);
    await until('the hover of the user', async () =>
      shown(await hoverAt(document, '"ines.pereira"')).includes('Inês Pereira'),
    );
    await until('the hover of the state', async () =>
      shown(await hoverAt(document, '"NEW"')).includes('Nobody has looked at it yet'),
    );
  });

  it('says nothing in other JSON files', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content: '{"nextActionAt": "1767225600000"}',
    });
    const titles = (await actionsAt(document, '"1767225600000"')).map(({ title }) => title);
    assert.ok(!titles.some(title => title.startsWith('Write as')), titles.join(', '));
    assert.equal(await hoverAt(document, '"1767225600000"'), '');
  });
});
