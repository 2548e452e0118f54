import assert from 'node:assert/strict';
import type { ProcessQuery } from '../../../../src/core/api/processes';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { look } from '../../../../src/core/bulk/run/look';
import type { JsonObject } from '../../../../src/core/json';
import { TestClock } from './lib/clock';
import { bookOf, fileOf, keylessRunOf, ok, runOf, statusOf } from './lib/world';

const hour = 3_600_000;
/** When the run began. */
const at = runOf(1).at;

/** A run of which everything is unknown, and a List that answers with these processes. */
function scene(entries: readonly string[], processes: readonly JsonObject[], ahead = 0, hasKey = true) {
  const clock = new TestClock();
  const records: JournalRecord[] = [
    { t: 'phase', at: 1, phase: { kind: 'running' } },
    { t: 'intent', at: 2, chunk: 1, entries: `0+${entries.length}`, bytes: 30 },
    { t: 'outcome', at: 3, chunk: 1, outcome: { kind: 'unknown', why: { code: 'cut' } } },
  ];
  const book = bookOf(hasKey ? runOf(entries.length) : keylessRunOf(entries.length), records);
  const queries: ProcessQuery[] = [];
  const needs = {
    book,
    clock,
    file: fileOf(entries),
    record: (record: JournalRecord) => {
      book.apply(record);
      return Promise.resolve(true);
    },
    api: {
      listProcesses: (_procedure: string, query: ProcessQuery) => {
        queries.push(query);
        return Promise.resolve(ok({ processes, hasMore: false }, { serverTime: clock.now() + ahead }));
      },
    },
  };
  return { needs, book, queries };
}

describe('bulk run: looking for what may have arrived', () => {
  it('takes for arrived what shows the key and was created since, by the clock of the service', async () => {
    const { needs, book } = scene(
      ['{"id":"A"}', '{"id":"B"}', '{"id":"C"}', '{"id":"D"}'],
      [
        { id: 'p-1', createdAt: at + hour + 5, data: { id: 'A' } },
        { id: 'p-2', createdAt: at + 5, data: { id: 'B' } },
        { id: 'p-3', createdAt: at + hour + 5, data: { id: 'X' } },
      ],
      hour,
    );
    const result = await look(needs);
    assert.deepEqual(result, { end: 'done', inDoubt: 4, arrived: 1, unseen: 3, withoutKey: 0, ambiguous: 0 });
    assert.deepEqual(
      [0, 1, 2, 3].map(entry => book.verdict(entry)),
      ['succeeded', 'unknown', 'unknown', 'unknown'],
    );
    assert.equal(book.unseen.encode(), '1+3');
  });

  it('asks for a hundred keys at a time', async () => {
    const { needs, queries } = scene(
      Array.from({ length: 250 }, (_, entry) => `{"data":{"id":${entry}}}`),
      [],
    );
    assert.equal((await look(needs)).unseen, 250);
    assert.deepEqual(
      queries.map(({ where }) => (where?.['or'] as readonly unknown[]).length),
      [100, 100, 50],
    );
    assert.deepEqual((queries[2]?.where?.['or'] as readonly unknown[])[0], { id: 200 });
    assert.ok(queries.every(({ limit }) => limit === 100));
  });

  it('proves nothing about a key that several entries were sent with, or about an entry without one', async () => {
    const { needs, book } = scene(
      ['{"id":"A"}', '{"id":"A"}', '{"name":"B"}'],
      [{ id: 'p-1', createdAt: at + 5, data: { id: 'A' } }],
    );
    const result = await look(needs);
    assert.deepEqual([result.ambiguous, result.withoutKey, result.arrived], [2, 1, 0]);
    assert.equal(book.tally.unknown, 3);
  });

  it('says so when it cannot look', async () => {
    const keyless = scene(['{"id":"A"}'], [], 0, false);
    assert.equal((await look(keyless.needs)).end, 'noPrimaryKey');
    const { needs } = scene(['{"id":"A"}'], []);
    const refused = await look({ ...needs, api: { listProcesses: () => Promise.resolve(statusOf(403)) } });
    assert.equal(refused.end, 'failed');
    assert.equal(refused.failure?.kind, 'status');
    const changed = fileOf(['{"id":"A"}'], () => true);
    assert.equal((await look({ ...needs, file: changed })).end, 'fileChanged');
  });

  it('does not go through everything when the service takes no notice of the filter', async () => {
    const { needs, queries } = scene(['{"id":"A"}'], []);
    const processes = Array.from({ length: 100 }, (_, at) => ({
      id: `p-${at}`,
      createdAt: 5_000_000,
      data: { id: `Z${at}` },
    }));
    const api = {
      listProcesses: (_procedure: string, query: ProcessQuery) => {
        queries.push(query);
        return Promise.resolve(ok({ processes, hasMore: true }));
      },
    };
    assert.equal((await look({ ...needs, api })).unseen, 1);
    assert.equal(queries.length, 1);
  });
});
