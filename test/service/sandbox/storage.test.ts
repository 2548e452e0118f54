import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/core/json';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { createProcess, listProcesses } from '../../../src/core/sandbox/processes';
import { NumberedIds } from '../../../src/core/sandbox/storage/numberedIds';
import { TextIndex } from '../../../src/core/sandbox/storage/textIndex';
import { Texts } from '../../../src/core/sandbox/storage/texts';
import { SandboxStore } from '../../../src/core/sandbox/store';
import { onboarding, walkIn } from '../../../src/core/sandbox/team/sales';
import { ticket } from '../../../src/core/sandbox/team/service';

describe('sandbox: storage', () => {
  it('texts: gives back what was put in, also where it was put in anew', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.string({ unit: 'grapheme', maxLength: 30 }))), steps => {
        const texts = new Texts();
        const plain: string[] = [];
        for (const [at, text] of steps) {
          if (at < plain.length) {
            texts.set(at, text);
            plain[at] = text;
          } else {
            assert.equal(texts.add(text), plain.push(text) - 1);
          }
        }
        assert.deepEqual(
          plain.map((_, i) => texts.get(i)),
          plain,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('texts: larger than a block, and many blocks', () => {
    const texts = new Texts();
    const all = ['small', 'x'.repeat(70_000), 'é'.repeat(5_000_000), '', 'last'];
    for (const text of all) texts.add(text);
    all.forEach((text, i) => assert.ok(texts.get(i) === text, `text ${i}`));
    assert.throws(() => texts.get(all.length), RangeError);
    assert.throws(() => texts.get(-1), RangeError);
    texts.clear();
    assert.throws(() => texts.get(0), RangeError);
  });

  it('text index: finds every number that was put in', () => {
    const index = new TextIndex();
    const count = 5000;
    for (let i = 0; i < count; i++) index.add(`L-${i % 2500}`, i);
    for (let i = 0; i < 2500; i++) {
      const found = index.candidates(`L-${i}`);
      assert.ok(found.includes(i) && found.includes(i + 2500), `L-${i}`);
      assert.ok(found.length < 5, `${found.length} for L-${i}`);
    }
    assert.ok(index.candidates('nope').length < 3);
    index.clear();
    assert.deepEqual(index.candidates('L-1'), []);
  });

  it('numbered ids: uuids that lead back, in no order to be seen', () => {
    const ids = new NumberedIds();
    for (const number of [0, 1, 2, 999_999, 2 ** 32 - 2]) {
      assert.match(ids.idOf(number), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      assert.equal(ids.numberOf(ids.idOf(number)), number);
    }
    const some = Array.from({ length: 20 }, (_, i) => ids.idOf(i));
    assert.notDeepEqual([...some].sort(), some);
    assert.equal(ids.numberOf('nope'), undefined);
    assert.equal(new NumberedIds().numberOf(some[0]!), undefined);
    ids.renew();
    assert.equal(ids.numberOf(some[0]!), undefined);
  });
});

describe('sandbox: store', () => {
  const world = (choices = {}) => ({
    choices: { ...defaultChoices, ...choices },
    store: new SandboxStore(() => 0),
  });

  it('shows the latest, and how many older ones there are', () => {
    const here = world();
    for (let i = 0; i < 5; i++) createProcess(here, onboarding, { data: { employee_name: `N ${i}` } });
    createProcess(here, walkIn, {});
    const names = (value: unknown) =>
      (value as { data: JsonObject }[]).map(({ data }) => data['employee_name']);
    const contents = here.store.contents(3);
    assert.deepEqual(names(contents['onboarding']), ['N 3', 'N 4']);
    assert.equal((contents['walk_in'] as unknown[]).length, 1);
    assert.equal(contents['…'], '3 older');
    assert.deepEqual(Object.keys(here.store.contents()), ['onboarding', 'walk_in']);
    assert.equal('…' in here.store.contents(6), false);
  });

  it('forgets everything, old ids included', () => {
    const here = world();
    createProcess(here, onboarding, { data: { employee_name: 'Lin' } });
    const [kept] = here.store.processes();
    here.store.jobs.add(onboarding, [{}], 'uuid');
    here.store.clear();
    createProcess(here, onboarding, { data: { employee_name: 'Kim' } });
    assert.equal(here.store.byId(kept!.id), undefined);
    assert.deepEqual(
      [here.store.size, here.store.jobs.all.length, here.store.jobs.waiting.length],
      [1, 0, 0],
    );
  });

  /** A list by primary key looks at few processes; what it finds is what a look at all of them finds. */
  it('finds by primary key what a look at everything finds', () => {
    const here = world({ missingRequired: 'accepted', duplicateKey: 'duplicated', createAnswer: 'bare' });
    const keys = ['1', '2', 1, 2, 3, ['1', 4], null, 'x'];
    keys.forEach((ticket_id, priority) => createProcess(here, ticket, { data: { ticket_id, priority } }));
    const key = fc.constantFrom('1', '2', 1, 4, 'x', 'none');
    const condition = fc.oneof(key, fc.array(key, { minLength: 1, maxLength: 3 }), fc.record({ '=': key }));
    const one = fc.oneof(
      condition.map(ticket_id => ({ ticket_id })),
      fc.nat(5).map(priority => ({ priority })),
      condition.map(ticket_id => ({ ticket_id, priority: { '>': 2 } })),
      fc.record({ ticket_id: fc.record({ '!=': key }) }),
    );
    const where = fc.oneof(
      one,
      fc.array(one, { minLength: 1, maxLength: 3 }).map(or => ({ or })),
      fc.array(one, { minLength: 1, maxLength: 3 }).map(and => ({ and })),
      fc.tuple(one, one).map(([a, b]) => ({ ...a, or: [b] })),
    );
    const listed = (query: object, listOrder: 'newest' | 'oldest') =>
      JSON.stringify(
        listProcesses({ ...here, choices: { ...here.choices, listOrder } }, ticket, {
          where: query,
        } as JsonObject).body,
      );
    fc.assert(
      fc.property(where, fc.constantFrom('newest', 'oldest'), (query, order) => {
        // Nothing is limited to a key by a query that also takes everything that is not there.
        const unlimited = { and: [{ or: [query, { priority: -1 }] }] };
        assert.equal(listed(query, order), listed(unlimited, order));
      }),
      { numRuns: 150 },
    );
  });
});
