import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import { contradicts } from '../../../src/core/query/fits';
import { readQuery } from '../../../src/core/query/read';
import { catalog, context, procedure } from './team';

describe('a process beside the query that found it', () => {
  const isOther = (query: string, process: JsonObject) => {
    const read = readQuery(query, context);
    assert.ok(read.ok);
    return contradicts(process, read.where, procedure, catalog);
  };
  const process: JsonObject = {
    id: 'x',
    status: 'OPEN',
    state: 'state-1',
    assignedTo: { id: 'user-1' },
    createdAt: context.now / 1000,
    data: { lead_id: 'L-7', city: ' lyon', score: '5', source: 'Web form', phone: '+49 30 1', guess: null },
  };

  for (const query of [
    '',
    'lead_id = l-7',
    'city = Lyon and score = 5 and status = OPEN',
    'city = [Ulm, Lyon]',
    'state = NEW and assignedTo = ines',
    'createdAt > yesterday and createdAt < tomorrow',
    'score >= 5 and score < 6',
    'lead_id = no or city = Lyon',
    // It may mean the same.
    'source = WEB',
    'phone = 0301',
    'guess = 9',
    'paid = true',
    'full_name = x',
    'createdAt = today',
    'score < ""',
    '{ "city": { "like": "x" }, "or": [] }',
  ])
    it(`may be what was asked for: ${query}`, () => assert.equal(isOther(query, process), false));

  for (const query of [
    'lead_id = L-8',
    'city = Ulm',
    'city != Lyon',
    'city = [Ulm, Bonn]',
    'status = COMPLETED',
    'state = WON',
    'assignedTo = marta',
    'createdAt < yesterday',
    'score > 5',
    'city = Lyon and score = 6',
    'lead_id = no or city = Ulm',
  ])
    it(`is not what was asked for: ${query}`, () => assert.equal(isOther(query, process), true));

  it('may be anything where it shows nothing', () => {
    assert.equal(isOther('city = Ulm and state = WON and createdAt < yesterday', {}), false);
    assert.equal(isOther('state = WON', { state: 'state-of-nobody-knows' }), false);
  });

  it('may be anything where the query is deeper than anyone writes one', () => {
    let where: JsonObject = { city: 'Ulm' };
    for (let depth = 0; depth < 20_000; depth++) where = { or: [where] };
    assert.equal(contradicts(process, where, procedure, catalog), false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, where] = [a as Json, b as Json];
        if (isObject(one) && isObject(where)) contradicts(one, where, procedure, catalog);
      }),
      { numRuns: 200 },
    );
  });
});
