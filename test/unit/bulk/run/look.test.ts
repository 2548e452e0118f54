import assert from 'node:assert/strict';
import type { ProcessPage, ProcessQuery } from '../../../../src/core/api/processes';
import type { ApiFailure, ApiResult } from '../../../../src/core/api/result';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { look, ownersOf, without } from '../../../../src/core/bulk/run/look';
import type { JsonObject } from '../../../../src/core/json';
import { TestClock } from './lib/clock';
import { bookOf, fileOf, keylessRunOf, ok, runOf, statusOf } from './lib/world';

const quarter = 900_000;
/** When the run began. */
const at = runOf(1).at;

interface Scene {
  /** What the service has; `answer` picks from it, as List does unless told otherwise. */
  readonly processes?: readonly JsonObject[];
  readonly answer?: (query: ProcessQuery, processes: readonly JsonObject[]) => ApiResult<ProcessPage>;
  /** The service's clock before ours. */
  readonly ahead?: number;
  readonly hasKey?: boolean;
  readonly before?: readonly JournalRecord[];
}

/** As documented: `or`, or an attribute. */
function list({ where = {} }: ProcessQuery, processes: readonly JsonObject[]): ApiResult<ProcessPage> {
  const or = (where['or'] ?? (Object.keys(where).length > 0 ? [where] : undefined)) as
    JsonObject[] | undefined;
  const wanted = or?.map(({ id }) => JSON.stringify(id));
  const idOf = ({ data }: JsonObject) => JSON.stringify((data as JsonObject)['id']);
  return page(processes.filter(process => wanted?.includes(idOf(process)) ?? true));
}

function page(processes: readonly JsonObject[], hasMore = false): ApiResult<ProcessPage> {
  return ok({ processes, hasMore });
}

function created(id: string, createdAt: unknown = at + 5): JsonObject {
  return { id: `p-${id}`, createdAt: createdAt as number, data: { id } };
}

/** A run of which everything is unknown. */
function scene(entries: readonly string[], options: Scene = {}) {
  const { processes = [], answer = list, ahead = 0, hasKey = true, before = [] } = options;
  const clock = new TestClock();
  const records: JournalRecord[] = [
    { t: 'phase', at: 1, phase: { kind: 'running' } },
    ...before,
    { t: 'intent', at: 2, chunk: 1, entries: `0+${entries.length}`, bytes: 30 },
    { t: 'outcome', at: 3, chunk: 1, outcome: { kind: 'unknown', why: { code: 'cut' } } },
  ];
  const count = entries.length + (before.length > 0 ? 1 : 0);
  const book = bookOf(hasKey ? runOf(count) : keylessRunOf(count), records);
  const queries: ProcessQuery[] = [];
  const needs = {
    book,
    clock,
    file: fileOf(before.length > 0 ? [...entries, '{"id":"known"}'] : entries),
    record: (record: JournalRecord) => {
      book.apply(record);
      return Promise.resolve(true);
    },
    api: {
      listProcesses: (_procedure: string, query: ProcessQuery) => {
        queries.push(query);
        const result = answer(query, processes);
        const serverTime = clock.now() + ahead;
        return Promise.resolve(
          result.ok && !Number.isNaN(ahead)
            ? { ...result, answer: { ...result.answer, serverTime } }
            : result,
        );
      },
    },
  };
  return { needs, book, queries };
}

const three = ['{"id":"A"}', '{"id":"B"}', '{"id":"C"}'];

describe('bulk run: looking for what may have arrived', () => {
  it('yields often while it goes through many keys', () => {
    const wanted = Array.from({ length: 5_000 }, (_, entry) => ({ entry, key: `K${entry % 4_999}` }));
    const owning = ownersOf(wanted);
    for (let step = 0; step < 10; step++) assert.notEqual(owning.next().done, true);
    const last = owning.next();
    assert.ok(last.done === true);
    assert.deepEqual([...last.value.repeated], ['K0']);
    assert.equal(last.value.owners.get('K4998'), 4_998);
    const leaving = without(wanted, last.value.repeated);
    for (let step = 0; step < 10; step++) assert.notEqual(leaving.next().done, true);
    assert.equal(leaving.next().value?.length, 4_998);
  });

  it('takes for arrived what shows the key and was created since, by the clock of the service', async () => {
    const { needs, book } = scene(['{"id":"A"}', '{"id":"B"}', '{"id":"C"}', '{"id":"D"}'], {
      processes: [created('A', at + quarter + 5), created('B', at + 5)],
      ahead: quarter,
    });
    const result = await look(needs);
    const count = { inDoubt: 4, arrived: 1, unseen: 3, unclear: 0, withoutKey: 0, ambiguous: 0 };
    assert.deepEqual(result, { end: 'done', ...count });
    assert.deepEqual(
      [0, 1, 2, 3].map(entry => book.verdict(entry)),
      ['succeeded', 'unknown', 'unknown', 'unknown'],
    );
    assert.equal(book.unseen.encode(), '1+3');
  });

  it('goes by the clocks as they stood during the run, since ours may have been set right', async () => {
    const accepted: readonly JournalRecord[] = [
      { t: 'intent', at: 2, chunk: 2, entries: '1+1', bytes: 9 },
      // Ours was a quarter of an hour ahead when the run began.
      {
        t: 'outcome',
        at: at + 10,
        chunk: 2,
        outcome: { kind: 'accepted', jobId: 'j', serverTime: at + 10 - quarter },
      },
    ];
    const { needs } = scene(['{"id":"A"}'], {
      processes: [created('A', at - quarter + 5)],
      before: accepted,
    });
    assert.equal((await look(needs)).arrived, 1);
  });

  it('is not misled by a clock that was set back between the begin of the run and the first answer', async () => {
    const early = at - quarter;
    const accepted: readonly JournalRecord[] = [
      { t: 'intent', at: early + 5, chunk: 2, entries: '2+1', bytes: 9 },
      {
        t: 'outcome',
        at: early + 10,
        chunk: 2,
        outcome: { kind: 'accepted', jobId: 'j', serverTime: early + 10 },
      },
    ];
    const processes = [created('A', early + 7), created('B', early - 10_000)];
    const { needs } = scene(['{"id":"A"}', '{"id":"B"}'], { processes, before: accepted });
    const { arrived, unseen } = await look(needs);
    assert.deepEqual([arrived, unseen], [1, 1]);
  });

  it('proves nothing by a clock that was set back since the run began', async () => {
    const { needs } = scene(['{"id":"A"}'], { processes: [created('A', at + 5)] });
    const clock = { now: () => at - quarter, after: () => () => undefined };
    const { arrived, unseen, unclear } = await look({ ...needs, clock });
    assert.deepEqual([arrived, unseen, unclear], [0, 0, 1]);
  });

  it('asks for a hundred keys at a time', async () => {
    const { needs, queries } = scene(Array.from({ length: 250 }, (_, entry) => `{"data":{"id":${entry}}}`));
    assert.equal((await look(needs)).unseen, 250);
    const asked = queries.map(({ where }) => (where?.['or'] as readonly unknown[] | undefined)?.length);
    // The second question is what there is at all.
    assert.deepEqual(asked, [100, undefined, 100, 50]);
    assert.deepEqual((queries[3]?.where?.['or'] as readonly unknown[])[0], { id: 200 });
    assert.deepEqual(
      queries.map(({ limit }) => limit),
      [100, 10, 100, 100],
    );
  });

  it('asks for fewer at a time where the answer is too large, down to one', async () => {
    const entries = Array.from({ length: 20 }, (_, entry) => `{"id":"K${entry}"}`);
    const processes = entries.map((_, entry) => created(`K${entry}`));
    const { needs, queries } = scene(entries, {
      processes,
      answer: (query, all) => {
        const result = list(query, all);
        const found = result.ok ? result.value.processes : [];
        const tooMuch = found.length > 3 || found.some(({ id }) => id === 'p-K7');
        if (!tooMuch) return result;
        const failure = { kind: 'tooLarge', limitBytes: 1, effect: 'unknown', request: 'POST', attempts: 1 };
        return { ok: false, failure: failure as ApiFailure };
      },
    });
    const result = await look(needs);
    assert.deepEqual([result.end, result.arrived, result.unseen, result.unclear], ['done', 19, 0, 1]);
    assert.ok(queries.length < 30, String(queries.length));
  });

  it('does not take for unseen what it could not ask for, and asks one by one where or is not understood', async () => {
    const processes = [created('A'), created('X'), created('Y')];
    const all = (_: ProcessQuery, own: readonly JsonObject[]) => page(own);
    const isOr = ({ where }: ProcessQuery) => where?.['or'] !== undefined;
    const hidden = () => page([{ id: 'p-1', createdAt: at + 5, data: {} }]);
    const answers: readonly [
      string,
      Required<Scene>['answer'],
      { arrived: number; unseen: number; unclear: number },
    ][] = [
      ['every filter is ignored', all, { arrived: 1, unseen: 0, unclear: 2 }],
      [
        'or is ignored',
        (q, own) => (isOr(q) ? page(own) : list(q, own)),
        { arrived: 1, unseen: 2, unclear: 0 },
      ],
      [
        'or is refused',
        (q, own) => (isOr(q) ? statusOf(400) : list(q, own)),
        { arrived: 1, unseen: 2, unclear: 0 },
      ],
      [
        'or finds nothing',
        (q, own) => (isOr(q) ? page([]) : list(q, own)),
        { arrived: 1, unseen: 2, unclear: 0 },
      ],
      [
        'every filter finds nothing',
        (q, own) => page(q.where === undefined ? own : []),
        { arrived: 0, unseen: 0, unclear: 3 },
      ],
      [
        'every filter is refused',
        (q, own) => (q.where === undefined ? page(own) : statusOf(422)),
        { arrived: 0, unseen: 0, unclear: 3 },
      ],
      ['the key is not shown', hidden, { arrived: 0, unseen: 0, unclear: 3 }],
      ['there is no end of pages', () => page([created('A')], true), { arrived: 1, unseen: 0, unclear: 2 }],
      ['as documented', list, { arrived: 1, unseen: 2, unclear: 0 }],
    ];
    for (const [name, answer, expected] of answers) {
      const { needs, book } = scene(three, { processes, answer });
      const { end, arrived, unseen, unclear } = await look(needs);
      assert.deepEqual({ end, arrived, unseen, unclear }, { end: 'done', ...expected }, name);
      assert.equal(book.unseen.size, expected.unseen, name);
    }
  });

  it('does not take for unseen what is there from a time that nobody can tell', async () => {
    for (const options of [
      { processes: [created('A', 'soon')] },
      { processes: [created('A')], ahead: NaN },
    ]) {
      const { arrived, unseen, unclear } = await look(scene(['{"id":"A"}'], options).needs);
      assert.deepEqual({ arrived, unseen, unclear }, { arrived: 0, unseen: 0, unclear: 1 });
    }
  });

  it('forgets that it did not see what it cannot ask for any more', async () => {
    const { needs, book } = scene(three);
    await look(needs);
    assert.equal(book.unseen.size, 3);
    await look({ ...needs, api: { listProcesses: () => Promise.resolve(page([created('X')])) } });
    assert.equal(book.unseen.size, 0);
  });

  it('asks one by one within reason only', async () => {
    const entries = Array.from({ length: 300 }, (_, entry) => `{"id":"K${entry}"}`);
    const answer: Required<Scene>['answer'] = (query, own) =>
      query.where?.['or'] === undefined ? list(query, own) : statusOf(400);
    const { needs, queries } = scene(entries, { answer });
    const { unseen, unclear } = await look(needs);
    assert.deepEqual([unseen, unclear, queries.length], [200, 100, 201]);
  });

  it('proves nothing about a key that several entries were sent with, or about an entry without one', async () => {
    const { needs, book } = scene(['{"id":"A"}', '{"id":"A"}', '{"name":"B"}'], {
      processes: [created('A')],
    });
    const result = await look(needs);
    assert.deepEqual([result.ambiguous, result.withoutKey, result.arrived], [2, 1, 0]);
    assert.equal(book.tally.unknown, 3);
  });

  it('says so when it cannot look', async () => {
    const keyless = scene(['{"id":"A"}'], { hasKey: false });
    assert.equal((await look(keyless.needs)).end, 'noPrimaryKey');
    const { needs } = scene(['{"id":"A"}']);
    const refused = await look({ ...needs, api: { listProcesses: () => Promise.resolve(statusOf(403)) } });
    assert.equal(refused.end, 'failed');
    assert.equal(refused.failure?.kind, 'status');
    const changed = fileOf(['{"id":"A"}'], () => true);
    assert.equal((await look({ ...needs, file: changed })).end, 'fileChanged');
  });

  it('does not go through everything when the service takes no notice of the filter', async () => {
    const { needs, queries } = scene(['{"id":"A"}']);
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
    assert.equal((await look({ ...needs, api })).unclear, 1);
    assert.equal(queries.length, 2);
  });
});
