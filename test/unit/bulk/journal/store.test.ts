import assert from 'node:assert/strict';
import { readdir, readFile, stat, truncate, utimes, writeFile, appendFile } from 'node:fs/promises';
import path from 'node:path';
import { JournalDamaged, JournalFailed } from '../../../../src/core/bulk/journal/journal';
import { JournalStore, RunLocked, type StoreOptions } from '../../../../src/core/bulk/journal/store';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { intent, outcome, rows, runRecord, running } from '../records';
import { all, scratchFolder } from './folder';

describe('JournalStore', () => {
  const folder = scratchFolder();
  const store = (options?: Partial<StoreOptions>) =>
    new JournalStore(path.join(folder(), 'runs'), { redact: text => text, ...options });
  const file = (id = 'run-1') => path.join(folder(), 'runs', `${id}.journal`);
  const run = runRecord();
  const records: JournalRecord[] = [run, running, intent(1, '0+5'), outcome(1, 'accepted')];

  async function write(...list: JournalRecord[]): Promise<void> {
    const journal = await store().create(run);
    await Promise.all(list.map(record => journal.append(record)));
    await journal.close();
  }

  async function damageOf(reading: Promise<unknown>): Promise<unknown> {
    const error = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof JournalDamaged, String(error));
    return error.damage;
  }

  it('keeps the records of a run', async () => {
    await write(...records.slice(1));
    assert.deepEqual(await all(store().read('run-1')), records);
    const reading = store().read('run-1');
    await all(reading);
    assert.deepEqual(await all(reading), records, 'a second time');
  });

  it('goes on where it was', async () => {
    await write(running);
    const opened = await store().open('run-1');
    assert.equal(opened.torn, 0);
    await opened.journal.append(intent(1, '0+5'));
    assert.deepEqual(await all(opened.records), records.slice(0, 2), 'what was there when it was opened');
    await opened.journal.append(outcome(1, 'accepted'));
    await opened.journal.close();
    assert.deepEqual(await all(store().read('run-1')), records);
  });

  it('can be read while it is written', async () => {
    const journal = await store().create(run);
    await journal.append(running);
    assert.deepEqual(await all(store().read('run-1')), [run, running]);
    await journal.close();
  });

  it('streams lines that are longer than a block', async () => {
    const long = rows(1, { entry: 0, verdict: 'failed', message: 'x'.repeat(300_000) });
    await write(running, long, long, intent(2, '5'));
    assert.deepEqual(await all(store().read('run-1')), [run, running, long, long, intent(2, '5')]);
    const { journal, torn } = await store().open('run-1');
    await journal.close();
    assert.equal(torn, 0);
  });

  it('ignores a tail that was torn anywhere, and cuts it off before it goes on', async () => {
    await write(...records.slice(1));
    const bytes = await readFile(file());
    const start = bytes.lastIndexOf('\n', -2) + 1;
    for (let length = start; length < bytes.length; length += length === start ? 1 : 23) {
      await writeFile(file(), bytes.subarray(0, length));
      assert.deepEqual(await all(store().read('run-1')), records.slice(0, 3));
      const { journal, torn } = await store().open('run-1');
      assert.equal(torn, length - start);
      await journal.append(outcome(1, 'unknown'));
      await journal.close();
      assert.deepEqual(await all(store().read('run-1')), [...records.slice(0, 3), outcome(1, 'unknown')]);
    }
  });

  it('takes blocks that were never written for a torn tail', async () => {
    await write(...records.slice(1));
    const bytes = await readFile(file());
    const start = bytes.lastIndexOf('\n', -2) + 1;
    const holes = [Buffer.alloc(5000), Buffer.concat([Buffer.alloc(20), bytes.subarray(start + 20)])];
    for (const hole of holes) {
      await writeFile(file(), Buffer.concat([bytes.subarray(0, start), hole]));
      assert.deepEqual(await all(store().read('run-1')), records.slice(0, 3));
      const { journal, torn } = await store().open('run-1');
      await journal.close();
      assert.equal(torn, hole.length);
    }
  });

  it('tells damage from a torn tail, and never reads past it', async () => {
    await write(...records.slice(1));
    const bytes = await readFile(file());
    const starts = [0];
    for (let at = bytes.indexOf('\n'); at < bytes.length - 1; at = bytes.indexOf('\n', at + 1))
      starts.push(at + 1);
    assert.equal(starts.length, 4);
    for (const [index, offset] of starts.entries()) {
      const broken = Buffer.from(bytes);
      broken[offset + 30] = (broken[offset + 30] ?? 0) ^ 1;
      await writeFile(file(), broken);
      const damage = { reason: 'checksum', line: index + 1, offset };
      const seen: JournalRecord[] = [];
      const reading = (async () => {
        for await (const record of store().read('run-1')) seen.push(record);
      })();
      assert.deepEqual(await damageOf(reading), damage);
      assert.deepEqual(seen, records.slice(0, index));
      assert.deepEqual(await damageOf(store().open('run-1')), damage);
      assert.deepEqual(await readFile(file()), broken, 'nothing is cut off');
    }
    const zeroed = Buffer.from(bytes).fill(0, starts[1], starts[2]);
    await writeFile(file(), zeroed);
    assert.deepEqual(await damageOf(store().open('run-1')), {
      reason: 'checksum',
      line: 2,
      offset: starts[1],
    });
  });

  it('misses a line, and notices one too many', async () => {
    await write(...records.slice(1));
    const lines = (await readFile(file(), 'latin1')).split('\n');
    const without = [lines[0], lines[2], lines[3], ''].join('\n');
    const twice = [lines[0], lines[1], lines[1], lines[2], ''].join('\n');
    for (const [text, line] of [
      [without, 2],
      [twice, 3],
    ] as const) {
      await writeFile(file(), text, 'latin1');
      const damage = (await damageOf(store().open('run-1'))) as { reason: string; line: number };
      assert.deepEqual([damage.reason, damage.line], ['sequence', line]);
    }
  });

  it('knows a journal that is none, or of a later version', async () => {
    const later = await store().create({ ...run, version: 2 } as never);
    await later.close();
    assert.deepEqual(await damageOf(all(store().read('run-1'))), {
      reason: 'unsupported',
      line: 1,
      offset: 0,
    });
    await writeFile(file(), '');
    assert.deepEqual(await damageOf(store().open('run-1')), { reason: 'empty', line: 1, offset: 0 });
    await write(run).catch(() => undefined);
    await truncate(file());
    await appendFile(file(), '{"some":"json"}\n');
    assert.deepEqual(await damageOf(store().open('run-1')), { reason: 'checksum', line: 1, offset: 0 });
    await assert.rejects(store().open('run-2'), { code: 'ENOENT' });
    await assert.rejects(all(store().read('run-2')), { code: 'ENOENT' });
  });

  it('lists what there is, the latest first', async () => {
    assert.deepEqual(await store().list(), []);
    for (const id of ['a', 'b', 'c']) {
      const journal = await store().create({ ...run, id });
      await journal.close();
    }
    await utimes(file('b'), 10, 5000);
    await utimes(file('a'), 10, 4000);
    await utimes(file('c'), 10, 3000);
    await writeFile(file('c'), 'torn');
    await utimes(file('c'), 10, 3000);
    await writeFile(path.join(folder(), 'runs', 'notes.txt'), '');
    const { size } = await stat(file('a'));
    assert.deepEqual(await store().list(), [
      { id: 'b', size, modifiedAt: 5_000_000, run: { ...run, id: 'b' } },
      { id: 'a', size, modifiedAt: 4_000_000, run: { ...run, id: 'a' } },
      { id: 'c', size: 4, modifiedAt: 3_000_000, damaged: { reason: 'empty', line: 1, offset: 0 } },
    ]);
  });

  it('never begins the same journal twice, and leaves none behind that has no run', async () => {
    await write(running);
    await assert.rejects(store().create(run), { code: 'EEXIST' });
    assert.deepEqual(await all(store().read('run-1')), [run, running]);
    const full = store({
      openForAppend: async target => {
        await writeFile(target, 'half');
        const fail = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
        return { append: fail, flush: fail, close: () => Promise.resolve() };
      },
    });
    await assert.rejects(full.create({ ...run, id: 'run-2' }), JournalFailed);
    assert.deepEqual((await readdir(path.join(folder(), 'runs'))).sort(), ['run-1.journal']);
  });

  it('takes no id that is a path', async () => {
    for (const id of ['', '../x', 'a/b', 'a\\b', 'A', '.', 'a.b', 'x'.repeat(101)]) {
      await assert.rejects(store().create({ ...run, id }), RangeError, id);
      await assert.rejects(store().remove(id), RangeError, id);
      assert.throws(() => store().read(id), RangeError, id);
    }
  });

  it('removes for certain, but not under a run', async () => {
    await write(running);
    const lock = await store().lock('run-1');
    assert.ok(!('heldBy' in lock));
    await assert.rejects(
      store().remove('run-1'),
      (error: unknown) => error instanceof RunLocked && error.heldBy.here,
    );
    assert.equal((await all(store().read('run-1'))).length, 2);
    await lock.release();
    await store().remove('run-1');
    assert.deepEqual(await readdir(path.join(folder(), 'runs')), []);
    await store().remove('run-1');
    assert.deepEqual(await readdir(path.join(folder(), 'runs')), []);
  });

  it('writes only while the lock is held', async () => {
    const lock = await store().lock('run-1');
    assert.ok(!('heldBy' in lock));
    const journal = await store().create(run, lock);
    await journal.append(running);
    await lock.release();
    await assert.rejects(journal.append(intent(1, '0')), { name: 'LockLost' });
    await journal.close();
    assert.deepEqual(await all(store().read('run-1')), [run, running]);
  });
});
