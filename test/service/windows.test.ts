import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { EntrySet } from '../../src/core/bulk/entrySet';
import { entriesAgain } from '../../src/core/bulk/book/sendAgain';
import type { JournalRecord } from '../../src/core/bulk/records';
import type { NewRun } from '../../src/vscode/bulk/types';
import {
  cancelled,
  finished,
  intent,
  outcome,
  paused,
  poll,
  rows,
  running,
  same,
} from '../unit/bulk/records';
import { newRun, scratchFolders, Window } from '../unit/bulk/runs/window';

const isTrouble = (pattern: RegExp) => (error: unknown) =>
  error instanceof Error && error.name === 'Trouble' && pattern.test(error.message);

describe('runs in several windows', () => {
  const scratch = scratchFolders();
  const windows: Window[] = [];
  const open = (...args: ConstructorParameters<typeof Window>) => {
    const window = new Window(...args);
    windows.push(window);
    return window;
  };
  afterEach(async () => {
    for (const window of windows.splice(0)) await window.close();
  });

  /** 0 and 1 failed, the others succeeded. */
  const story = [
    running,
    intent(1, '0+4'),
    outcome(1, 'accepted'),
    rows(
      1,
      { entry: 0, verdict: 'failed' },
      { entry: 1, verdict: 'failed' },
      { entry: 2, verdict: 'succeeded' },
      { entry: 3, verdict: 'succeeded' },
    ),
    poll(1, 'finished'),
    finished,
  ] as const;
  const retried = [
    running,
    intent(1, '0+2'),
    outcome(1, 'accepted'),
    same(1, '0+2', 'succeeded'),
    poll(1, 'finished'),
    finished,
  ] as const;

  async function failed() {
    const a = open(await scratch());
    const wanted = await newRun(a.folder);
    const run = await a.play(wanted, ...story);
    const retry: NewRun = { ...wanted, entries: EntrySet.range(0, 2), origin: 'retry', family: run.id };
    return { a, wanted, run, retry };
  }
  const journals = async ({ folder }: Window) =>
    (await readdir(folder)).filter(name => name.endsWith('.journal')).length;

  it('send what failed once, however many windows ask', async () => {
    const { a, run, retry } = await failed();
    const b = open(a.folder);
    await b.shelf.ready();
    const again = await a.play(retry, ...retried);
    assert.equal(again.id, `${run.id}-r2`);
    assert.deepEqual(again.book.run.earlier, [run.id]);
    assert.deepEqual([...entriesAgain([b.shelf.find(run.id)!.book], 'retry')], [0, 1], 'as b has it');
    await assert.rejects(b.begin(retry), isTrouble(/changed meanwhile/));
    assert.equal(await journals(a), 2);
  });

  it('begin one run where two windows begin the same', async () => {
    const { a, retry } = await failed();
    const b = open(a.folder);
    await b.shelf.ready();
    const results = await Promise.allSettled([a.begin(retry), b.begin(retry)]);
    assert.deepEqual(
      results.map(({ status }) => status).sort(),
      ['fulfilled', 'rejected'],
      inspect(results, { depth: 1 }),
    );
    assert.equal(await journals(a), 2);
  });

  it('begin nothing new that another window began while the user was asked', async () => {
    const a = open(await scratch());
    const b = open(a.folder);
    const wanted = await newRun(a.folder);
    await b.shelf.ready();
    const asked = Date.now() - 1_000;
    const run = await a.begin({ ...wanted, asked, earlier: [] });
    await assert.rejects(b.begin({ ...wanted, asked, earlier: [] }), isTrouble(/changed meanwhile/));
    await a.drivers.letGo(run);
    const told = await b.begin({ ...wanted, asked, earlier: [run.id] });
    assert.equal(await journals(a), 2);
    await b.drivers.letGo(told);
  });

  it('send nothing of a family that has lost a run', async () => {
    const { a, run, retry } = await failed();
    const again = await a.play(retry, ...retried);
    const file = path.join(a.folder, `${again.id}.journal`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"t"', '"x"'));
    const b = open(a.folder);
    await b.shelf.ready();
    assert.deepEqual([...b.shelf.unreadable.keys()], [again.id]);
    assert.deepEqual(b.families()[0]?.missing, [again.id]);
    await assert.rejects(b.begin(retry), isTrouble(/deleted or cannot be read/));
    await writeFile(file, text);
    await writeFile(path.join(a.folder, `${run.id}.journal`), 'nothing of ours\n');
    const c = open(a.folder);
    await c.shelf.ready();
    const rest: NewRun = { ...retry, origin: 'rest', entries: EntrySet.of([2, 3]) };
    await assert.rejects(c.begin(rest), isTrouble(/deleted or cannot be read/));
  });

  it('delete families whole when their time is over, and not before', async () => {
    const { a, retry } = await failed();
    await a.play(retry, ...retried.map(record => ({ ...record, at: Date.now() })));
    const kept = open(a.folder, 30);
    await kept.shelf.ready();
    assert.equal([...kept.shelf.runs()].length, 2, 'the first one is long over, the retry is not');
    const late = open(a.folder, 1e-9);
    await late.shelf.ready();
    assert.equal(await journals(a), 0);
  });

  it('keep whatever is open, however far ahead or back the clock is set', async () => {
    const folder = await scratch();
    const a = open(folder);
    const wanted = await newRun(folder);
    const play = async (...records: readonly JournalRecord[]) => (await a.play(wanted, ...records)).id;
    const sent = [running, intent(1, '0+4'), outcome(1, 'accepted')] as const;
    const kept = [
      await play(),
      await play(...sent),
      await play(...sent, paused),
      await play(...sent, cancelled),
      await play(...sent, poll(1, 'finished'), cancelled),
    ];
    const over = await play(...story);
    // A family is as open as the run of it that is.
    const first = await a.play(wanted, ...story);
    const again = { ...wanted, entries: EntrySet.range(0, 2), origin: 'retry', family: first.id } as const;
    kept.push(first.id, (await a.play(again, running)).id);
    const idsAt = async (year: number): Promise<string[]> => {
      const window = open(folder, 30, false, () => Date.UTC(year, 0));
      await window.shelf.ready();
      await window.shelf.expire();
      return [...window.shelf.runs()].map(({ id }) => id).sort();
    };
    assert.deepEqual(await idsAt(1970), [...kept, over].sort());
    assert.deepEqual(await idsAt(2300), [...kept].sort());
    assert.equal(await journals(a), kept.length);
  });

  it('show one that another window has finished as anybody’s', async () => {
    const a = open(await scratch());
    const run = await a.begin(await newRun(a.folder));
    await run.driven!.engine.quiet();
    const b = open(a.folder, 0, true);
    await b.shelf.ready();
    const theirs = b.shelf.find(run.id)!;
    while (!theirs.elsewhere) await new Promise(setImmediate);
    await a.append(run.id, running);
    await b.shelf.refreshAll();
    assert.equal(theirs.mine, false);
    await a.append(run.id, ...story.slice(1));
    await b.shelf.refreshAll();
    assert.deepEqual([theirs.phase.kind, theirs.mine, theirs.elsewhere], ['finished', true, false]);
  });

  it('let go of one that only waits there when another window wants it', async () => {
    const a = open(await scratch());
    const run = await a.begin(await newRun(a.folder));
    const b = open(a.folder);
    await b.shelf.ready();
    const theirs = b.shelf.find(run.id)!;
    const driven = await b.drivers.use(theirs, one => one);
    assert.equal(theirs.driven, driven);
    assert.deepEqual([run.driven, run.elsewhere], [undefined, true]);
  });

  it('keep one that is at work', async () => {
    const a = open(await scratch());
    const run = await a.begin(await newRun(a.folder));
    run.users++;
    const b = open(a.folder);
    await b.shelf.ready();
    const use = b.drivers.use(b.shelf.find(run.id)!, () => undefined);
    await assert.rejects(use, isTrouble(/^Another window is at work/));
    assert.notEqual(run.driven, undefined);
  });

  it('are all shown when one journal cannot be read', async () => {
    const { a, run } = await failed();
    await mkdir(path.join(a.folder, 'bad.journal'));
    const b = open(a.folder);
    await b.shelf.ready();
    assert.ok(b.shelf.find(run.id));
    assert.match(b.shelf.unreadable.get('bad')?.refused ?? '', /EISDIR/);
  });
});
