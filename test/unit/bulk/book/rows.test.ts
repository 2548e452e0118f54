import assert from 'node:assert/strict';
import { foldRun } from '../../../../src/core/bulk/book/fold';
import { rowsOf } from '../../../../src/core/bulk/book/rows';
import { ImpossibleRecord } from '../../../../src/core/bulk/book/types';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { allRows } from '../journal/folder';
import { cancelled, intent, look, outcome, rows, runRecord, running, same, why } from '../records';

describe('rowsOf', () => {
  function stored(...records: JournalRecord[]): AsyncIterable<JournalRecord> {
    return { [Symbol.asyncIterator]: () => generator(records) };
  }

  async function* generator(records: readonly JournalRecord[]): AsyncGenerator<JournalRecord, void, void> {
    for (const record of records) yield await Promise.resolve(record);
  }

  it('tells the last word on each entry, in the order of the journal, with all that came with it', async () => {
    const detail = { message: 'bad', field: 'city', processId: 'p', key: 'k' };
    const records = stored(
      runRecord('0+10', '11'),
      running,
      intent(1, '0+4'),
      intent(2, '4'),
      intent(3, '5'),
      outcome(2, 'refused'),
      outcome(3, 'unknown'),
      outcome(1, 'accepted'),
      same(1, '0+4', 'succeeded'),
      {
        t: 'verdicts',
        at: 1,
        chunk: 1,
        way: 'key',
        same: { entries: '1+2', verdict: 'invalid' },
        rows: [{ entry: 2, verdict: 'failed', ...detail }],
      },
      { t: 'look', at: 1, arrived: [{ entry: 5, processId: 'q', key: 'x' }], unseen: '' },
      cancelled,
    );
    assert.deepEqual(await allRows(rowsOf(records)), [
      { entry: 11, verdict: 'skipped' },
      { entry: 4, verdict: 'refused', why, chunk: 2 },
      { entry: 0, verdict: 'succeeded', chunk: 1, way: 'counts' },
      { entry: 3, verdict: 'succeeded', chunk: 1, way: 'counts' },
      { entry: 1, verdict: 'invalid', chunk: 1, way: 'key' },
      { entry: 2, verdict: 'failed', chunk: 1, way: 'key', ...detail },
      { entry: 5, verdict: 'succeeded', way: 'look', processId: 'q', key: 'x' },
      { entry: 6, verdict: 'skipped' },
      { entry: 7, verdict: 'skipped' },
      { entry: 8, verdict: 'skipped' },
      { entry: 9, verdict: 'skipped' },
    ]);
  });

  it('tells an entry once that a record names twice', async () => {
    const twice = rows(
      1,
      { entry: 0, verdict: 'failed', message: 'a' },
      { entry: 0, verdict: 'invalid', message: 'b' },
    );
    const records = stored(runRecord('0'), running, intent(1, '0'), outcome(1, 'accepted'), twice);
    assert.deepEqual(await allRows(rowsOf(records)), [
      { entry: 0, verdict: 'invalid', message: 'b', chunk: 1, way: 'key' },
    ]);
  });

  it('goes no further than the journal went when it began', async () => {
    const records: JournalRecord[] = [
      runRecord('0+2'),
      running,
      intent(1, '0+2'),
      outcome(1, 'accepted'),
      same(1, '0', 'failed'),
    ];
    let readings = 0;
    const growing = {
      [Symbol.asyncIterator]: () => {
        if (++readings === 2) records.push(same(1, '0+2', 'succeeded'));
        return generator([...records]);
      },
    };
    assert.deepEqual(await allRows(rowsOf(growing)), [
      { entry: 0, verdict: 'failed', chunk: 1, way: 'counts' },
    ]);
  });

  it('comes in batches, makes only the rows that are wanted, and lets others have their turn', async () => {
    const records = stored(
      runRecord('0+1200', '', 1200),
      running,
      intent(1, '0+1200'),
      outcome(1, 'accepted'),
      same(1, '0+1200', 'succeeded'),
    );
    const sizes: number[] = [];
    for await (const batch of rowsOf(records)) sizes.push(batch.length);
    assert.deepEqual(sizes, [500, 500, 200]);
    const wanted = await allRows(rowsOf(records, entry => entry % 600 === 1));
    assert.deepEqual(
      wanted.map(({ entry }) => entry),
      [1, 601],
    );
  });

  it('needs records that can be read twice', async () => {
    await assert.rejects(allRows(rowsOf(generator([runRecord()]))), TypeError);
  });

  it('and the book refuse what is no history', async () => {
    for (const records of [stored(running), stored(runRecord(), look([0]))]) {
      await assert.rejects(allRows(rowsOf(records)), ImpossibleRecord);
      await assert.rejects(foldRun(records), ImpossibleRecord);
    }
    await assert.rejects(foldRun(stored()), ImpossibleRecord);
    assert.deepEqual(await allRows(rowsOf(stored())), []);
  });
});
