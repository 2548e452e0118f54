import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { RunBook } from '../../../../src/core/bulk/book/book';
import type { ReportRow } from '../../../../src/core/bulk/book/changes';
import { foldRun } from '../../../../src/core/bulk/book/fold';
import { rowsOf } from '../../../../src/core/bulk/book/rows';
import { encodeLine } from '../../../../src/core/bulk/journal/line';
import { JournalStore } from '../../../../src/core/bulk/journal/store';
import { verdicts, type JournalRecord, type Verdict } from '../../../../src/core/bulk/records';
import { allRows, scratchFolder } from '../journal/folder';
import { historyOf, type History } from './histories';

describe('Histories of runs', () => {
  const histories = fc.array(fc.nat(1000), { minLength: 5, maxLength: 150, size: 'max' }).map(historyOf);

  function isState(book: RunBook, { states, unsent }: History, count: number): void {
    const expected = states[count] ?? [];
    assert.deepEqual(
      [...book.verdictBytes].map(byte => verdicts[byte]),
      expected,
    );
    assert.deepEqual([...book.unsent], unsent[count]);
    const inRun = expected.filter(verdict => verdict !== 'outside');
    for (const verdict of verdicts) {
      if (verdict !== 'outside')
        assert.equal(book.tally[verdict], inRun.filter(each => each === verdict).length);
    }
    const caused = inRun.filter(verdict => !['pending', 'succeeded', 'skipped'].includes(verdict));
    assert.equal(
      book.causes().reduce((sum, cause) => sum + cause.count, 0),
      caused.length,
    );
    const held = [...book.chunks()].filter(({ kind }) => kind !== 'planned' && kind !== 'skipped');
    const owned = [...book.unsent, ...held.flatMap(chunk => [...chunk.entries])];
    assert.equal(new Set(owned).size, owned.length, 'no entry in two places');
    assert.equal(held.reduce((sum, chunk) => sum + chunk.pending, 0) + book.unsent.size, book.tally.pending);
    for (const entry of book.unseen)
      assert.ok(['unknown', 'untracked', 'unmatched'].includes(book.verdict(entry)));
  }

  it('add up to what happened, after every record', () => {
    fc.assert(
      fc.property(histories, history => {
        const book = RunBook.of(history.run);
        isState(book, history, 0);
        history.records.forEach((record, index) => {
          book.apply(record);
          isState(book, history, index + 1);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('of every kind are tried', () => {
    const seen = new Set<string>();
    for (const { records, states } of fc.sample(histories, { numRuns: 30, seed: 1 })) {
      for (const record of records)
        seen.add(
          record.t === 'outcome' ? record.outcome.kind : record.t === 'phase' ? record.phase.kind : record.t,
        );
      for (const verdict of states.at(-1) ?? []) seen.add(`a ${verdict}`);
    }
    const expected = [
      'intent',
      'poll',
      'page',
      'verdicts',
      'look',
      'accepted',
      'untracked',
      'refused',
      'unknown',
      'again',
      'tooLarge',
    ];
    for (const kind of [
      ...expected,
      'running',
      'paused',
      'cancelled',
      'finished',
      ...verdicts.map(verdict => `a ${verdict}`),
    ]) {
      assert.ok(seen.has(kind), kind);
    }
  });

  it('can be cut anywhere: a crash loses nothing and makes nothing be sent twice', () => {
    fc.assert(
      fc.property(histories, fc.nat(1000), (history, cut) => {
        const count = cut % (history.records.length + 1);
        const book = RunBook.of(history.run);
        for (const record of history.records.slice(0, count)) book.apply(record);
        const sent = [...book.chunks()].filter(({ kind }) => kind === 'sent');
        const before = [...book.unsent];
        for (const record of book.afterCrash(1)) book.apply(record);
        assert.deepEqual([...book.unsent], before, 'what was sent is not unsent');
        for (const { id, entries } of sent) {
          assert.equal(book.chunk(id)?.kind, 'unknown');
          for (const entry of entries) assert.equal(book.verdict(entry), 'unknown');
        }
        assert.ok(!['running', 'waiting'].includes(book.phase.kind));
      }),
      { numRuns: 30 },
    );
  });

  describe('on disk', () => {
    const folder = scratchFolder();

    it('torn at any byte are the history up to the last whole record', async () => {
      const store = new JournalStore(folder(), { redact: text => text });
      await fc.assert(
        fc.asyncProperty(histories, fc.nat(), async (history, cut) => {
          const lines = [history.run, ...history.records].map((record, index) =>
            encodeLine(record, index + 1),
          );
          const bytes = Buffer.concat(lines);
          const whole = lines[0]?.length ?? 0;
          const length = whole + (cut % (bytes.length - whole + 1));
          await writeFile(path.join(folder(), 'run-1.journal'), bytes.subarray(0, length));
          const count = bytes.subarray(whole, length).filter(byte => byte === 10).length;
          isState(await foldRun(store.read('run-1')), history, count);
          const { journal, records, torn } = await store.open('run-1');
          assert.equal(torn, length - Buffer.concat(lines.slice(0, count + 1)).length);
          await journal.close();
          isState(await foldRun(records), history, count);
        }),
        { numRuns: 10 },
      );
    });
  });

  it('have one report row for each entry that has a verdict: the last one', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ run, records, states }) => {
        const list: JournalRecord[] = [run, ...records];
        const found = await allRows(rowsOf({ [Symbol.asyncIterator]: () => iterate(list) }));
        const byEntry = new Map<number, ReportRow>(found.map(row => [row.entry, row]));
        assert.equal(byEntry.size, found.length, 'once each');
        const expected = (states.at(-1) ?? []).flatMap((verdict, entry): [number, Verdict][] =>
          verdict === 'outside' || verdict === 'pending' ? [] : [[entry, verdict]],
        );
        const got = [...byEntry.values()].map(({ entry, verdict }): [number, Verdict] => [entry, verdict]);
        assert.deepEqual(
          got.sort(([a], [b]) => a - b),
          expected,
        );
        for (const { entry, message } of found)
          if (message !== undefined) assert.equal(message, `about ${entry}`);
      }),
      { numRuns: 30 },
    );
  });
});

async function* iterate<T>(items: readonly T[]): AsyncGenerator<T, void, void> {
  for (const item of items) yield await Promise.resolve(item);
}
