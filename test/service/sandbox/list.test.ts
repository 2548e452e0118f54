import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import type { SandboxChoices } from '../../../src/core/sandbox';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { createProcess, fetchProcess, listProcesses } from '../../../src/core/sandbox/processes';
import { SandboxStore } from '../../../src/core/sandbox/store';
import { collection, lead } from '../../../src/core/sandbox/team/sales';
import { text } from './client';
import { aloneAndInPairs } from './pairs';

const start = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

const cities = ['Lyon', 'Köln', 'Porto'];

/** 230 leads, one an hour: keys L-0 … L-229. */
function filled(choices: Partial<SandboxChoices> = {}) {
  let now = start;
  const here = { choices: { ...defaultChoices, ...choices }, store: new SandboxStore(() => (now += hour)) };
  for (let i = 0; i < 230; i++) {
    createProcess(here, lead, {
      data: {
        lead_id: `L-${i}`,
        firstname: 'Ada',
        lastname: `N${i}`,
        source: 'WEB',
        city: cities[i % 3]!,
        score: i % 2 === 0 ? i : String(i),
        interests: i % 5 === 0 ? ['PV', 'BATTERY'] : ['PV'],
      },
      status: i % 10 === 0 ? 'CANCELLED' : 'OPEN',
      ...(i % 4 === 0 && { state: 'QUALIFIED' }),
      ...(i % 7 === 0 && { assignedTo: 'asha.rao' }),
    });
  }
  return here;
}

const leads = filled();

function keys(body: JsonObject, here = leads): string[] {
  const reply = listProcesses(here, lead, body);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return numbersIn(reply.body).map(i => `L-${i}`);
}

function numbersIn(body: Json | undefined): number[] {
  const data = isObject(body) ? body['_data'] : body;
  assert.ok(Array.isArray(data));
  return (data as JsonObject[]).map(one => {
    const values = one['data'];
    return Number(text(isObject(values) ? values['lead_id'] : '').slice(2));
  });
}

const found = (where: JsonObject): number[] => {
  const all: number[] = [];
  for (let skip = 0; ; skip += 100) {
    const { body } = listProcesses(leads, lead, { where, skip, limit: 100 });
    all.push(...numbersIn(body));
    const meta = isObject(body) && body['_meta'];
    if (!isObject(meta) || meta['hasMore'] !== true) return all.sort((a, b) => a - b);
  }
};

const where = (test: (i: number) => boolean) => Array.from({ length: 230 }, (_, i) => i).filter(test);

describe('sandbox: List and Fetch', () => {
  it('gives 10, or as many as asked for, at most 100', () => {
    assert.equal(keys({}).length, 10);
    assert.equal(keys({ limit: 37 }).length, 37);
    assert.equal(keys({ limit: 500 }).length, 100);
    assert.equal(listProcesses(filled({ overLimit: 'refused' }), lead, { limit: 101 }).status, 400);
    assert.deepEqual(keys({ limit: 2, skip: 1 }), ['L-228', 'L-227']);
    assert.deepEqual(keys({ limit: 2 }, filled({ listOrder: 'oldest' })), ['L-0', 'L-1']);
  });

  it('says whether there is more, until there is not', () => {
    const more = (skip: number) => {
      const { body } = listProcesses(leads, lead, { skip, limit: 100 });
      return isObject(body) && body['_meta'];
    };
    assert.deepEqual(more(129), { hasMore: true });
    assert.deepEqual(more(130), { hasMore: false });
    assert.deepEqual(more(1000), { hasMore: false });
  });

  it('filters by the root fields', () => {
    assert.deepEqual(
      found({ status: 'CANCELLED' }),
      where(i => i % 10 === 0),
    );
    assert.deepEqual(
      found({ state: 'QUALIFIED' }),
      where(i => i % 4 === 0),
    );
    assert.deepEqual(
      found({ assignedTo: 'asha.rao' }),
      where(i => i % 7 === 0),
    );
    assert.deepEqual(
      found({ createdAt: { '>': '2026-01-02T00:00:00Z' } }),
      where(i => i >= 24),
    );
    assert.deepEqual(
      found({ createdAt: { '>=': '2026-01-02T00:00:00Z', '<': '2026-01-02T02:00:00+00:00' } }),
      [23, 24],
    );
    assert.deepEqual(found({ assignedTo: 'nobody' }), []);
  });

  it('filters by attributes, calculated ones too', () => {
    assert.deepEqual(found({ lead_id: 'L-17' }), [17]);
    assert.deepEqual(found({ full_name: 'Ada N3' }), [3]);
    assert.deepEqual(
      found({ city: 'Köln' }),
      where(i => i % 3 === 1),
    );
    assert.deepEqual(
      found({ city: ['Köln', 'Porto'] }),
      where(i => i % 3 !== 0),
    );
    assert.deepEqual(
      found({ city: { '!=': ['Köln', 'Porto'] } }),
      where(i => i % 3 === 0),
    );
    assert.deepEqual(found({ score: 7 }), [7]);
    assert.deepEqual(found({ score: { '>=': 200, '<=': '202' } }), [200, 201, 202]);
    assert.deepEqual(
      found({ interests: 'BATTERY' }),
      where(i => i % 5 === 0),
    );
    assert.deepEqual(found({ website: 'x' }), []);
    assert.deepEqual(found({ website: { '>': 0 } }), []);
  });

  it('joins with or and and', () => {
    assert.deepEqual(
      found({ or: [{ lead_id: 'L-1' }, { lead_id: 'L-2', city: 'Lyon' }, { score: 3 }] }),
      [1, 3],
    );
    assert.deepEqual(
      found({
        status: 'OPEN',
        and: [{ city: 'Lyon' }, { or: [{ score: { '<': 7 } }, { score: { '>': 226 } }] }],
      }),
      [3, 6, 228],
    );
  });

  it('refuses what is no query, and stays up', () => {
    let deep: JsonObject = { lead_id: 'x' };
    for (let i = 0; i < 20_000; i++) deep = { and: [deep] };
    const bad: JsonObject[] = [
      { where: [] },
      { where: 'x' },
      { where: { nope: 1 } },
      { where: { lead_id: null } },
      { where: { lead_id: true } },
      { where: { lead_id: { '~': 'x' } } },
      { where: { score: { '>': [1, 2] } } },
      { where: { createdAt: 'yesterday' } },
      { where: { createdAt: 1_767_225_600_000 } },
      { where: { or: { lead_id: 'x' } } },
      { where: { or: [1] } },
      { where: deep },
      { limit: -1 },
      { limit: 1.5 },
      { skip: '1' },
    ];
    for (const body of bad) assert.equal(listProcesses(leads, lead, body).status, 400);
    assert.equal(listProcesses(filled({ refusedStatus: '422' }), lead, bad[0]!).status, 422);
  });

  it('takes an unknown filter for none where unknown keys are ignored', () => {
    assert.equal(keys({ where: { nope: 1 }, limit: 100 }, filled({ unknownKeys: 'ignored' })).length, 100);
  });

  it('cuts the whole into pages that hold every process once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), limit => {
        const seen: string[] = [];
        for (let skip = 0; skip < 230; skip = seen.length) seen.push(...keys({ skip, limit }));
        assert.equal(new Set(seen).size, 230);
        assert.equal(seen.length, 230);
      }),
      { numRuns: 20 },
    );
  });

  it('finds in a condition and its opposite every process once', () => {
    const scalar = fc.oneof(fc.integer({ min: -5, max: 235 }), fc.constantFrom('17', '100'));
    fc.assert(
      fc.property(scalar, fc.constantFrom(['=', '!='], ['<', '>='], ['>', '<=']), (value, [one, other]) => {
        const both = [...found({ score: { [one]: value } }), ...found({ score: { [other]: value } })];
        assert.deepEqual(
          both.sort((a, b) => a - b),
          where(() => true),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('wraps its answers as chosen, each choice alone and in pairs', () => {
    const names = ['dataEnvelope', 'emptyKeys', 'listMeta', 'listOrder', 'okErrors', 'errorShape'] as const;
    for (const chosen of aloneAndInPairs(names)) {
      const about = JSON.stringify(chosen);
      const here = { ...leads, choices: { ...defaultChoices, ...chosen } };
      const { body } = listProcesses(here, lead, {});
      assert.equal(numbersIn(body)[0], chosen.listOrder === 'oldest' ? 0 : 229, about);
      assert.equal(Array.isArray(body), chosen.dataEnvelope === 'absent', about);
      if (!isObject(body)) continue;
      const empty = { present: {}, absent: undefined, null: null };
      const meta = chosen.listMeta === 'absent' ? empty[here.choices.emptyKeys] : { hasMore: true };
      assert.deepEqual(body['_meta'], meta, about);
      if (chosen.okErrors === 'warnings') assert.equal((body['_errors'] as Json[]).length, 1, about);
      else assert.deepEqual(body['_errors'], { ...empty, present: [] }[here.choices.emptyKeys], about);
    }
  });

  it('fetches a process of its own procedure', () => {
    const { id } = leads.store.processes()[5]!;
    const { status, body } = fetchProcess(leads, lead, id);
    assert.equal(status, 200);
    assert.equal(isObject(body) && isObject(body['_data']) && body['_data']['id'], id);
    assert.equal(fetchProcess(leads, collection, id).status, 404);
    assert.equal(fetchProcess(leads, lead, 'nope').status, 404);
  });
});
