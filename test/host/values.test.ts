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
  until,
} from './lib/world';

const workspace = process.env['CHAKRA_TEST_WORKSPACE']!;

describe('values that live in the service', () => {
  let script: Script;
  let sandbox: Sandbox;
  let editor: vscode.TextEditor;
  const photo = path.join(workspace, 'roof.png');
  const other = path.join(workspace, 'no photo.png');

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script));
    await writeFile(photo, Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    await writeFile(other, '%PDF');
    editor = await openDraft(script, 'Lead');
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  afterEach(() => {
    script.onProgress = undefined;
    script.done();
  });

  /** Puts a text into the draft and the cursor at its `|`. */
  const type = async (marked: string): Promise<vscode.Position> => {
    await setPayload(editor, marked.replace('|', ''));
    const before = marked.slice(0, marked.indexOf('|')).slice(-12);
    const at = editor.document.getText().indexOf(before) + before.length;
    const position = editor.document.positionAt(at);
    editor.selection = new vscode.Selection(position, position);
    return position;
  };
  /** The text but for the `$schema` that older versions of VS Code need. */
  const written = () => editor.document.getText().replace(/"\$schema": "[^"]*",\s+/, '');
  const payload = () =>
    JSON.parse(editor.document.getText()) as Record<string, unknown> & { data: Record<string, unknown> };

  /** Puts a completion into the text, as VS Code does when it is chosen. */
  const take = async (item: vscode.CompletionItem) => {
    const { range, insertText, command } = item;
    assert.ok(range instanceof vscode.Range && typeof insertText === 'string');
    await editor.edit(edit => edit.replace(range, insertText));
    if (command !== undefined)
      await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  };
  const descriptionOf = (item: vscode.CompletionItem | undefined) =>
    typeof item?.label === 'object' ? (item.label.description ?? '') : '';
  const offered = async (at: vscode.Position, label: string) =>
    until(`the completion ${label}`, async () =>
      (await completions(editor.document.uri, at)).find(item => labelOf(item) === label),
    );

  describe('photos', () => {
    it('are uploaded at the cursor, and join those that are there', async () => {
      await type('{ "data": { "lead_id": "L", "roof_photos": ["old"|], "budget": 1.0 } }');
      script.plan('file', /^Photos for Photos of the roof/, `${photo}\n${photo}`);
      await run('uploadPhoto');
      const ids = payload().data['roof_photos'] as string[];
      assert.equal(ids.length, 3);
      assert.deepEqual([...sandbox.store.photos.keys()], ids.slice(1));
      assert.match(editor.document.getText(), /"budget": 1\.0/);
    });

    it('are offered as a completion and a code action of the attribute', async () => {
      const at = await type('{ "data": { "lead_id": "L", "roof_photos": [|] } }');
      script.plan('file', /^Photos for/, photo);
      await take(await offered(at, 'Upload Photo…'));
      assert.equal((payload().data['roof_photos'] as string[]).length, 1);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        new vscode.Range(at, at),
      );
      assert.ok(actions.some(({ title }) => title === 'Upload Photo…'));
    });

    it('go where the attribute is when the text has changed meanwhile', async () => {
      await type('{ "data": { "lead_id": "L", "roof_photos": |[] } }');
      script.plan('file', /^Photos for/, photo);
      const { document } = editor;
      script.onProgress = () => {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(
          document.uri,
          document.positionAt(document.getText().indexOf('{') + 1),
          '\n\n "status": "OPEN",',
        );
        void vscode.workspace.applyEdit(edit);
      };
      sandbox.faults.next({ kind: 'delay', ms: 150, route: 'photo' });
      await run('uploadPhoto');
      assert.equal((payload().data['roof_photos'] as string[]).length, 1);
      assert.equal(payload()['status'], 'OPEN');
    });

    it('that have no place any more are told, not lost', async () => {
      await type('{ "data": { "lead_id": "L", "roof_photos": [|] } }');
      script.plan('file', /^Photos for/, photo).plan('warn', /^Uploaded, but/, 'Copy Id');
      script.onProgress = () => void setPayload(editor, '"{nothing"');
      sandbox.faults.next({ kind: 'delay', ms: 150, route: 'photo' });
      await run('uploadPhoto');
      const id = [...sandbox.store.photos.keys()].at(-1)!;
      assert.match((await script.heard(/^Uploaded, but/)).text, new RegExp(id));
      assert.equal(await vscode.env.clipboard.readText(), id);
    });

    it('are asked about when they are none, and repeated under the same id', async () => {
      await type('{ "data": { "lead_id": "L", "roof_photos": [|] } }');
      sandbox.choose({ photoRepeat: 'refused' });
      const count = sandbox.store.photos.size;
      script
        .plan('file', /^Photos for/, other)
        .plan('confirm', /all the same\?/, 'Upload')
        .plan('error', /^Whether .+ was uploaded is not known/, 'Try Again');
      sandbox.faults.next({ kind: 'truncated', route: 'photo' });
      await run('uploadPhoto');
      assert.equal(sandbox.store.photos.size, count + 1);
      assert.deepEqual(payload().data['roof_photos'], [[...sandbox.store.photos.keys()].at(-1)]);
      script.plan('file', /^Photos for/, other).plan('confirm', /all the same\?/, undefined);
      await run('uploadPhoto');
      assert.equal(sandbox.store.photos.size, count + 1);
    });
  });

  describe('dates', () => {
    it('are offered in the unit of the field, whatever stands there', async () => {
      const at = await type('{ "data": { "lead_id": "L" }, "nextActionAt": "‹epoch| ms›" }');
      await take(await offered(at, 'tomorrow 09:00'));
      const tomorrow = new Date();
      tomorrow.setDate(tomorrow.getDate() + 1);
      tomorrow.setHours(9, 0, 0, 0);
      assert.equal(payload()['nextActionAt'], tomorrow.getTime());
    });

    it('are typed in a picker, from completion and as a command', async () => {
      const at = await type('{ "data": { "lead_id": "L", "call_back_at": |} }');
      script.plan('live', /Call back at$/, '⌨2027-02-03 4:05').plan('live', /Call back at$/, '2027-02-03');
      await take(await offered(at, 'Another Date…'));
      assert.equal(payload().data['call_back_at'], new Date(2027, 1, 3, 4, 5).getTime());
      await type('{ "data": { "lead_id": "L", "call_back_at": 5| } }');
      script.plan('live', /Call back at$/, '⌨in 2 parsecs').plan('live', /Call back at$/, 'Type a date');
      script.plan('live', /Call back at$/, '⌨2027-02-03').plan('live', /Call back at$/, '00:00');
      await run('insertDate');
      assert.equal(payload().data['call_back_at'], new Date(2027, 1, 3).getTime());
    });

    it('ask for the unit where the documents do not say it', async () => {
      script
        .plan('live', /^Date and time for Preferred month/, '⌨2027-02-03')
        .plan('live', /^Date and time for Preferred month/, '09:00')
        .plan('pick', /^Write the date/, '2027-02-03"');
      await type('{ "data": { "lead_id": "L", "preferred_month": | } }');
      await run('insertDate');
      assert.equal(payload().data['preferred_month'], '2027-02-03');
    });

    it('go where the user says when the cursor is at none, and nowhere else', async () => {
      const text = '{ "data": { "lead_id": "L" }, "state": "N|EW", "assignedTo": "" }';
      await type(text);
      script
        .plan('pick', /^A date for which value/, options => {
          assert.ok(options.includes('nextActionAt') && !options.some(one => /lead_id|state/.test(one)));
          return 'call_back_at';
        })
        .plan('live', /^Date and time for Call back at/, '⌨2027-02-03 4:05')
        .plan('live', /^Date and time for Call back at/, '2027-02-03');
      await run('insertDate');
      const at = new Date(2027, 1, 3, 4, 5).getTime();
      assert.equal(written(), text.replace('|', '').replace('"L"', `"L", "call_back_at": ${at}`));
      await type('{ "data": { "lead_id": "LEAD|" } }');
      script.plan('pick', /^A date for which value/, options => {
        assert.ok(options.includes('data.lead_id'));
        return undefined;
      });
      await run('insertDate');
      await type('[{ "data": {} },  |  { "data": {} }]');
      await run('insertDate');
      await script.heard(/^Put the cursor on a date, or into the process/);
      assert.equal(written(), '[{ "data": {} },    { "data": {} }]');
    });
  });

  it('states are offered once, in their order, with the first and the last marked', async () => {
    const at = await type('{ "data": { "lead_id": "L" }, "state": | }');
    await offered(at, 'NEW');
    const items = await completions(editor.document.uri, at);
    const states = items.filter(({ insertText = '' }) =>
      /NEW|QUALIFIED|OFFER_SENT|WON|LOST/.test(JSON.stringify(insertText)),
    );
    assert.deepEqual(states.map(item => labelOf(item)).join(' '), 'NEW QUALIFIED OFFER_SENT WON LOST');
    assert.match(descriptionOf(states[0]), /default start state/);
    assert.match(descriptionOf(states[3]), /default completed state/);
    await take(states[1]!);
    assert.equal(payload()['state'], 'QUALIFIED');
    await type('{ "data": { "lead_id": "L" }, "state": "QUALIFYED"| }');
    await until('a Problem at the state', () =>
      vscode.languages
        .getDiagnostics(editor.document.uri)
        .some(({ message }) => /NEW\W+QUALIFIED/.test(message)),
    );
  });

  describe('options', () => {
    it('are offered once, in order and with their labels, and found by them', async () => {
      const at = await type('{ "data": { "lead_id": "L", "source": "We|" } }');
      const web = await offered(at, 'WEB');
      const items = await completions(editor.document.uri, at);
      assert.deepEqual(
        items.map(labelOf).filter(label => /CHAT|WEB|REFERRAL|FAIR/.test(label)),
        ['CHAT', 'WEB', 'REFERRAL', 'FAIR'],
      );
      assert.match(web.filterText ?? '', /WEB Web form$/);
      await take(web);
      assert.equal(payload().data['source'], 'WEB');
    });
  });

  describe('users', () => {
    it('are offered by name, username and e-mail, once, with those who cannot log in marked', async () => {
      const at = await type('{ "data": { "lead_id": "L" }, "assignedTo": | }');
      const ines = await offered(at, 'Inês Pereira');
      const items = await completions(editor.document.uri, at);
      assert.equal(
        items.filter(({ insertText = '' }) => JSON.stringify(insertText).includes('ines.pereira')).length,
        1,
      );
      assert.match(ines.filterText ?? '', /Inês Pereira ines\.pereira ines\.pereira@lumenhof\.example/);
      const marta = items.find(item => labelOf(item) === 'Marta Kowal');
      assert.match(descriptionOf(marta), /^marta\.kowal · cannot log in$/);
      assert.ok((marta?.sortText ?? '') > (ines.sortText ?? ''));
      assert.ok(!items.some(item => labelOf(item).startsWith('Former')));
      await take(ines);
      assert.equal(payload()['assignedTo'], 'ines.pereira');
    });
  });
});
