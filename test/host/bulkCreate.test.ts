import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { bulkBodies, bulkFolder, leadText, leadTexts, listText, newKey } from './lib/bulkFiles';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, openDraft, run, setText, until } from './lib/world';

const asks = /^Create the entries of/;
const list = /entr(y|ies)( for |$)/;
const confirms = /^Create [\d,]+ process/;

describe('bulk create', () => {
  let script: Script;
  let sandbox: Sandbox;
  let name: string;
  let folder: Awaited<ReturnType<typeof bulkFolder>>;
  const sandboxes: Sandbox[] = [];

  before(async () => {
    script = await newScript();
    ({ sandbox, name } = await connect(script));
    sandboxes.push(sandbox);
    folder = await bulkFolder();
  });

  beforeEach(() => {
    script.said.splice(0);
    script.onProgress = undefined;
  });

  afterEach(async () => {
    script.done();
    await allOver();
    await closeAll();
  });

  after(async () => {
    await folder.remove();
    for (const one of sandboxes) await one.stop();
  });

  /** A file that belongs to Lead of the active connection. */
  async function bound(fileName: string, content: string): Promise<vscode.Uri> {
    const file = await folder.write(fileName, content);
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', file);
    await closeAll();
    return file;
  }

  async function allOver(): Promise<void> {
    const { services } = await inside();
    const { runs } = await services.bulk.load();
    await until(
      'all runs are over',
      async () => (await runs.families()).every(family => family.runs.every(({ book }) => book.ended)),
      20_000,
    );
  }

  const reportShown = () =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.includes('Check of '))
      ?.document;

  describe('of one file', () => {
    it('picks and keeps the procedure, reports, asks once and sends the file byte for byte', async () => {
      const before = bulkBodies(sandbox).length;
      const entries = leadTexts(3);
      const file = await folder.write('leads.json', listText(entries));
      script
        .plan('pick', asks, 'Lead')
        .plan('pick', list, 'Send all: 3 entries')
        .plan('confirm', confirms, 'Create');
      await run('bulkCreate', file, [file]);
      await until('the request', () => bulkBodies(sandbox).length > before);
      assert.deepEqual(bulkBodies(sandbox).slice(before), [`[${entries.join(',')}]`]);
      const asked = script.said.find(({ text }) => list.test(text));
      assert.equal(asked?.text, `leads.json: 3 entries for Lead (${name}, test)`);
      assert.equal(asked.detail, 'Nothing to mend: 3 entries, none with a finding.');
      const { text, detail } = script.said.find(({ kind }) => kind === 'confirm')!;
      assert.equal(text, `Create 3 processes in Lead (${name}, test)? 1 request.`);
      assert.equal(detail, '');
      assert.match(reportShown()!.getText(), /^Check of leads\.json\n/);
      const { services } = await inside();
      assert.equal(services.bindings.get(file)?.shortId, 'lead');
    });

    it('warns when the same entries were sent there before', async () => {
      const file = await bound('again.json', listText(leadTexts(2)));
      script.plan('pick', list, 'Send all').plan('confirm', confirms, 'Create');
      await run('bulkCreate', file);
      await allOver();
      script.plan('pick', list, 'Send all').plan('confirm', confirms, undefined);
      await run('bulkCreate', file);
      const { detail } = script.said.findLast(({ kind }) => kind === 'confirm')!;
      assert.match(detail, /^The same content was sent there already \(.+\): 2 created\./);
    });

    it('asks to save first', async () => {
      const file = await bound('dirty.json', listText(leadTexts(1)));
      const editor = await vscode.window.showTextDocument(file);
      await setText(editor, listText(leadTexts(4)));
      script.plan('confirm', /^dirty\.json has changes/, undefined);
      await run('bulkCreate', file);
      assert.ok(editor.document.isDirty);
      script.plan('confirm', /^dirty\.json has changes/, 'Save and Go On').plan('pick', list, undefined);
      await run('bulkCreate', file);
      assert.ok(!editor.document.isDirty);
      assert.match(script.said.at(-1)!.text, /^dirty\.json: 4 entries/);
    });

    it('takes the active editor, or asks for files', async () => {
      const file = await bound('active.json', listText(leadTexts(1)));
      await vscode.window.showTextDocument(file);
      script.plan('pick', list, undefined);
      await run('bulkCreate');
      await closeAll();
      script.plan('file', /^Files with entries/, file.fsPath).plan('pick', list, undefined);
      await run('bulkCreate');
      script.plan('file', /^Files with entries/, undefined);
      await run('bulkCreate');
    });

    it('says what to do with what is no file', async () => {
      await run('bulkCreate', vscode.Uri.parse('git:/leads.json'));
      assert.match(script.said.at(-1)!.text, /^leads\.json is no file on the disk.+Save a copy/);
    });

    it('sends nothing of a file that changed while it asked', async () => {
      const before = bulkBodies(sandbox).length;
      const file = await bound('changes.json', listText(leadTexts(2)));
      script.plan('pick', list, 'Send all').plan('confirm', confirms, () => 'Create');
      const { services } = await inside();
      const { runs } = await services.bulk.load();
      const similar = runs.similar.bind(runs);
      runs.similar = async (...args) => {
        await writeFile(file.fsPath, listText(leadTexts(2)));
        return similar(...args);
      };
      await run('bulkCreate', file);
      Object.assign(runs, { similar });
      assert.match(
        script.said.at(-1)!.text,
        /^changes\.json changed after it was checked\. Nothing was sent/,
      );
      assert.equal(bulkBodies(sandbox).length, before);
    });
  });

  describe('of a file that cannot be read', () => {
    const files: readonly (readonly [what: string, content: string | Uint8Array, sentence: RegExp])[] = [
      ['empty', ' \n', /It is empty/],
      ['without entries', '[]', /a list without entries/],
      ['UTF-16', Buffer.from('\ufeff[{}]', 'utf16le'), /UTF-16.+UTF-8/],
      ['binary', Buffer.from([0x7b, 0, 0, 0]), /a NUL byte|UTF-16/],
      ['truncated', '[\n{"a": 1},\n{"b": ', /Line 3, column \d+: the file ends inside entry 2/],
      ['with a trailing comma', '[\n{"a": 1},\n]', /Line 2, column 9: a comma before the closing/],
      ['without a comma', '[\n{"a": 1}\n{"b": 2}]', /Line 3, column 1: a comma is missing/],
      ['with two values', '[{"a": 1}]\n[{"b": 2}]', /Line 2, column 1: the entries end before/],
      ['with a number', '[\n{"a": 1},\n42]', /Line 3, column 1: entry 2 is a number/],
      ['with a comment', '[\n// leads\n{"a": 1}]', /Line 2, column 1: a comment/],
      ['no JSON', 'name;city\n', /Line 1, column 1: “name;city” stands here/],
    ];
    for (const [what, content, sentence] of files) {
      it(`says so in one sentence: ${what}`, async () => {
        const before = bulkBodies(sandbox).length;
        const file = await folder.write('refused.json', content);
        const { services } = await inside();
        if (services.bindings.get(file) === undefined) script.plan('pick', asks, 'Lead');
        await run('bulkCreate', file);
        const { kind, text } = script.said.at(-1)!;
        assert.equal(kind, 'error');
        assert.match(text, /^refused\.json cannot be sent\. /);
        assert.match(text, sentence);
        assert.equal(bulkBodies(sandbox).length, before);
      });
    }

    it('jumps to the place', async () => {
      const file = await bound('jump.json', '[\n{"a": 1}\n  {"b": 2}]');
      script.plan('error', /^jump\.json cannot be sent/, 'Go to line 3');
      await run('bulkCreate', file);
      const editor = await until('the place', () => {
        const active = vscode.window.activeTextEditor;
        return active?.document.uri.fsPath === file.fsPath && active;
      });
      assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [2, 2]);
    });
  });

  describe('choices', () => {
    /** Four good ones, one with a finding on line 3, one that is no JSON on line 6. */
    async function mixedFile(fileName: string): Promise<{ file: vscode.Uri; entries: string[] }> {
      const entries = leadTexts(6);
      entries[1] = leadText(', "colour": "red"');
      entries[4] = '{ "data": { "lastname": } }';
      return { file: await bound(fileName, listText(entries)), entries };
    }

    it('send all but what is never sent', async () => {
      const { file, entries } = await mixedFile('all.json');
      script.plan('pick', list, 'Send all that can be sent: 5 entries').plan('confirm', confirms, 'Create');
      await run('bulkCreate', file);
      const { text, detail } = script.said.find(({ kind }) => kind === 'confirm')!;
      assert.equal(text, `Create 5 processes in Lead (${name}, test)? 1 request. 1 entry is left out.`);
      assert.match(detail, /With something wrong, and sent all the same: 1 entry\./);
      const sent = entries.filter((_, i) => i !== 4);
      await until('the request', () => bulkBodies(sandbox).at(-1) === `[${sent.join(',')}]`);
    });

    it('send only the valid ones', async () => {
      const { file, entries } = await mixedFile('valid.json');
      script.plan('pick', list, 'Send only the valid ones: 4 entries').plan('confirm', confirms, 'Create');
      await run('bulkCreate', file);
      const sent = entries.filter((_, i) => i !== 1 && i !== 4);
      await until('the request', () => bulkBodies(sandbox).at(-1) === `[${sent.join(',')}]`);
    });

    it('send the first ones, and leave the rest for later', async () => {
      const { file, entries } = await mixedFile('first.json');
      const settings = vscode.workspace.getConfiguration('chakra');
      await settings.update('bulk.firstEntries', 2, vscode.ConfigurationTarget.Global);
      script
        .plan('pick', list, 'Send the first 2 without a finding')
        .plan('confirm', confirms, 'Create')
        .plan('info', /all 2 entries of this run were created.* can follow: 2 entries\.$/, 'Send the Rest…')
        .plan('confirm', /^Send the rest of first\.json, 2 entries, to Lead/, undefined);
      await run('bulkCreate', file);
      await settings.update('bulk.firstEntries', undefined, vscode.ConfigurationTarget.Global);
      await until(
        'the request',
        () => bulkBodies(sandbox).at(-1) === `[${[entries[0], entries[2]].join(',')}]`,
      );
      const { text } = script.said.find(({ kind }) => kind === 'confirm')!;
      await script.heard(/^Send the rest/);
      assert.match(text, /2 entries can follow afterwards\. 2 entries are left out\./);
      const { services } = await inside();
      const { runs, tree } = await services.bulk.load();
      const [family] = await runs.families();
      const { run: record } = family!.runs[0]!.book;
      const { description } = tree.item(tree.rootOf(record.id)!);
      assert.equal(description, 'all 2 created · the rest not sent yet');
      assert.deepEqual([record.origin, record.entries, record.leftOut], ['first', '0,2', '1,4']);
      assert.equal(record.primaryKey, 'lead_id');
      assert.match(record.schemaHash ?? '', /^[0-9a-f]{64}$/);
    });

    it('ask the service which keys exist, put that into the report, and send only new ones', async () => {
      const old = leadText();
      const first = await bound('old.json', listText([old]));
      script.plan('pick', list, 'Send all').plan('confirm', confirms, 'Create');
      await run('bulkCreate', first);
      await allOver();
      const fresh = leadText();
      const file = await bound('new.json', listText([old, fresh]));
      script
        .plan('pick', list, 'Ask the service')
        .plan('pick', list, 'Send only new ones: 1 entry')
        .plan('confirm', confirms, 'Create');
      await run('bulkCreate', file);
      await until('the request', () => bulkBodies(sandbox).at(-1) === `[${fresh}]`);
      await until('the report', () =>
        (reportShown()?.getText() ?? '').includes('1 entry of 2 that were asked for'),
      );
    });

    it('do not ask on when that is cancelled', async () => {
      const file = await bound('asking.json', listText(leadTexts(2)));
      script.onProgress = (abort, title) => {
        if (title.startsWith('Asking')) abort.abort();
      };
      script.plan('pick', list, 'Ask the service').plan('pick', list, undefined);
      await run('bulkCreate', file);
    });

    it('go to the first finding', async () => {
      const { file } = await mixedFile('fix.json');
      script.plan('pick', list, 'Fix first');
      await run('bulkCreate', file);
      const { document, selection } = vscode.window.activeTextEditor!;
      assert.equal(document.uri.fsPath, file.fsPath);
      assert.equal(selection.active.line, 2);
    });

    it('are none where nothing can be sent', async () => {
      const file = await bound('hopeless.json', '[\n  { "data": { "lastname": } }\n]');
      script.plan('error', /^Nothing of hopeless\.json can be sent/, 'Fix First');
      await run('bulkCreate', file);
      const { selection } = await until('the file', () => {
        const editor = vscode.window.activeTextEditor;
        return editor?.document.uri.fsPath === file.fsPath ? editor : undefined;
      });
      assert.deepEqual([selection.active.line, selection.active.character], [1, 26]);
    });

    it('leave out every entry with a finding where checks are strict', async () => {
      const { file } = await mixedFile('strict.json');
      const settings = vscode.workspace.getConfiguration('chakra');
      await settings.update('checks.strict', true, vscode.ConfigurationTarget.Global);
      script.plan('pick', list, labels => {
        assert.ok(labels.some(label => label.includes('Send all that can be sent: 4 entries')));
        assert.ok(!labels.some(label => label.includes('5 entries')));
        return undefined;
      });
      await run('bulkCreate', file);
      await settings.update('checks.strict', undefined, vscode.ConfigurationTarget.Global);
      assert.match(reportShown()!.getText(), /WRONG, AND NOT SENT SINCE CHECKS ARE STRICT/);
    });
  });

  it('sends nothing when it is cancelled, at whatever step', async () => {
    const before = bulkBodies(sandbox).length;
    const file = await folder.write('cancelled.json', listText(leadTexts(20)));
    script.plan('pick', asks, undefined);
    await run('bulkCreate', file);
    script.plan('pick', asks, 'Lead');
    script.onProgress = (abort, title) => {
      if (title.startsWith('Checking')) abort.abort();
    };
    await run('bulkCreate', file);
    script.onProgress = undefined;
    script.plan('pick', list, undefined);
    await run('bulkCreate', file);
    for (const choice of ['Send the first 10', 'Send all']) {
      script.plan('pick', list, choice).plan('confirm', confirms, undefined);
      await run('bulkCreate', file);
    }
    assert.equal(bulkBodies(sandbox).length, before);
    const { services } = await inside();
    const { runs } = await services.bulk.load();
    const all = (await runs.families()).flatMap(family => family.runs);
    assert.ok(!all.some(({ book }) => book.run.file.uri === file.toString()));
  });

  it('takes several files with one list, one confirmation and a run each', async () => {
    const before = bulkBodies(sandbox).length;
    const one = leadTexts(2);
    const two = [leadText(), leadText(', "colour": "red"')];
    const a = await folder.write('a.json', listText(one));
    const b = await folder.write('b.jsonl', `${two.join('\n')}\n`);
    const c = await folder.write('c.json', '[{]');
    const d = await folder.write('d.txt', 'no entries');
    script
      .plan('pick', /^Create the entries of 3 files/, 'Lead')
      .plan('pick', /^2 files: 4 entries/, 'Send only the valid ones: 3 entries')
      .plan('confirm', confirms, 'Create');
    await run('bulkCreate', a, [a, b, c, d]);
    assert.ok(script.said.some(({ text }) => text.startsWith('Left out') && text.includes('d.txt')));
    assert.ok(script.said.some(({ text }) => text.startsWith('c.json cannot be sent.')));
    const { text, detail } = script.said.find(({ kind }) => kind === 'confirm')!;
    assert.equal(
      text,
      `Create 3 processes in Lead (${name}, test), from 2 files? 2 requests. 1 entry is left out.`,
    );
    assert.match(detail, /b\.jsonl: 1 process in Lead/);
    await until('both requests', () => bulkBodies(sandbox).length === before + 2);
    assert.deepEqual(bulkBodies(sandbox).slice(before).sort(), [`[${one.join(',')}]`, `[${two[0]}]`].sort());
  });

  it('is unmistakable about production, and about a connection that is not the active one', async () => {
    const file = await bound('elsewhere.json', listText(leadTexts(1)));
    const production = await connect(script, { kind: 'Production' });
    sandboxes.push(production.sandbox);
    script.plan('pick', list, 'Send all').plan('confirm', confirms, undefined);
    await run('bulkCreate', file);
    assert.match(script.said.at(-1)!.detail, new RegExp(`belongs to ${name}, which is not the active`));
    const there = await bound('production.json', listText(leadTexts(1)));
    script.plan('pick', list, 'Send all').plan('confirm', confirms, undefined);
    await run('bulkCreate', there);
    const { text, detail } = script.said.at(-1)!;
    assert.equal(text, `Create 1 process in Lead (${production.name}, production)? 1 request.`);
    assert.match(detail, /is a PRODUCTION connection: this creates real data/);
    assert.match(reportShown()!.getText(), /This is PRODUCTION/);
    assert.equal(bulkBodies(production.sandbox).length, 0);
    script.plan('pick', /^Connection of this window/, name);
    await run('switchConnection');
  });

  it('says that nothing was checked where the config cannot be read', async () => {
    const offline = await connect(script);
    await offline.sandbox.stop();
    const { services } = await inside();
    const connection = services.connections.active()!;
    await services.catalogs.forget(connection);
    const file = await folder.write('offline.json', listText(leadTexts(1)));
    await services.bindings.set(file, {
      connectionId: connection.id,
      procedureKey: 'lead',
      shortId: 'lead',
      name: 'Lead',
    });
    script.plan('pick', list, 'Send all').plan('confirm', confirms, undefined);
    await run('bulkCreate', file);
    assert.match(
      script.said.findLast(({ kind }) => kind === 'pick')!.detail,
      /^Nothing was checked against the config/,
    );
    assert.match(script.said.at(-1)!.detail, /Nothing was checked against the config/);
    assert.match(reportShown()!.getText(), /the config could not be read\. /);
    script.plan('pick', /^Connection of this window/, name);
    await run('switchConnection');
  });

  describe('Check File', () => {
    it('tells the verdict and opens the report on request', async () => {
      const file = await bound('check.json', listText([leadText(', "colour": "red"'), leadText()]));
      script.plan('warn', /^check\.json: /, 'Open Report');
      await run('checkFile', file, [file]);
      assert.equal(script.said.at(-1)!.text, 'check.json: Something is wrong with 1 entry.');
      const report = await until('the report', reportShown);
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        report.uri,
        10,
      );
      assert.ok(links.some(({ target }) => target?.fsPath === file.fsPath && target.fragment === 'L2'));
    });

    it('takes several files', async () => {
      const a = await bound('check a.json', listText(leadTexts(1)));
      const b = await bound('check b.json', listText(leadTexts(2)));
      script.plan('info', /^2 files, nothing to mend/, undefined);
      await run('checkFile', a, [a, b]);
    });
  });

  describe('of an array that Create does not take', () => {
    it('is what the code lens and Send Payload offer', async () => {
      const file = await bound('array.json', listText(leadTexts(2)));
      await vscode.window.showTextDocument(file);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        file,
      );
      const titles = lenses.map(({ command }) => command?.title ?? '');
      assert.ok(
        titles.some(title => title.includes(`Bulk create in Lead (${name}, test)`)),
        titles.join(),
      );
      assert.ok(!titles.some(title => title.includes('Create in Lead')));
      script.plan('pick', list, undefined);
      await run('sendPayload', file);
      script.plan('info', /^array\.json: Nothing to mend/, undefined);
      await run('checkPayload', file);
    });

    it('saves a draft as a file first', async () => {
      const before = bulkBodies(sandbox).length;
      const editor = await openDraft(script, 'Lead');
      const text = listText(leadTexts(2));
      await setText(editor, text);
      script.plan('confirm', /^Save .+ as a file first/, undefined);
      await run('sendPayload');
      const target = path.join(folder.path, 'saved.json');
      script
        .plan('confirm', /^Save .+ as a file first/, 'Save as File…')
        .plan('file', /^Save the processes/, target)
        .plan('pick', /^saved\.json: 2 entries for Lead/, 'Send all')
        .plan('confirm', confirms, 'Create');
      await run('sendPayload', editor.document.uri);
      assert.equal(await readFile(target, 'utf8'), text);
      await until('the request', () => bulkBodies(sandbox).length === before + 1);
    });

    it('leaves a draft of one process to Send Payload', async () => {
      const editor = await openDraft(script, 'Lead');
      await setText(editor, leadText('', newKey()));
      await run('bulkCreate');
      assert.match(script.said.at(-1)!.text, /^This draft is one process/);
    });
  });
});
