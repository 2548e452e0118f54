import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { parseDraftUri } from '../../src/vscode/editor/draftPath';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, openDraft, run, setText, until } from './lib/world';

const creates = (sandbox: Sandbox) =>
  sandbox.requests.filter(
    ({ method, path }) => method === 'POST' && path === '/v1/ext/procedure/lead/process',
  );

let emails = 0;
/** A payload that the sandbox's Lead takes, with a primary key of its own. */
export const goodLead = () => {
  const n = ++emails;
  return `{ "data": { "lead_id": "L-${Date.now()}-${n}", "lastname": "Example", "source": "WEB", "email": "pat${n}@example.com", "score": 1.0 } }`;
};

describe('sending a payload', () => {
  let script: Script;
  let sandbox: Sandbox;
  let name: string;

  before(async () => {
    script = await newScript();
    ({ sandbox, name } = await connect(script, { choices: { createAnswer: 'process' } }));
  });

  beforeEach(() => {
    script.said.splice(0);
    sandbox.faults.clear();
  });

  afterEach(() => {
    script.done();
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  it('makes exactly one request with the payload byte for byte, and tells the id', async () => {
    const editor = await openDraft(script, 'Lead');
    const text = goodLead();
    await setText(editor, text);
    const before = creates(sandbox).length;
    await run('sendPayload');
    const { text: said, options } = await script.heard(/^Created in Lead: /);
    assert.deepEqual(options, ['Open Answer', 'Copy Id']);
    const sent = creates(sandbox).slice(before);
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.body, text);
    assert.equal(sent[0].headers.authorization, `Bearer ${sandbox.token}`);
    assert.match(String(sent[0].headers['user-agent']), /^chakra-vscode\/\d+\.\d+\.\d+$/);
    await run('openResponse');
    const document = vscode.window.activeTextEditor!.document;
    assert.match(document.uri.path, /Lead \d\d\.\d\d\.\d\d\.json$/);
    const shown = JSON.parse(document.getText()) as Record<string, unknown>;
    assert.equal(shown['request'], 'POST /v1/ext/procedure/lead/process');
    assert.match(String(shown['sentAt']), /^\d{4}-\d\d-\d\dT/);
    assert.ok(said.includes((shown['answer'] as { _data: { id: string } })._data.id));
    await run('copyProcessId', editor.document.uri);
    assert.ok(said.includes(await vscode.env.clipboard.readText()));
  });

  it('asks before the same payload is created a second time', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    await run('sendPayload');
    await script.heard(/^Created in Lead/);
    const before = creates(sandbox).length;
    script.plan('confirm', /^Create one process in Lead/, undefined);
    await run('sendPayload');
    assert.match(script.said.at(-1)!.detail, /creates a second process/);
    assert.equal(creates(sandbox).length, before);
  });

  it('does not send a payload with a placeholder, and jumps to it', async () => {
    const editor = await openDraft(script, 'Lead');
    const before = creates(sandbox).length;
    script.plan('pick', /before this can be sent/, labels => {
      assert.ok(!labels.some(label => label.includes('Send Anyway')));
      return labels[0];
    });
    await run('sendPayload');
    assert.equal(creates(sandbox).length, before);
    assert.match(editor.document.getText(vscode.window.activeTextEditor!.selection), /‹.*›/);
  });

  it('names the line and column of broken JSON', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, '{\n  "data": {\n    "email": \n  }\n}');
    script.plan('pick', /before this can be sent/, undefined);
    await run('sendPayload');
    const asked = script.said.find(({ text }) => text.includes('before this can be sent'));
    assert.match(asked!.options.join('\n'), /Line 4, column 3/);
  });

  it('sends in spite of a warning only when the user says so', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead().replace('"score": 1.0', '"score": "7"'));
    const before = creates(sandbox).length;
    script.plan('pick', /to look at before sending/, undefined);
    await run('sendPayload');
    assert.equal(creates(sandbox).length, before);
    script.plan('pick', /to look at before sending/, 'Send Anyway');
    await run('sendPayload');
    await until('the answer', () => script.said.some(({ text }) => text.includes('reated in Lead')));
    assert.equal(creates(sandbox).length, before + 1);
  });

  it('refuses findings altogether when checks are strict', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead().replace('"score": 1.0', '"score": "7"'));
    const settings = vscode.workspace.getConfiguration('chakra');
    await settings.update('checks.strict', true, vscode.ConfigurationTarget.Global);
    try {
      script.plan('pick', /before this can be sent/, labels => {
        assert.ok(!labels.some(label => label.includes('Send Anyway')));
        return undefined;
      });
      await run('sendPayload');
    } finally {
      await settings.update('checks.strict', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('does not send unchecked without saying so', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const { drafts, bindings } = (await inside()).services;
    const binding = bindings.get(editor.document.uri)!;
    const { id } = parseDraftUri(editor.document.uri)!;
    await drafts.bind(id, { ...binding, procedureKey: 'gone', shortId: 'gone', name: 'Gone' });
    const before = sandbox.requests.length;
    script.plan('pick', /to look at before sending/, ([first]) => {
      assert.match(first!, /Not checked: the config/);
      return undefined;
    });
    await run('sendPayload');
    assert.ok(!sandbox.requests.slice(before).some(({ path }) => path.endsWith('/gone/process')));
  });

  it('puts a Problem on the attribute that the service names, points to it in the answer, and takes both away with the next send', async () => {
    const editor = await openDraft(script, 'Lead');
    sandbox.choose({ errorShape: 'objects', duplicateKey: 'refused' });
    const text = goodLead();
    await setText(editor, text);
    await run('sendPayload');
    await script.heard(/^Created in Lead/);
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    const { text: said } = await script.heard(/^Not created in Lead/);
    assert.match(said, /The service says: /);
    const saidOf = (document: vscode.TextDocument) =>
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ChakraHQ');
    const [problem, ...more] = saidOf(editor.document);
    assert.ok(problem !== undefined && more.length === 0);
    const key = editor.document.getText(problem.range);
    assert.match(key, /^"L-/);

    await run('openResponse');
    const answer = vscode.window.activeTextEditor!.document;
    const [pointer] = await until(
      'the answer points to it',
      () => saidOf(answer).length === 1 && saidOf(answer),
    );
    const { serviceSays } = JSON.parse(answer.getText()) as { serviceSays: string[] };
    assert.equal(answer.getText(pointer!.range), JSON.stringify(serviceSays[0]));
    assert.equal(pointer!.severity, vscode.DiagnosticSeverity.Information, 'one error is not two');
    assert.equal(problem.relatedInformation?.[0]?.location.uri.toString(), answer.uri.toString());

    // It moves along while the payload is edited, and goes with its value.
    const write = async (at: vscode.Range, text: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(editor.document.uri, at, text);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    await write(new vscode.Range(0, 0, 0, 0), '\n\n');
    await until('both have moved', () =>
      [saidOf(editor.document)[0]?.range, saidOf(answer)[0]?.relatedInformation?.[0]?.location.range].every(
        range => range?.start.line === 2 && editor.document.getText(range) === key,
      ),
    );
    await write(saidOf(editor.document)[0]!.range, '"other"');
    await until('it is mended', () => saidOf(editor.document).length + saidOf(answer).length === 0);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.window.showTextDocument(editor.document);
    await setText(editor, text);
    script.plan('confirm', /^Create one process/, 'Create');
    await run('sendPayload');
    await until('it is refused again', () => saidOf(editor.document).length === 1);
    await setText(editor, goodLead());
    await run('sendPayload');
    await until('the Problem is gone', () =>
      vscode.languages.getDiagnostics(editor.document.uri).every(({ source }) => source !== 'ChakraHQ'),
    );
  });

  it('says unknown when the answer is lost, does not repeat, and proves the arrival by looking', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    sandbox.faults.next({ kind: 'cut-after-doing', method: 'POST' });
    const before = creates(sandbox).length;
    script.plan('error', /^Unknown whether the process was created/, 'Look');
    await run('sendPayload');
    await script.heard(/^It has arrived: /);
    assert.equal(creates(sandbox).length, before + 1);
  });

  it('asks again before a payload of unknown outcome is sent once more', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    sandbox.faults.next({ kind: '500', method: 'POST' });
    await run('sendPayload');
    await script.heard(/^Unknown whether/);
    script.plan('confirm', /^Create one process/, 'Look');
    await run('sendPayload');
    const asked = script.said.findLast(({ kind }) => kind === 'confirm')!;
    assert.match(asked.detail, /may create it twice/);
    assert.deepEqual(asked.options, ['Look', 'Create']);
    const { text } = await script.heard(/^Not found among what is visible/);
    assert.match(text, /does not prove/);
  });

  it('can be cancelled', async () => {
    const editor = await openDraft(script, 'Lead');
    const text = goodLead();
    await setText(editor, text);
    sandbox.faults.next({ kind: 'never', method: 'POST' });
    script.onProgress = (abort, title) => {
      if (title.startsWith('Creating')) {
        void until('the request is there', () => sandbox.requests.some(({ body }) => body === text)).then(
          () => abort.abort(),
        );
      }
    };
    await run('sendPayload');
    script.onProgress = undefined;
    await script.heard(/^Cancelled after the request had gone out/);
  });

  it('asks before every send to production, and for a payload of another connection', async () => {
    const editor = await openDraft(script, 'Lead');
    await setText(editor, goodLead());
    const production = await connect(script, { kind: 'Production' });
    script.plan('confirm', new RegExp(`^Create one process in Lead \\(${name}, test\\)`), 'Create');
    await vscode.window.showTextDocument(editor.document);
    await run('sendPayload', editor.document.uri);
    await script.heard(/^Created in Lead/);
    const there = await openDraft(script, 'Lead');
    await setText(there, goodLead());
    script.plan('confirm', /production/, undefined);
    await run('sendPayload');
    assert.equal(creates(production.sandbox).length, 0);
    await production.sandbox.stop();
    script.plan('pick', /^Connection of this window/, name);
    await run('switchConnection');
  });
});
