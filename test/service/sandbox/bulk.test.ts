import assert from 'node:assert/strict';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import type { SandboxChoices } from '../../../src/core/sandbox';
import { bulkCreate } from '../../../src/core/sandbox/bulkCreate';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { entriesReply } from '../../../src/core/sandbox/jobs/entriesJson';
import { jobReply } from '../../../src/core/sandbox/jobs/jobJson';
import { processEntries } from '../../../src/core/sandbox/jobs/processing';
import { SandboxStore } from '../../../src/core/sandbox/store';
import { lead } from '../../../src/core/sandbox/team/sales';
import { member, objects, text } from './client';

const at = Date.UTC(2026, 0, 2);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const valid = (key: string): JsonObject => ({ lead_id: key, data: { lastname: 'Ødegård', source: 'WEB' } });
const taken = valid('L-1');
const invalid: JsonObject = { data: { lead_id: 'L-9', nope: 1 } };

function setUp(chosen: Partial<SandboxChoices> = {}) {
  const world = { choices: { ...defaultChoices, ...chosen }, store: new SandboxStore(() => at) };
  const send = (items: Json) => bulkCreate(world, lead, items, JSON.stringify(items).length);
  const job = () => {
    const { latest } = world.store.jobs;
    assert.ok(latest);
    return latest;
  };
  const counts = () => member(jobReply(world.choices, job()).body, '_meta', 'bjEntryCompletionStatusVsCount');
  const page = (query = '') => entriesReply(world, job(), query, 'http://127.0.0.1:9').body;
  return { world, send, job, counts, page, work: (most: number) => processEntries(world, most) };
}

describe('sandbox: bulk create', () => {
  it('acknowledges as the documented job, and does nothing yet', () => {
    const { send, world } = setUp();
    const { status, body } = send([valid('L-1')]);
    assert.equal(status, 200);
    const data = member(body, '_data');
    assert.ok(isObject(data));
    assert.match(text(data['id']), uuid);
    assert.deepEqual(
      { ...data, id: '', team: '', type: '' },
      {
        id: '',
        createdAt: at,
        updatedAt: at,
        completionStatus: 'IN_PROGRESS',
        statusMessage: null,
        startedAt: at,
        completedAt: 0,
        team: '',
        type: '',
      },
    );
    assert.equal(world.store.size, 0);
  });

  it('refuses what is no array of something', () => {
    const { send, world } = setUp();
    for (const body of [[], {}, { processes: [valid('L-1')] }, null, 'x'])
      assert.equal(send(body).status, 400);
    assert.equal(world.store.jobs.all.length, 0);
  });

  it('processes in steps, and each entry ends as Create would have it', () => {
    const { send, counts, work, world, job } = setUp();
    send([valid('L-1'), taken, invalid, 7, valid('L-2')]);
    assert.deepEqual(counts(), { NOT_STARTED: 5, SUCCESS: 0, ERROR: 0, INVALID: 0 });
    assert.equal(work(2), 2);
    assert.deepEqual(counts(), { NOT_STARTED: 3, SUCCESS: 1, ERROR: 1, INVALID: 0 });
    assert.equal(work(100), 3);
    assert.deepEqual(counts(), { NOT_STARTED: 0, SUCCESS: 2, ERROR: 1, INVALID: 2 });
    assert.equal(work(100), 0);
    assert.deepEqual(
      world.store.processes('lead').map(({ data }) => data['lead_id']),
      ['L-1', 'L-2'],
    );
    assert.deepEqual([job().completedAt, world.store.jobs.waiting.length], [at, 0]);
  });

  it('goes on with the next job in the same step, the oldest first', () => {
    const { send, work, world } = setUp();
    send([valid('A-1'), valid('A-2')]);
    send([valid('B-1')]);
    work(1);
    assert.deepEqual(
      world.store.jobs.all.map(job => job.next),
      [1, 0],
    );
    work(5);
    assert.deepEqual(
      world.store.jobs.all.map(job => job.finished),
      [true, true],
    );
  });

  it('ends a step when its time is over', () => {
    const { send, world } = setUp();
    send([valid('A-1'), valid('A-2'), valid('A-3')]);
    let asked = 0;
    assert.equal(
      processEntries(world, 100, () => ++asked > 2),
      2,
    );
  });

  it('lists entries with their messages, page after page', () => {
    const { send, page, work } = setUp({ entriesPageSize: '3' });
    send([valid('L-1'), taken, invalid, valid('L-2')]);
    work(3);
    const first = page();
    const entries = objects(member(first, '_data'));
    assert.deepEqual(
      entries.map(one => one['completionStatus']),
      ['SUCCESS', 'ERROR', 'INVALID'],
    );
    assert.match(text(entries[1]!['statusMessage']), /L-1.*exists already/);
    assert.match(text(entries[2]!['statusMessage']), /'nope'.*'lastname' is required/);
    assert.equal(member(first, '_meta', 'total'), 4);
    const next = text(member(first, '_meta', 'nextPath'));
    const rest = page(next.split('?')[1]);
    assert.deepEqual(
      objects(member(rest, '_data')).map(one => one['completionStatus']),
      ['NOT_STARTED'],
    );
    assert.equal(member(rest, '_meta', 'nextPath'), undefined);
    const ids = [...entries, ...objects(member(rest, '_data'))].map(one => text(one['id']));
    assert.equal(new Set(ids).size, 4);
    for (const id of ids) assert.match(id, uuid);
  });

  it('lists each entry once, whatever the order', () => {
    for (const entriesOrder of ['asSent', 'reversed', 'shuffled', 'byStatus'] as const) {
      const { send, page, work } = setUp({ entriesOrder, entriesEcho: 'index', entriesPaging: 'onePage' });
      send([valid('1'), invalid, valid('2'), invalid, valid('3'), valid('1')]);
      work(100);
      const entries = objects(member(page(), '_data'));
      const order = entries.map(one => one['index']);
      assert.deepEqual([...order].sort(), [0, 1, 2, 3, 4, 5]);
      assert.equal(JSON.stringify(order) === '[0,1,2,3,4,5]', entriesOrder === 'asSent', entriesOrder);
    }
  });

  it('has no entries at first where they are inserted later', () => {
    const { send, page, counts, work } = setUp({ entriesInserted: 'later' });
    send([valid('L-1')]);
    assert.deepEqual([counts(), member(page(), '_data')], [{}, []]);
    work(1);
    assert.equal(objects(member(page(), '_data')).length, 1);
  });

  it('shows some as being processed', () => {
    const { send, counts, page } = setUp({ entryUnderway: 'IN_PROGRESS', jobCounts: 'nonZero' });
    send([valid('1'), valid('2'), valid('3')]);
    assert.deepEqual(counts(), { NOT_STARTED: 1, IN_PROGRESS: 2 });
    assert.deepEqual(
      objects(member(page(), '_data')).map(one => one['completionStatus']),
      ['IN_PROGRESS', 'IN_PROGRESS', 'NOT_STARTED'],
    );
  });

  it('repeats what was sent where that was chosen, and keeps it no longer than it needs otherwise', () => {
    const echo = (entriesEcho: SandboxChoices['entriesEcho']) => {
      const { send, page, work, job } = setUp({ entriesEcho });
      send([{ ...valid('L-1'), status: 'OPEN' }]);
      work(1);
      const { id, createdAt, updatedAt, completionStatus, statusMessage, ...rest } = objects(
        member(page(), '_data'),
      )[0]!;
      assert.ok(id !== undefined && createdAt === at && updatedAt === at && statusMessage === null);
      assert.equal(completionStatus, 'SUCCESS');
      return { rest, kept: job().input(0) !== undefined };
    };
    const input = { ...valid('L-1'), status: 'OPEN' };
    assert.deepEqual(echo('none'), { rest: {}, kept: false });
    assert.deepEqual(echo('rowFrom1'), { rest: { row: 1 }, kept: false });
    assert.deepEqual(echo('key'), { rest: { lead_id: 'L-1' }, kept: true });
    assert.deepEqual(echo('keyInData'), { rest: { data: { lead_id: 'L-1' } }, kept: true });
    assert.deepEqual(echo('input'), { rest: { input }, kept: true });
    assert.deepEqual(echo('inputText'), { rest: { input: JSON.stringify(input) }, kept: true });
  });

  it('refuses the key at the top level where it may stand in data alone', () => {
    const { send, counts, work } = setUp({ keyPlace: 'data' });
    send([valid('L-1'), { data: { lead_id: 'L-1', lastname: 'A', source: 'WEB' } }]);
    work(2);
    assert.deepEqual(counts(), { NOT_STARTED: 0, SUCCESS: 1, ERROR: 0, INVALID: 1 });
  });

  it('refuses a place that its own paths do not name', () => {
    const { send, world, job } = setUp();
    send([valid('L-1')]);
    assert.equal(entriesReply(world, job(), 'after=x', '').status, 400);
    assert.deepEqual(member(entriesReply(world, job(), 'after=99', '').body, '_data'), []);
  });
});
