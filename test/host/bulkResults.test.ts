import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { EntrySet } from '../../src/core/bulk/entrySet';
import { JournalStore } from '../../src/core/bulk/journal/store';
import type { VerdictRow } from '../../src/core/bulk/records';
import { scan } from '../../src/core/bulk/scan/scan';
import { openFile } from '../../src/core/bulk/scan/source';
import type { Connection } from '../../src/core/connection';
import type { Sandbox, SandboxOptions } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import { Results } from '../../src/vscode/bulk/results/results';
import type { Runs } from '../../src/vscode/bulk/runs/runs';
import type { NewRun, RunView } from '../../src/vscode/bulk/types';
import { newFolder, newRun, posts, runsIn } from './lib/bulkRuns';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, run, setText, until } from './lib/world';

const choices: NonNullable<SandboxOptions['choices']> = {
  createAnswer: 'process',
  entriesEcho: 'index',
  entryProcessId: 'processId',
  entryMessage: 'errorObject',
  wrongTypes: 'refused',
};

const good = (key: string) => `{ "data": { "lead_id": "${key}", "lastname": "Øre", "source": "WEB" } }`;
/** Three lines; the service finds fault with the second one. */
const bad = (key: string) =>
  `{ "data": { "lead_id": "${key}", "lastname": "Lin",\n      "score": "a lot",\n      "source": "WEB" } }`;

let keys = 0;
const newKey = () => `G-${process.pid}-${Date.now()}-${++keys}`;

describe('results of bulk create', function () {
  this.timeout(60_000);
  let api: TestApi;
  let script: Script;
  let sandbox: Sandbox;
  let connection: Connection;
  let folder: string;
  let runs: Runs;
  let results: Results;
  const held: { dispose(): unknown }[] = [];

  /** Without what an older VS Code shows of our own check of a payload: that is about the text, not about a run. */
  const problemsOf = (file: vscode.Uri) =>
    vscode.languages
      .getDiagnostics(file)
      .filter(({ source, message }) => source === 'Chakra' && !message.startsWith('Expected: '));
  const over = async (view: RunView) =>
    until('the run is over', () => view.book.phase.kind === 'finished', 30_000);
  const bodies = () =>
    sandbox.requests.filter(({ path: at }) => at.endsWith('/bulk-create')).map(({ body }) => body);

  /** A run over a file of these entries. */
  async function runOver(entries: readonly string[], more: Partial<NewRun> = {}): Promise<NewRun> {
    const like = await newRun(folder, connection, 1);
    await writeFile(like.file.fsPath, `[\n  ${entries.join(',\n  ')}\n]\n`);
    const source = await openFile(like.file.fsPath);
    const scanned = await scan(source);
    await source.close();
    assert.ok(scanned.ok);
    const { index, size, sha256 } = scanned;
    return { ...like, index, size, sha256, entries: EntrySet.range(0, entries.length), ...more };
  }

  async function finishedRun(
    entries: readonly string[],
    more: Partial<NewRun> = {},
  ): Promise<[NewRun, RunView]> {
    const wanted = await runOver(entries, more);
    const view = await runs.start(wanted);
    await over(view);
    return [wanted, view];
  }

  /** A run that is over, from its journal alone: every entry with the verdict of its row. */
  async function oldRun(entries: readonly string[], rows: readonly VerdictRow[]): Promise<[NewRun, string]> {
    const wanted = await runOver(entries);
    const { file, size, sha256 } = wanted;
    const { id, name, kind, origin } = connection;
    const all = EntrySet.range(0, entries.length).encode();
    const runId = `old-${newKey().toLowerCase()}`;
    const journal = await new JournalStore(folder, { redact: text => text }).create({
      t: 'run',
      version: 1,
      id: runId,
      at: Date.now(),
      file: { uri: file.toString(), size, sha256, entries: entries.length },
      connection: { id, name, kind, origin },
      procedure: { shortId: 'lead', name: 'Lead' },
      primaryKey: 'lead_id',
      entries: all,
      leftOut: '',
      family: runId,
      origin: 'all',
    });
    const at = Date.now();
    await journal.append({ t: 'phase', at, phase: { kind: 'running' } });
    await journal.append({ t: 'intent', at, chunk: 1, entries: all, bytes: 1 });
    await journal.append({ t: 'outcome', at, chunk: 1, outcome: { kind: 'accepted', jobId: 'j' } });
    await journal.append({ t: 'poll', at, chunk: 1, jobId: 'j', end: 'finished' });
    await journal.append({ t: 'verdicts', at, chunk: 1, way: 'key', rows });
    await journal.append({ t: 'phase', at, phase: { kind: 'finished' } });
    await journal.close();
    await runs.refresh();
    return [wanted, runId];
  }

  before(async () => {
    api = await inside();
    script = await newScript();
    ({ sandbox } = await connect(script, { choices }));
    connection = api.services.connections.active()!;
    await api.services.catalogs.need(connection);
  });

  beforeEach(async () => {
    const made = await newFolder();
    folder = made.path;
    runs = runsIn(folder, api);
    results = new Results(api.services, runs);
    held.push(made, { dispose: () => void runs.close(0) }, runs, results);
    script.said.splice(0);
    sandbox.faults.clear();
    sandbox.choose(choices);
  });

  afterEach(async () => {
    await closeAll();
    for (const one of held.splice(0).reverse()) one.dispose();
    script.done();
  });

  after(async () => {
    await sandbox.stop();
  });

  it('tells the end once, and puts each result on its own line, on the attribute that is named', async () => {
    sandbox.faults.next({ kind: 'cut-after-doing', route: 'bulk', method: 'POST' });
    // Five entries a request: those of the first one are in doubt.
    const entries = [
      ...Array.from({ length: 5 }, () => good(newKey())),
      good(newKey()),
      bad(newKey()),
      good(newKey()),
    ];
    const [wanted] = await finishedRun(entries);
    const found = await until('Problems', () => {
      const now = problemsOf(wanted.file);
      return now.length === 6 && now;
    });
    const { text, kind, options } = await script.heard(
      /^The run of leads .* to Lead \(Team \d+, test\) is over/,
    );
    assert.equal(kind, 'error');
    assert.match(
      text,
      /: 2 created, 1 not valid, 5 unknown whether they arrived\. To mend the failed ones, save/,
    );
    assert.deepEqual(options, ['Open Report', 'Retry Failed', 'Save Failed Entries as…', 'Look']);
    assert.equal(script.said.filter(said => said.text.includes('is over')).length, 1);
    const [error] = found.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    // Entry 7 begins in line 8; its score stands in the line after.
    assert.ok(error);
    assert.equal(error.range.start.line, 8);
    const document = await vscode.workspace.openTextDocument(wanted.file);
    assert.equal(document.getText(error.range), '"a lot"');
    assert.match(error.message, /^Not valid, and not processed\. .*score/);
    const warnings = found.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(
      warnings.map(({ range }) => range.start.line),
      [1, 2, 3, 4, 5],
    );
    assert.equal(document.getText(warnings[0]!.range), entries[0]);

    // One is mended, the others are still there, each on its line, also when that is saved.
    const lines = () =>
      problemsOf(wanted.file)
        .map(({ range }) => range.start.line)
        .sort((a, b) => a - b);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit(edit => {
      edit.replace(error.range, '17');
      edit.insert(new vscode.Position(0, 0), '\n');
    });
    await until('five, a line further down', () => lines().join() === '2,3,4,5,6');
    await document.save();
    await until('the same after saving', () => !document.isDirty && lines().join() === '2,3,4,5,6');
    await vscode.commands.executeCommand('undo');
    await until('all, where they were', () => lines().join() === '1,2,3,4,5,8');
    await document.save();
    await setText(editor, '[]');
    await until('the Problems are gone', () => problemsOf(wanted.file).length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('all again', () => lines().join() === '1,2,3,4,5,8');
  });

  it('says with an info that all was created, and reads ids only when they are asked for', async () => {
    const [wanted, view] = await finishedRun([good(newKey()), good(newKey())]);
    const { kind, options } = await script.heard(/: all 2 entries of this run were created in Lead/);
    assert.equal(kind, 'info');
    assert.deepEqual(options, ['Open Report']);
    assert.deepEqual(problemsOf(wanted.file), []);

    const csv = path.join(folder, 'results.csv');
    script
      .plan('confirm', /^Read the ids of 2 processes first\?/, 'Read Process Ids')
      .plan('file', /^Export the results/, csv);
    await results.exportResults(view.id);
    const lines = (await readFile(csv, 'utf8')).split('\r\n');
    assert.equal(lines[0], '\uFEFFline,entry,key,verdict,message,field,processId,raw');
    const rows = lines.slice(1, 3).map(line => line.split(','));
    assert.deepEqual(
      rows.map(([line, entry, , verdict]) => [line, entry, verdict]),
      [
        ['2', '1', 'succeeded'],
        ['3', '2', 'succeeded'],
      ],
    );
    const there = sandbox.store.processes('lead').map(({ id, data }) => [data['lead_id'], id]);
    for (const [, , key, , , , id] of rows) assert.ok(there.some(([a, b]) => a === key && b === id));

    await results.readIds(view.id);
    const nothing = await script.heard(/: nothing is left to read/);
    assert.deepEqual([nothing.kind, nothing.options], ['info', ['Export Results…']]);

    const json = path.join(folder, 'results.json');
    script.plan('file', /^Export the results/, json);
    await results.exportResults({ type: 'run', run: view.id });
    const read = JSON.parse(await readFile(json, 'utf8')) as { line: number; verdict: string }[];
    assert.deepEqual(
      read.map(({ line, verdict }) => [line, verdict]),
      [
        [2, 'succeeded'],
        [3, 'succeeded'],
      ],
    );
  });

  it('retries only what failed, byte for byte, and takes its Problems away', async () => {
    const entries = [good(newKey()), bad(newKey()), good(newKey()), bad(newKey())];
    const [wanted, view] = await finishedRun(entries);
    await until('Problems', () => problemsOf(wanted.file).length === 2);
    const before = bodies().length;

    script.plan(
      'confirm',
      /^Send 2 entries of leads .*\.json that failed to Lead \(Team \d+, test\) again\?/,
      undefined,
    );
    await results.retryFailed(view.id);
    assert.equal(bodies().length, before);
    assert.match(script.said.at(-1)!.detail, /Of them the service says: 2 not valid\./);

    sandbox.choose({ ...choices, wrongTypes: 'accepted' });
    script.said.splice(0);
    script.plan('confirm', /^Send 2 entries/, 'Retry Failed');
    await results.retryFailed(view.id);
    await script.heard(/: all 2 entries of this run were created/);
    assert.deepEqual(bodies().slice(before), [`[${entries[1]},${entries[3]}]`]);
    await until('no Problems', () => problemsOf(wanted.file).length === 0);
    const [family] = await runs.families();
    assert.deepEqual([family?.runs.length, family?.tally.succeeded], [2, 4]);
    await results.retryFailed(view.id);
    await script.heard(/there is nothing to send again/);
  });

  it('sends nothing of a file that changed, and says so; the report names entries instead of lines', async () => {
    const [wanted, view] = await finishedRun([bad(newKey()), good(newKey())]);
    await until('Problems', () => problemsOf(wanted.file).length === 1);
    const text = await readFile(wanted.file.fsPath, 'utf8');
    await writeFile(wanted.file.fsPath, text.replace('a lot', 'a bit'));
    await until('the Problems are gone', () => problemsOf(wanted.file).length === 0);
    const before = bodies().length;
    await results.retryFailed(view.id);
    const told = script.said.at(-1)!;
    assert.match(told.text, /^The file has changed since it was sent\. Nothing of leads .* was sent/);
    assert.match(told.text, /To mend entries, undo the changes of .* then save the failed entries to a file/);
    assert.deepEqual(told.options, ['Save Failed Entries as…']);
    await results.saveFailed(view.id);
    assert.match(
      script.said.at(-1)!.text,
      /^The file has changed since it was sent\. Which of its entries failed is known only for the file as/,
    );
    assert.equal(bodies().length, before);
    await results.openReport(view.id);
    const report = vscode.window.activeTextEditor!.document.getText();
    assert.match(report, /The file has changed since it was sent\. Entries are named by their number/);
    assert.match(report, /^ {4}entry 1$/m);
  });

  it('makes it plain that a retry goes to production', async () => {
    const production = await connect(script, { kind: 'Production', choices });
    const active = api.services.connections.active()!;
    const like = await runOver([bad(newKey())], { connection: active });
    const view = await runs.start(like);
    await over(view);
    script.plan('confirm', /^Send 1 entry of .* to Lead \(Team \d+, production\) again\?/, undefined);
    await results.retryFailed(view.id);
    assert.match(script.said.at(-1)!.detail, /is a production connection: this creates real data/);
    await production.sandbox.stop();
    script.plan('pick', /^Connection of this window/, connection.name);
    await run('switchConnection');
  });

  it('sends the rest after the first ones', async () => {
    const entries = Array.from({ length: 4 }, () => good(newKey()));
    const [, view] = await finishedRun(entries, { origin: 'first', entries: EntrySet.range(0, 1) });
    const before = bodies().length;
    script.said.splice(0);
    script.plan('confirm', /^Send the rest of leads .*, 3 entries, to Lead/, 'Send the Rest');
    await results.sendRest(view.id);
    await script.heard(/: all 3 entries/);
    assert.deepEqual(bodies().slice(before), [`[${entries.slice(1).join(',')}]`]);
  });

  it('saves the failed ones byte for byte, bound to the procedure, and opens them', async () => {
    const entries = [bad(newKey()), good(newKey()), bad(newKey())];
    const [wanted, view] = await finishedRun(entries);
    const target = path.join(folder, 'again.json');
    script.plan('file', /^Save 2 entries that failed/, target);
    await results.saveFailed(view.id);
    assert.equal(await readFile(target, 'utf8'), `[\n${entries[0]},\n${entries[2]}\n]\n`);
    const uri = vscode.Uri.file(target);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    const binding = api.services.bindings.get(uri);
    assert.deepEqual([binding?.connectionId, binding?.shortId], [connection.id, 'lead']);
    const found = await until('their causes', () => {
      const now = problemsOf(uri);
      return now.length === 2 && now;
    });
    const saved = vscode.window.activeTextEditor.document;
    assert.deepEqual(
      found.map(({ range, message }) => [range.start.line, saved.getText(range), message.includes('score')]),
      [
        [2, '"a lot"', true],
        [5, '"a lot"', true],
      ],
    );
    const lines = path.join(folder, 'again.jsonl');
    script.plan('file', /^Save 2 entries/, lines);
    await results.saveFailed(view.id);
    assert.equal(await readFile(lines, 'utf8'), `${entries[0]}\n${entries[2]}\n`);
    await until('their causes', () => problemsOf(vscode.Uri.file(lines)).length === 2);

    // The file changes while the dialog stands.
    script.plan('file', /^Save 2 entries/, () => {
      writeFileSync(wanted.file.fsPath, '[]');
      return path.join(folder, 'never.json');
    });
    await assert.rejects(
      results.saveFailed(view.id),
      /changed meanwhile, so never\.json was not written\. Which/,
    );
  });

  it('shows a thousand at most with the most frequent causes on top, when the file is opened later', async () => {
    const count = 1_500;
    const said = (entry: number) => (entry % 3 === 0 ? 'not here' : entry % 30 === 1 ? 'rarely' : 'often');
    const [wanted, id] = await oldRun(
      Array.from({ length: count }, (_, n) => `{"data":{"lead_id":"${n}"}}`),
      Array.from({ length: count }, (_, entry) => ({ entry, verdict: 'failed', message: said(entry) })),
    );
    await results.opened(wanted.file);
    const found = problemsOf(wanted.file);
    assert.equal(found.length, 1_000);
    const causes = found
      .filter(({ message }) => message.includes('entries without success'))
      .map(({ message, range }) => [range.start.line, message]);
    assert.deepEqual(causes.sort(), [
      [1, '500 of 1,500 entries without success: Failed. not here'],
      [2, '50 of 1,500 entries without success: Failed. rarely'],
      [3, '950 of 1,500 entries without success: Failed. often'],
    ]);
    const lines = new Set(
      found.filter(({ message }) => message.startsWith('Failed.')).map(({ range }) => range.start.line),
    );
    assert.deepEqual([lines.size, Math.max(...lines)], [997, 997]);
    await results.clear(wanted.file);
    assert.deepEqual(problemsOf(wanted.file), []);

    await results.openReport(id);
    const { document } = vscode.window.activeTextEditor!;
    assert.match(document.getText(), /^ {2}950: Failed\. often$/m);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      100,
    );
    const places = links
      .map(({ range, target }) => [document.getText(range), target?.toString(true)])
      .filter(([text]) => text!.startsWith('line'));
    assert.deepEqual(places[0], ['line 4:3', `${wanted.file.toString(true)}#L4,3`]);
  });

  for (const more of [
    {},
    { jobIds: 'number', jobEnvelope: 'absent', entriesPaging: 'url' },
    { jobCounts: 'none', jobDone: 'completedAt', entriesEnd: 'itself' },
    { jobDone: 'word', jobCounts: 'nonZero', entryStatusWords: 'lower', entriesPageSize: '3' },
  ] as const satisfies readonly SandboxOptions['choices'][]) {
    it(`follows a job by its id to its end, and shows its entries: ${JSON.stringify(more)}`, async () => {
      sandbox.choose({ ...choices, ...more });
      const entries = [good(newKey()), bad(newKey()), good(newKey()), good(newKey()), good(newKey())];
      const sent = await api.services.gateway.call(connection, async client =>
        client.bulkCreate('lead', Buffer.from(`[${entries.join(',')}]`)),
      );
      assert.ok(sent.ok && sent.value.jobId !== undefined);
      script.plan('input', /^Background job of Team/, sent.value.jobId);
      await results.openJob();
      const shown = JSON.parse(vscode.window.activeTextEditor!.document.getText()) as {
        job: string;
        entriesRead: number;
        entries: unknown[];
      };
      assert.deepEqual([shown.job, shown.entriesRead, shown.entries.length], [sent.value.jobId, 5, 5]);
    });
  }

  it('says of a job that nobody knows what may be the reason, and stops watching when told so', async () => {
    script.plan('input', /^Background job/, 'no-such-job');
    await results.openJob();
    assert.match(script.said.at(-1)!.text, /^The service knows no job no-such-job \(404\), or the role/);
    sandbox.faults.next({ kind: 'never', route: 'job' });
    script.onProgress = (abort, title) => {
      if (title.startsWith('Watching')) setTimeout(() => abort.abort(), 50);
    };
    script.plan('input', /^Background job/, 'some-job');
    await results.openJob();
    script.onProgress = undefined;
    await script.heard(/^Job some-job is not watched any more\. In the service it goes on\.$/);
  });

  it('hangs together: from the command to the notification and its buttons', async () => {
    const entries = [good(newKey()), bad(newKey())];
    const { file } = await runOver(entries);
    const before = posts(sandbox);
    script
      .plan('pick', /in which procedure/, 'Lead')
      .plan('pick', /2 entries for Lead/, 'Send all')
      .plan('confirm', /^Create 2/, 'Create')
      .plan('error', /^The run of .* is over: 1 created, 1 not valid\. To mend/, 'Retry Failed')
      .plan('confirm', /^Send 1 entry of/, undefined);
    await run('bulkCreate', file);
    await until('the question of the retry', () =>
      script.said.some(({ text }) => text.startsWith('Send 1 entry')),
    );
    assert.equal(posts(sandbox), before + 1);
    await until('a Problem', () => problemsOf(file).length === 1);
    await vscode.window.showTextDocument(file);
    await run('openRunReport', file);
    assert.match(vscode.window.activeTextEditor!.document.getText(), /^ +1 {2}not valid$/m);
    await run('clearResults', file);
    assert.deepEqual(problemsOf(file), []);
  });
});
