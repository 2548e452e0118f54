import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { EntrySet } from '../../src/core/bulk/entrySet';
import { scan } from '../../src/core/bulk/scan/scan';
import { openFile } from '../../src/core/bulk/scan/source';
import type { Connection } from '../../src/core/connection';
import type { Sandbox, SandboxOptions } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import { Results } from '../../src/vscode/bulk/results/results';
import type { Runs } from '../../src/vscode/bulk/runs/runs';
import type { RunView } from '../../src/vscode/bulk/types';
import { newFolder, newRun, runsIn } from './lib/bulkRuns';
import { inside } from './lib/inside';
import { describeOnce } from './lib/once';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, until } from './lib/world';

/** Nothing in a row tells whose it is, and not all rows say the same. */
const untold: NonNullable<SandboxOptions['choices']> = { entriesEcho: 'none', wrongTypes: 'refused' };
/** What was sent is forgotten by then; its order is not. */
const told = { entriesEcho: 'index' } as const;

let keys = 0;
const newKey = () => `M-${process.pid}-${Date.now()}-${++keys}`;
const lead = (more = '') =>
  `{ "data": { "lead_id": "${newKey()}", "lastname": "Øre", "source": "WEB"${more} } }`;

describeOnce('results that are missing, and runs that are gone', function () {
  this.timeout(60_000);
  let api: TestApi;
  let script: Script;
  let sandbox: Sandbox;
  let connection: Connection;
  let folder: string;
  let runs: Runs;
  let results: Results;
  const held: { dispose(): unknown }[] = [];

  const problemsOf = (file: vscode.Uri) =>
    vscode.languages
      .getDiagnostics(file)
      .filter(({ source, message }) => source === 'Chakra' && !message.startsWith('Expected: '));

  /** A run over three leads that stand on one line; the service finds fault with the second one. */
  async function finishedRun(): Promise<[vscode.Uri, RunView]> {
    const like = await newRun(folder, connection, 1);
    await writeFile(like.file.fsPath, `[${[lead(), lead(', "score": "a lot"'), lead()].join(', ')}]`);
    const source = await openFile(like.file.fsPath);
    const scanned = await scan(source);
    await source.close();
    assert.ok(scanned.ok);
    const { index, size, sha256 } = scanned;
    const view = await runs.start({ ...like, index, size, sha256, entries: EntrySet.range(0, 3) });
    await until('the run is over', () => view.book.phase.kind === 'finished', 30_000);
    return [like.file, view];
  }

  async function linksOf(document: vscode.TextDocument): Promise<readonly vscode.DocumentLink[]> {
    return vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      100,
    );
  }

  before(async () => {
    api = await inside();
    script = await newScript();
    ({ sandbox } = await connect(script, { choices: untold }));
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
    sandbox.choose({ ...untold });
  });

  afterEach(async () => {
    await closeAll();
    for (const one of held.splice(0).reverse()) one.dispose();
    script.done();
  });

  after(async () => {
    await sandbox.stop();
  });

  it('are told with their reason, lead to the job and to reading again, and are mended by that', async () => {
    const [file, view] = await finishedRun();
    const { options, kind } = await script.heard(/is over: 3 processed, but the result fits no entry/);
    assert.deepEqual([kind, options], ['warn', ['Open Report', 'Read Results Again']]);
    await until('Problems', () => problemsOf(file).length === 3);

    await results.openReport(view.id);
    const { document } = vscode.window.activeTextEditor!;
    const text = document.getText();
    const jobId = sandbox.store.jobs.latest?.id ?? '';
    assert.ok(text.includes(`Request 1, 3 entries from line 1:2, job ${jobId}: Processed, but which`), text);
    const links = await linksOf(document);
    const targets = (words: string) =>
      links
        .filter(({ range }) => document.getText(range) === words)
        .map(({ target }) => target?.toString(true));
    const shown = await vscode.workspace.openTextDocument(file);
    const second = shown.getText().indexOf('{ "data"', 5);
    assert.deepEqual(targets(`line 1:${second + 1}`), [`${file.toString(true)}#L1,${second + 1}`]);
    const [again] = targets('Read Results Again');
    assert.equal(again, `command:chakra.readResultsAgain?["${view.id}"]`);
    assert.deepEqual(targets(`job ${jobId}`), [
      `command:chakra.openJob?[${JSON.stringify({ run: view.id, job: jobId })}]`,
    ]);

    await results.openJob({ run: view.id, job: jobId });
    const job = JSON.parse(vscode.window.activeTextEditor!.document.getText()) as { entries: unknown[] };
    assert.equal(job.entries.length, 3);

    await results.readAgain(view.id);
    const still = await script.heard(/still says nothing by which the results of 3 entries could be told/);
    assert.match(still.text, /compare in ChakraHQ before you send any of them again\.$/);
    sandbox.choose(told);
    await results.readAgain(view.id);
    await script.heard(/every entry has its result now: 2 created, 1 not valid\.$/);
    await until('one Problem is left', () => problemsOf(file).length === 1);
    await results.readAgain(view.id);
    await script.heard(/^Every result of leads .* is tied to its entry already\.$/);
  });

  it('says why where the service would not give them', async () => {
    const [, view] = await finishedRun();
    sandbox.choose(told);
    sandbox.faults.next({ kind: '404', route: 'entries', times: 3 });
    await results.readAgain(view.id);
    const { text } = await script.heard(/still says nothing by which the results of 3 entries/);
    assert.match(text, /404/);
  });

  it('takes the Problems of a run away with the run, and says so where a notification names it', async () => {
    const [file, view] = await finishedRun();
    await until('Problems', () => problemsOf(file).length === 3);
    assert.equal(await runs.remove(view.id), true);
    await until('no Problems', () => problemsOf(file).length === 0);
    for (const use of [
      () => results.openReport(view.id),
      () => results.retryFailed(view.id),
      () => results.readAgain(view.id),
      () => results.openJob({ run: view.id, job: 'x' }),
    ]) {
      script.said.splice(0);
      await use();
      assert.match(script.said.at(-1)!.text, /^This run was deleted: what became of its entries is not kept/);
    }
  });

  it('mends the Problems by a look that finds what was in doubt', async () => {
    sandbox.faults.next({ kind: 'cut-after-doing', route: 'bulk', method: 'POST' });
    const [file, view] = await finishedRun();
    await until('Problems', () => problemsOf(file).length === 3);
    await until('the service is done', () => sandbox.store.jobs.waiting.length === 0);
    await runs.look(view.id);
    assert.equal(view.book.tally.succeeded, 2);
    await until('one Problem is left', () => problemsOf(file).length === 1);
  });
});
