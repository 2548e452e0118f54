import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldsOf } from '../../../src/core/query/fields';
import { quickFinds } from '../../../src/core/query/quick';
import { readQuery } from '../../../src/core/query/read';
import { suggest } from '../../../src/core/query/suggest';
import { written } from '../../../src/core/query/tokens';
import { context, now } from './team';

const where = (text: string) => {
  const read = readQuery(text, context);
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.problem));
  return read.where;
};

const iso = (...parts: [number, number, number]) => new Date(...parts).toISOString();

describe('a query as people type it', () => {
  const queries: readonly [string, unknown][] = [
    ['', {}],
    ['status = open', { status: 'OPEN' }],
    ['state = "Won at last"', { state: 'WON' }],
    ['state = Won at last', { state: 'WON' }],
    ['STATE = new', { state: 'NEW' }],
    ['state = GONE', { state: 'GONE' }],
    ['assignedTo = ines@x.example', { assignedTo: 'ines' }],
    ['assignedTo != "Marta Kowal"', { assignedTo: { '!=': 'marta' } }],
    ['city = New York and score >= 5', { city: 'New York', score: { '>=': 5 } }],
    ['createdAt > 2026-01-01', { createdAt: { '>': iso(2026, 0, 1) } }],
    [
      'createdAt >= 2026-01-01 and createdAt < "2026-02-01"',
      { createdAt: { '>=': iso(2026, 0, 1), '<': iso(2026, 1, 1) } },
    ],
    ['call_at > yesterday', { call_at: { '>': new Date(2026, 10, 17).getTime() } }],
    ['call_at > 1767225600000', { call_at: { '>': 1_767_225_600_000 } }],
    ['call_at > 12345678901234567890', { call_at: { '>': '12345678901234567890' } }],
    ['city = "a \\"b\\" \\\\"', { city: 'a "b" \\' }],
    ['"Last name" = Rao', { lastname: 'Rao' }],
    ['source = [web, "fair"]', { source: ['WEB', 'FAIR'] }],
    ['source = Web form', { source: 'WEB' }],
    ['lead_id = 007', { lead_id: '007' }],
    ['score = 12345678901234567890', { score: '12345678901234567890' }],
    ['guess = 5', { or: [{ guess: '5' }, { guess: 5 }] }],
    ['guess = "5"', { guess: '5' }],
    ['guess > 5', { guess: { '>': 5 } }],
    ['guess = [5, a]', { or: [{ guess: ['5', 'a'] }, { guess: 5 }] }],
    ['city != [a, b]', { city: { '!=': 'a' }, and: [{ city: { '!=': 'b' } }] }],
    [
      'city != [a, b] and city != c',
      {
        city: { '!=': 'c' },
        and: [{ city: { '!=': 'a' }, and: [{ city: { '!=': 'b' } }] }],
      },
    ],
    ['city = a or city = b', { or: [{ city: 'a' }, { city: 'b' }] }],
    [
      'status = OPEN and (city = a or score > 5)',
      { status: 'OPEN', or: [{ city: 'a' }, { score: { '>': 5 } }] },
    ],
    [
      '(city = a or city = b) and (score = 1 or score = 2)',
      {
        or: [{ city: 'a' }, { city: 'b' }],
        and: [{ or: [{ score: 1 }, { score: 2 }] }],
      },
    ],
    ['{ "a": { ">": 1.0 } }', { a: { '>': 1 } }],
    ['{ "where": { "a": 1 }, "limit": 5 }', { a: 1 }],
    ['__proto__ = 1', JSON.parse('{ "or": [{ "__proto__": "1" }, { "__proto__": 1 }] }')],
  ];
  for (const [text, wanted] of queries) it(`“${text}”`, () => assert.deepEqual(where(text), wanted));

  const wrong: readonly [string, string][] = [
    ['city', 'unfinished'],
    ['city =', 'unfinished'],
    ['city = a and', 'unfinished'],
    ['(city = a', 'unfinished'],
    ['city = [a, b', 'unfinished'],
    ['= 5', 'unexpected'],
    ['city = = 5', 'unexpected'],
    ['city = a)', 'unexpected'],
    ['city = a score = 5', 'unexpected'],
    ['createdAt > soon', 'notATime'],
    ['score > [1, 2]', 'orderOfSeveral'],
    ['{ "a": ', 'notJson'],
    [`${'('.repeat(60)}a = 1${')'.repeat(60)}`, 'unexpected'],
  ];
  for (const [text, code] of wrong)
    it(`“${text.slice(0, 30)}” is ${code}`, () => {
      const read = readQuery(text, context);
      assert.equal(read.ok ? 'right' : read.problem.code, code);
    });

  it('names the word that cannot stand there, and where', () => {
    const read = readQuery('city = New York score = 5', context);
    assert.ok(!read.ok && read.problem.code === 'unexpected');
    assert.deepEqual([read.problem.found, read.problem.offset], ['score', 16]);
  });

  it('tells names that the config does not have', () => {
    const read = readQuery('citty = a and score = 1', context);
    assert.deepEqual(read.ok && read.unknown, ['citty']);
    const unknownIn = (text: string, more: object = {}) => {
      const found = readQuery(text, { ...context, ...more });
      return found.ok ? found.unknown : undefined;
    };
    assert.deepEqual(unknownIn('state = GONE and (status = DONE or source = [web, radio])'), [
      'state = GONE',
      'status = DONE',
      'source = radio',
    ]);
    assert.deepEqual(unknownIn('assignedTo != nobody and assignedTo = ines and state = new'), [
      'assignedTo = nobody',
    ]);
    assert.deepEqual(unknownIn('assignedTo = nobody', { usersPartial: true }), []);
    assert.deepEqual(unknownIn('assignedTo = nobody', { users: [] }), []);
    const seen = { ...context.procedure.attributes[11]!, learnt: true as const };
    assert.equal(seen.shortId, 'source');
    assert.deepEqual(
      unknownIn('source = radio', { procedure: { ...context.procedure, attributes: [seen] } }),
      [],
      'options that were learnt are not all',
    );
    assert.deepEqual(
      unknownIn('{ "state": "New", "or": [{ "Status": "OPEN" }, { "city": { "!=": "x" } }] }'),
      ['state = New', 'Status'],
    );
  });

  it('never throws, whatever is typed', () => {
    const piece = fc.constantFrom(
      'city',
      '=',
      '(',
      ')',
      '[',
      ']',
      ',',
      '"',
      '\\',
      ' ',
      'and',
      'or',
      '>',
      '!',
      '5',
      '{',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))), pieces => {
        const text = pieces.join('');
        readQuery(text, context);
        suggest(text, context);
        quickFinds(text, context);
      }),
      { numRuns: 500 },
    );
  });
});

describe('completion of a query', () => {
  const labels = (text: string) => suggest(text, context).map(({ label }) => label);

  it('begins with the fields, the primary key first', () => {
    const all = labels('');
    assert.equal(all[0], 'lead_id');
    assert.equal(all.length, fieldsOf(context.procedure).length);
    assert.equal(new Set(all).size, all.length, 'each once');
    assert.ok(all.includes('"odd id"'));
  });
  it('knows fields by their names, too', () => assert.deepEqual(labels('last'), ['lastname']));
  it('goes on with operators that the field has', () => {
    assert.deepEqual(labels('state '), ['=', '!=']);
    assert.deepEqual(labels('score '), ['=', '!=', '>', '>=', '<', '<=']);
  });
  it('offers the states in their order, with names and roles', () => {
    const found = suggest('state = ', context);
    assert.deepEqual(
      found.map(({ label, name, note }) => [label, name, note]),
      [
        ['NEW', 'New', 'start'],
        ['WON', 'Won at last', 'completed'],
      ],
    );
    assert.equal(found[1]?.text, 'state = WON ');
  });
  it('offers users by name, marks those who cannot log in, leaves deleted ones out', () => {
    assert.deepEqual(labels('assignedTo = '), ['ines', 'marta']);
    assert.deepEqual(labels('assignedTo = perei'), ['ines']);
    assert.equal(suggest('assignedTo = mar', context)[0]?.note, 'inactive');
  });
  it('puts into quotes what could not stand alone', () => {
    for (const word of ['or', 'And', 'a b', 'a=b', '', 'a"\\']) {
      const read = readQuery(`city = ${written(word)}`, context);
      assert.deepEqual(read.ok && read.where, { city: word });
    }
    assert.deepEqual(['order', 'or', 'And'].map(written), ['order', '"or"', '"And"']);
  });
  it('replaces the word that is being typed', () =>
    assert.equal(suggest('city = a and sta', context)[0]?.text, 'city = a and status '));
  it('offers what connects conditions', () => {
    assert.deepEqual(labels('city = a '), ['and', 'or']);
    assert.deepEqual(labels('(city = a '), ['and', 'or', ')']);
  });
  it('offers times with what they mean now', () => {
    const [today] = suggest('createdAt > to', context);
    assert.deepEqual([today?.label, today?.at], ['today', new Date(now).setHours(0, 0, 0, 0)]);
  });
  it('gives texts that are read as they are meant', () => {
    for (const first of suggest('', context))
      for (const second of suggest(first.text, context))
        for (const third of suggest(second.text, context))
          assert.ok(readQuery(third.text, context).ok, third.text);
  });
});

describe('a bare value', () => {
  const fields = (text: string) =>
    quickFinds(text, context).map(find => (find.kind === 'id' ? 'id' : find.field));

  it('is looked for as the primary key, then as the title', () =>
    assert.deepEqual(fields('LEAD-001'), ['lead_id', 'lastname']));
  it('is a text and a number where nobody knows which is stored', () => {
    const [found] = quickFinds('7', {
      ...context,
      procedure: { ...context.procedure, primaryKey: 'guess', primaryIdentifier: 'guess' },
    });
    assert.deepEqual(found?.kind === 'field' && found.where, { or: [{ guess: '7' }, { guess: 7 }] });
  });
  it('is looked for once where the title is the primary key', () => {
    const own = { ...context, procedure: { ...context.procedure, primaryIdentifier: 'lead_id' } };
    assert.equal(quickFinds('LEAD-001', own).length, 1);
  });
  it('may be an id, an e-mail, a phone number', () => {
    assert.deepEqual(fields('0b6c2f5e-1111-4222-8333-444455556666')[0], 'id');
    assert.deepEqual(fields('a@b.example'), ['lead_id', 'email', 'lastname']);
    assert.deepEqual(fields('+49 30 1234567'), ['lead_id', 'phone', 'lastname']);
  });
  it('is none where a query has begun', () => {
    assert.deepEqual(fields('city ='), []);
    assert.deepEqual(fields(' '), []);
    assert.deepEqual(fields('city '), []);
  });
});
