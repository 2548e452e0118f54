import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openForAppend } from '../../src/core/bulk/journal/disk';
import type { Connection } from '../../src/core/connection';
import type { Sandbox } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import type { Bulk } from '../../src/vscode/bulk/index';
import type { Runs } from '../../src/vscode/bulk/runs/runs';
import type { NewRun, RunView } from '../../src/vscode/bulk/types';
import { assertOnce, crash, newFolder, newRun, oldRun, posts, runsIn } from './lib/bulkRuns';
import { inside } from './lib/inside';
import { describeOnce } from './lib/once';
import type { Script } from './lib/script';
import { connect, newScript, run, until } from './lib/world';

const isTrouble = (pattern: RegExp) => (error: unknown) =>
  error instanceof Error && error.name === 'Trouble' && pattern.test(error.message);

describeOnce('runs of bulk create', function () {
  this.timeout(60_000);
  let api: TestApi;
  let script: Script;
  let sandbox: Sandbox;
  let connection: Connection;
  let bulk: Bulk;
  const held: { dispose(): void }[] = [];

  const folder = async () => {
    const made = await newFolder();
    held.push(made);
    return made.path;
  };
  const keep = (runs: Runs): Runs => {
    held.push({ dispose: () => void runs.close(0) });
    return runs;
  };
  const phase = (view: RunView) =>
    view.phase.kind === 'paused' ? `paused ${view.phase.why}` : view.phase.kind;
  const finished = async (view: RunView) =>
    until('the run is finished', () => view.book.phase.kind === 'finished', 30_000);

  before(async () => {
    api = await inside();
    script = await newScript();
    ({ sandbox } = await connect(script, { choices: { entriesEcho: 'index', createAnswer: 'process' } }));
    connection = api.services.connections.active()!;
    bulk = await api.services.bulk.load();
  });

  beforeEach(() => {
    script.said.splice(0);
    sandbox.faults.clear();
  });

  afterEach(() => {
    for (const one of held.splice(0).reverse()) one.dispose();
    script.done();
  });

  after(async () => {
    await sandbox.stop();
  });

  it('runs to its end, tells so once, and lets go of it', async () => {
    const at = await folder();
    const runs = keep(runsIn(at, api));
    const ended: RunView[] = [];
    runs.onDidFinish(view => ended.push(view));
    const wanted = await newRun(at, connection, 23);
    const before = posts(sandbox);
    const view = await runs.start(wanted);
    assert.equal(view.mine, true);
    assert.equal(runs.driven().length, 1);
    await finished(view);
    assert.deepEqual([view.book.tally.succeeded, view.book.size], [23, 23]);
    assert.equal(posts(sandbox) - before, 5);
    await assertOnce(sandbox, wanted, 23);
    await until('the run is let go', () => runs.driven().length === 0);
    assert.deepEqual(ended, [view]);
    const [family] = await runs.families();
    assert.deepEqual([family?.runs.length, family?.tally.succeeded], [1, 23]);
    const journal = await readFile(path.join(at, `${view.id}.journal`), 'utf8');
    assert.ok(!journal.includes(sandbox.token));
    const kinds: string[] = [];
    for await (const { t } of runs.records(view.id)) kinds.push(t);
    assert.equal(kinds[0], 'run');
    assert.equal(kinds.filter(kind => kind === 'intent').length, 5);
    const same = {
      uri: wanted.file.toString(),
      sha256: wanted.sha256,
      procedure: 'lead',
      connection: connection.id,
    };
    assert.deepEqual(await runs.similar(same, 0), [view]);
    assert.deepEqual(await runs.similar({ ...same, sha256: 'another content' }, 0), [view]);
    assert.deepEqual(await runs.similar({ ...same, uri: 'file:///a-copy.json' }, 0), [view]);
    assert.deepEqual(await runs.similar({ ...same, procedure: 'ticket' }, 0), []);
    assert.deepEqual(await runs.similar({ ...same, connection: 'another' }, 0), []);
    assert.deepEqual(await runs.similar(same, Date.now() + 1), []);
  });

  it('sends nothing of a file that changed after it was checked', async () => {
    const at = await folder();
    const runs = keep(runsIn(at, api));
    const wanted = await newRun(at, connection, 3);
    const before = posts(sandbox);
    const text = await readFile(wanted.file.fsPath, 'utf8');
    await writeFile(wanted.file.fsPath, text.replace('"Example"', '"Exbmple"'));
    await assert.rejects(runs.start(wanted), isTrouble(/has changed since it was checked/));
    assert.equal(posts(sandbox), before);
    assert.deepEqual(await runs.families(), []);
    assert.deepEqual(
      (await readdir(at)).filter(name => name.endsWith('.journal')),
      [],
    );
  });

  it('pauses on 401, offers the token once, goes on with the new one, and sends nothing twice', async () => {
    const at = await folder();
    sandbox.faults.next({ kind: 'delay', ms: 1, route: 'bulk' });
    sandbox.faults.next({ kind: '401', route: 'bulk', times: 3 });
    const wanted = await newRun(at, connection, 1200);
    script
      .plan('error', /paused after .*401/, 'Set Token…')
      .plan('input', /^Token/, sandbox.token)
      .plan('info', /^The token of .* was set\. The run of .* is still paused/, 'Resume');
    const view = await bulk.runs.start(wanted);
    await until('the run is paused', () => phase(view) === 'paused refused');
    assert.match(bulk.tree.item(bulk.tree.rootOf(view.id)!).contextValue ?? '', /^run\.paused\.mine\.token/);
    sandbox.faults.clear();
    await finished(view);
    assert.equal(view.book.tally.succeeded, 1200);
    assert.equal(script.said.filter(({ text }) => text.includes('paused after')).length, 1);
    await assertOnce(sandbox, wanted, 1200);
  });

  it('pauses and resumes by its commands', async () => {
    const at = await folder();
    sandbox.faults.always({ kind: 'delay', ms: 300, route: 'bulk' });
    const wanted = await newRun(at, connection, 3000);
    const before = posts(sandbox);
    const view = await bulk.runs.start(wanted);
    const node = bulk.tree.rootOf(view.id)!;
    await until('something is sent', () => posts(sandbox) > before);
    await run('pauseRun', node);
    assert.equal(phase(view), 'paused user');
    await until('all is answered', () => view.inFlight === 0 && view.jobs.length === 0);
    const sent = posts(sandbox);
    const item = bulk.tree.item(node);
    assert.equal(item.contextValue, 'run.paused.mine');
    const done = view.book.tally.succeeded.toLocaleString('en-US');
    assert.equal(item.description, `${done} of 3,000 · paused`);
    sandbox.faults.clear();
    assert.equal(posts(sandbox), sent);
    await run('resumeRun', node);
    await finished(view);
    assert.equal(bulk.tree.item(node).description, 'all 3,000 created');
    const shown: unknown[] = [];
    held.push(bulk.tree.onDidWant(wanted => shown.push(wanted)));
    await run('showRun', { run: view.id });
    assert.deepEqual(shown, [node]);
    await run('showRun', { run: 'gone' });
    await script.heard(/not there any more/);
    await assertOnce(sandbox, wanted, 3000);
  });

  it('cancels after asking; what was accepted gets its verdicts', async () => {
    const at = await folder();
    sandbox.faults.always({ kind: 'delay', ms: 300, route: 'bulk' });
    const wanted = await newRun(at, connection, 3000);
    const before = posts(sandbox);
    const view = await bulk.runs.start(wanted);
    await until('something is sent', () => posts(sandbox) > before);
    script.plan('confirm', /^Cancel the run of leads/, 'Stop Sending');
    await run('cancelRun', bulk.tree.rootOf(view.id));
    await finished(view);
    const { tally, cancelled } = view.book;
    assert.equal(cancelled, true);
    assert.ok(tally.succeeded > 0 && tally.skipped > 0, JSON.stringify(tally));
    assert.equal(tally.succeeded + tally.skipped, 3000);
    await assertOnce(sandbox, wanted, tally.succeeded);
    assert.match(String(bulk.tree.item(bulk.tree.rootOf(view.id)!).description), /^cancelled · .* not sent$/);
  });

  it('says so when the disk does not let a run be cancelled, and cancels it when it does', async () => {
    const at = await folder();
    let isFull = false;
    const write = () => {
      if (isFull) throw new Error('ENOSPC: no space left on device');
    };
    const runs = keep(
      runsIn(at, api, 30, {
        openForAppend: async (file, mode) => {
          const real = await openForAppend(file, mode);
          return { ...real, append: async bytes => (write(), real.append(bytes)) };
        },
      }),
    );
    sandbox.faults.always({ kind: 'delay', ms: 200, route: 'bulk' });
    const wanted = await newRun(at, connection, 100);
    const before = posts(sandbox);
    const view = await runs.start(wanted);
    await until('something is sent', () => posts(sandbox) > before);
    isFull = true;
    await assert.rejects(runs.cancel(view.id), isTrouble(/is not cancelled.*ENOSPC/));
    assert.equal(phase(view), 'paused journal');
    await assert.rejects(runs.cancel(view.id), isTrouble(/ENOSPC/), 'it is tried anew');
    isFull = false;
    const sent = posts(sandbox);
    await runs.cancel(view.id);
    await finished(view);
    const { tally, cancelled } = view.book;
    assert.deepEqual([cancelled, posts(sandbox)], [true, sent]);
    assert.ok(tally.skipped > 0 && tally.unknown > 0, JSON.stringify(tally));
    assert.equal(
      Object.values(tally).reduce((sum, count) => sum + count),
      100,
    );
  });

  it('shows another window the run, and lets it do nothing', async () => {
    const at = await folder();
    const mine = keep(runsIn(at, api));
    sandbox.faults.always({ kind: 'delay', ms: 200, route: 'bulk' });
    const wanted = await newRun(at, connection, 30);
    const view = await mine.start(wanted);
    const other = keep(runsIn(at, api));
    await other.families();
    const theirs = other.find(view.id);
    assert.ok(theirs !== undefined);
    await until('the lock was asked for', () => !theirs.mine);
    await assert.rejects(other.resume(view.id), isTrouble(/^Another window is at work on the run of leads/));
    await assert.rejects(other.look(view.id), isTrouble(/^Another window/));
    assert.equal(await other.remove(view.id), false);
    await finished(view);
    await until('its journal is read again', async () => {
      await other.refresh();
      return theirs.book.phase.kind === 'finished';
    });
    assert.equal(theirs.book.tally.succeeded, 30);
    assert.equal(theirs.mine, true, 'what is finished is nobody’s');
    await assertOnce(sandbox, wanted, 30);
  });

  describe('after a crash', () => {
    /** A run that a crash has cut off with two requests under way, of which the service has carried out both. */
    async function crashed(count: number): Promise<{ wanted: NewRun; id: string; at: string; sent: number }> {
      const [before, at] = [await folder(), await folder()];
      const runs = runsIn(before, api);
      const wanted = await newRun(before, connection, count);
      sandbox.faults.next({ kind: 'delay', ms: 1, route: 'bulk', times: 2 });
      sandbox.faults.always({ kind: 'delay', ms: 2_000, route: 'bulk' });
      const view = await runs.start(wanted);
      await until('two requests are under way', () => {
        const chunks = [...view.book.chunks()];
        const all = (kind: string) => chunks.filter(one => one.kind === kind).length;
        return all('accepted') >= 2 && all('sent') === 2;
      });
      await crash(before, at, view.id);
      runs.pause(view.id);
      await runs.close(10_000);
      sandbox.faults.clear();
      return { wanted, id: view.id, at, sent: posts(sandbox) };
    }

    it('shows what is known, follows its jobs, sends only on Resume, and nothing twice', async () => {
      const { wanted, id, at, sent } = await crashed(40);
      const runs = keep(runsIn(at, api));
      await runs.families();
      const view = runs.find(id)!;
      await until('it is taken up', () => phase(view) === 'paused restart');
      assert.equal(view.mine, true);
      await until('its jobs are followed to their end', () => view.book.tally.succeeded === 10);
      assert.deepEqual([view.book.tally.unknown, view.book.tally.pending], [10, 20]);
      assert.equal(posts(sandbox), sent);
      await runs.resume(id);
      await finished(view);
      assert.deepEqual([view.book.tally.unknown, view.book.tally.succeeded], [10, 30]);
      assert.equal(posts(sandbox), sent + 4);
      await assertOnce(sandbox, wanted, 40);
      // At once, while the run is still being let go.
      const looked = await runs.look(id);
      assert.deepEqual([looked?.end, looked?.arrived, looked?.inDoubt], ['done', 10, 10]);
      assert.equal(runs.find(id)?.book.tally.succeeded, 40);
    });

    it('sends nothing of a file that changed, or that is gone', async () => {
      const { wanted, id, at, sent } = await crashed(30);
      const runs = keep(runsIn(at, api));
      await runs.families();
      const view = runs.find(id)!;
      await until('it is taken up', () => phase(view) === 'paused restart');
      await appendFile(wanted.file.fsPath, ' ');
      await assert.rejects(runs.resume(id), isTrouble(/^Nothing was sent: leads .* has changed/));
      await writeFile(wanted.file.fsPath, 'x'.repeat(wanted.size));
      await assert.rejects(runs.resume(id), isTrouble(/^Nothing was sent: leads .* has changed/));
      await assert.rejects(runs.look(id), isTrouble(/has changed/));
      const { workspace } = await import('vscode');
      await workspace.fs.delete(wanted.file);
      await assert.rejects(runs.resume(id), isTrouble(/^Nothing was sent: leads .* is not there/));
      assert.equal(phase(view), 'paused restart');
      assert.equal(posts(sandbox), sent);
    });

    it('sends nothing to a connection that leads elsewhere', async () => {
      const { id, at, sent } = await crashed(30);
      const journal = path.join(at, `${id}.journal`);
      const { origin, baseUrl } = connection;
      const others = [
        { origin: 'https://elsewhere.example', baseUrl: 'https://elsewhere.example' },
        { origin, baseUrl: `${baseUrl}/another-team` },
      ];
      for (const other of others) {
        const runs = runsIn(at, {
          ...api,
          services: { ...api.services, connections: leadingTo(api, other) },
        });
        await runs.families();
        await assert.rejects(runs.resume(id), isTrouble(/was removed or now leads to another address/));
        await runs.close(1_000);
      }
      assert.equal(posts(sandbox), sent);
      assert.ok(existsSync(journal));
    });
  });

  it('deletes a run after asking, and old finished runs by itself', async () => {
    const at = await folder();
    const view = await bulk.runs.start(await newRun(at, connection, 4));
    await finished(view);
    const journal = path.join(api.services.bulk.folder, `${view.id}.journal`);
    assert.ok(existsSync(journal));
    const node = bulk.tree.rootOf(view.id);
    script.plan('confirm', /^Delete the journal of the run of leads .* \(\d[\d.]* (bytes|kB)\)\?/, undefined);
    await run('deleteRun', node);
    assert.ok(existsSync(journal));
    script.plan('confirm', /^Delete the journal of the run of leads/, 'Delete');
    await run('deleteRun', node);
    assert.ok(!existsSync(journal));
    assert.equal(bulk.runs.find(view.id), undefined);
  });

  it('gives up jobs that cannot be followed, one or all of them', async () => {
    const at = await folder();
    const runs = keep(runsIn(at, api));
    sandbox.faults.always({ kind: '403', route: 'job' });
    const wanted = await newRun(at, connection, 20);
    const view = await runs.start(wanted);
    const { tree } = bulk;
    await until('all is sent and no job can be followed', () => {
      return (
        view.jobs.length === 4 && view.jobs.every(({ lastPollProblem }) => lastPollProblem !== undefined)
      );
    });
    assert.equal(await runs.giveUpAll(view.id), 4);
    await finished(view);
    assert.deepEqual([view.book.tally.unknown, view.book.tally.succeeded], [20, 0]);
    sandbox.faults.clear();
    const mine = await bulk.runs.start(await newRun(at, connection, 3));
    await finished(mine);
    script.plan('info', /^All jobs of the run of leads/, undefined);
    await run('giveUpAllJobs', tree.rootOf(mine.id));
  });

  it('asks before jobs are given up, and deletes all finished runs at once', async () => {
    const at = await folder();
    sandbox.faults.always({ kind: '403', route: 'job' });
    const view = await bulk.runs.start(await newRun(at, connection, 3));
    await until('its job cannot be followed', () => view.jobs[0]?.lastPollProblem !== undefined);
    const root = bulk.tree.rootOf(view.id)!;
    assert.match(bulk.tree.item(root).contextValue ?? '', /\.mine\.jobs$/);
    const row = (await bulk.tree.children(root)).find(({ type }) => type === 'job');
    assert.equal(bulk.tree.item(row!).contextValue, 'job.problem');
    script.plan('confirm', /^Stop asking for this job/, undefined);
    await run('giveUpJob', row);
    assert.equal(view.book.tally.pending, 3);
    script.plan('confirm', /^Stop asking for 1 jobs of leads .*, with 3 entries/, 'Give Up');
    await run('giveUpAllJobs', root);
    await finished(view);
    assert.equal(view.book.tally.unknown, 3);
    sandbox.faults.clear();
    script.plan('confirm', /^Delete the journals of \d+ runs/, 'Delete');
    await run('deleteFinishedRuns');
    assert.equal(bulk.runs.find(view.id), undefined);
    script.plan('info', /^There is no finished run/, undefined);
    await run('deleteFinishedRuns');
  });

  it('begins nothing where no journal can be kept', async () => {
    const at = await folder();
    const wanted = await newRun(at, connection, 2);
    await writeFile(path.join(at, 'no folder'), '');
    const runs = keep(runsIn(path.join(at, 'no folder'), api));
    const before = posts(sandbox);
    await assert.rejects(runs.start(wanted));
    assert.equal(posts(sandbox), before);
  });

  it('deletes the journals of a family whole, also when nobody looks at it', async () => {
    const view = await bulk.runs.start(await newRun(await folder(), connection, 2));
    await finished(view);
    const at = api.services.bulk.folder;
    const { run: like } = view.book;
    const old = await oldRun(at, like, 'old-family', { kind: 'cancelled' });
    const journal = path.join(at, `${old}.journal`);
    const then = new Date(Date.now() - 40 * 86_400_000);
    await utimes(journal, then, then);
    await api.services.bulk.expire();
    assert.ok(!existsSync(journal));
    assert.ok(bulk.runs.find(view.id));
    assert.equal(await bulk.runs.remove(view.id), true);
  });

  it('deletes what is over after its time, and nothing else', async () => {
    const at = await folder();
    const runs = keep(runsIn(at, api));
    const recent = await runs.start(await newRun(at, connection, 2));
    await finished(recent);
    await until('it is let go', () => runs.driven().length === 0);
    const { run: like } = recent.book;
    const old = await oldRun(at, like, 'old', { kind: 'cancelled' });
    const paused = await oldRun(at, like, 'paused', { kind: 'paused', why: 'user' });
    const ids = async (days: number) =>
      (await keep(runsIn(at, api, days)).families())
        .flatMap(({ runs: all }) => all.map(({ id }) => id))
        .sort();
    assert.deepEqual(await ids(39), [recent.id, paused].sort());
    assert.ok(!existsSync(path.join(at, `${old}.journal`)));
    await oldRun(at, like, old, { kind: 'cancelled' });
    assert.deepEqual(await ids(0), [recent.id, old, paused].sort());
  });

  it('shows a run whose record is damaged, does not go on with it, and deletes it', async () => {
    const at = await folder();
    const runs = keep(runsIn(at, api));
    const view = await runs.start(await newRun(at, connection, 12));
    await finished(view);
    await until('it is let go', () => runs.driven().length === 0);
    const journal = path.join(at, `${view.id}.journal`);
    const lines = (await readFile(journal, 'utf8')).split('\n');
    await writeFile(
      journal,
      lines.map((line, i) => (i === 3 ? line.replace('"t"', '"x"') : line)).join('\n'),
    );
    await writeFile(path.join(at, 'none.journal'), 'nothing of ours\n');
    const found = keep(runsIn(at, api));
    await found.families();
    const damaged = found.find(view.id);
    assert.equal(damaged?.damaged, true);
    await assert.rejects(found.resume(view.id), isTrouble(/^The journal of the run of leads .* is damaged/));
    await assert.rejects(found.look(view.id), isTrouble(/is damaged/));
    assert.deepEqual([...found.unreadable.keys()], ['none']);
    assert.equal(await found.remove(view.id), true);
    assert.equal(await found.remove('none'), true);
    assert.deepEqual(
      (await readdir(at)).filter(name => name.endsWith('.journal')),
      [],
    );
  });

  it('shows counts and causes below a run', async () => {
    const at = await folder();
    const wanted = await newRun(at, connection, 6);
    sandbox.faults.next({ kind: '500', route: 'bulk' });
    const view = await bulk.runs.start(wanted);
    await finished(view);
    assert.equal(view.book.tally.unknown, 6);
    const { tree } = bulk;
    const root = tree.rootOf(view.id)!;
    assert.ok((await tree.children()).includes(root));
    const item = tree.item(root);
    assert.equal(item.contextValue, 'run.finished.mine.doubt');
    assert.equal(item.description, '0 created · 6 in doubt');
    const [verdict, ...more] = await tree.children(root);
    assert.deepEqual(more, []);
    assert.equal(tree.item(verdict!).contextValue, 'verdict.unknown');
    assert.deepEqual(
      (await tree.children(verdict)).map(node => tree.item(node).contextValue),
      ['cause.unknown', 'chunk.unknown'],
    );
    script.allow('confirm', /./, undefined);
    await run('lookForEntries', root);
    const { text } = await script.heard(/entries were in doubt/);
    assert.match(text, /6 were not seen, which does not prove/);
    assert.equal(tree.item(root).contextValue, 'run.finished.mine.doubt.unseen');
    script.plan(
      'confirm',
      /^Send 6 entries of leads .* that were not seen to Lead/,
      'Send Unseen Ones Again',
    );
    await run('sendUnseen', root);
    const family = bulk.runs.familyOf(view.id)!;
    const again = family.runs.at(-1)!;
    assert.deepEqual([family.runs.length, again.book.run.origin], [2, 'unseen']);
    await finished(again);
    assert.equal(bulk.runs.familyOf(view.id)?.tally.succeeded, 6);
    assert.match(tree.item(tree.rootOf(view.id)!).contextValue ?? '', /^family\.finished\.mine$/);
    await assertOnce(sandbox, wanted, 6);
  });
});

/** The connections, all leading to another address. */
function leadingTo(
  { services: { connections } }: TestApi,
  address: Pick<Connection, 'origin' | 'baseUrl'>,
): TestApi['services']['connections'] {
  const other = (id: string) => {
    const found = connections.find(id);
    return found && { ...found, ...address };
  };
  return { find: other, onDidChange: connections.onDidChange } as unknown as typeof connections;
}
