import assert from 'node:assert/strict';
import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import { buildSchema, waitingSchema } from '../../../src/core/schema/build';
import { compileValidator, type Validate } from '../../../src/core/schema/validator';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { acme, attribute, catalog, lead, procedure } from './sample';

const good = { lead_id: 'L-1', firstname: 'Pat', score: 3, temperature: 'HOT' };

const validators = new Map<Procedure, Validate>();

/** Problems as `path keyword`, of a value against a procedure. */
function problems(value: unknown, of: Procedure = lead, within: Catalog = acme): string[] {
  const validate = validators.get(of) ?? compileValidator(buildSchema(of, within, schemaWords));
  validators.set(of, validate);
  return validate(value).map(({ path, keyword, params }) => {
    const name = params['missingProperty'] ?? params['additionalProperty'];
    return [path.join('.'), keyword, name].filter(part => part !== '' && part !== undefined).join(' ');
  });
}

/** Attributes whose short id is their type, so that one schema serves for many. */
function typed(types: readonly string[], more: Partial<Attribute> = {}): Procedure {
  return procedure({ attributes: types.map(type => attribute(type, type, more)) });
}

describe('compileValidator', () => {
  it('passes a good object and a good array', () => {
    assert.deepEqual(problems({ $schema: 'x', data: good }), []);
    assert.deepEqual(problems([{ data: good }, { $schema: 'x', data: good }]), []);
    assert.deepEqual(problems([]), []);
    assert.deepEqual(problems({ $schema: 'x', processes: [{ data: good }] }), []);
  });

  it('names what is wrong where it is, in an array too, and each cause once', () => {
    assert.deepEqual(problems({ data: { ...good, score: 'x', nope: 1 } }), [
      'data additionalProperties nope',
      'data.score type',
    ]);
    assert.deepEqual(problems([{ data: good }, 3, { data: { ...good, temperature: 'WARM' } }]), [
      '1 type',
      '2.data.temperature enum',
    ]);
    assert.deepEqual(problems({ processes: [{ data: good }, { data: { ...good, temperature: 'WARM' } }] }), [
      'processes.1.data.temperature enum',
    ]);
  });

  it('wants required attributes, and data with them', () => {
    assert.deepEqual(problems({}), ['required data']);
    assert.deepEqual(problems({ data: { lead_id: 'x' } }), [
      'data required firstname',
      'data required score',
      'data required temperature',
    ]);
    assert.deepEqual(problems({}, procedure({ attributes: [attribute('a', 'text')] })), []);
  });

  it('takes an empty text for nothing where something is required', () => {
    assert.deepEqual(problems({ data: { ...good, firstname: '', internal: '' } }), [
      'data.firstname minLength',
    ]);
  });

  it('takes a required primary key at the top level or in data', () => {
    const { lead_id, ...rest } = good;
    assert.deepEqual(problems([{ lead_id, data: rest }]), []);
    assert.deepEqual(problems({ lead_id, data: rest }), []);
    assert.deepEqual(problems({ data: rest }), ['data required lead_id']);
    assert.deepEqual(problems({ lead_id: null, data: rest }), ['lead_id type']);
    assert.deepEqual(problems([{ lead_id: '', data: rest }]), ['0.lead_id minLength']);
    const only = procedure({ primaryKey: 'k', attributes: [attribute('k', 'text', { required: true })] });
    assert.deepEqual(problems([{ k: 'x' }, {}, { data: {} }], only), [
      '1 required data',
      '2.data required k',
    ]);
  });

  it('warns of an unknown attribute only where the config lists them', () => {
    const attributes = [attribute('a', 'text')];
    const unknown = { data: { b: 1 } };
    assert.deepEqual(problems(unknown, procedure({ attributes })), ['data additionalProperties b']);
    assert.deepEqual(problems(unknown, procedure({ attributes, attributesFrom: 'list' })), []);
    assert.deepEqual(problems(unknown, procedure({ attributesFrom: 'none' })), []);
  });

  it('warns of nothing unknown where the config names more than could be read', () => {
    const attributes = [attribute('a', 'text')];
    const states = [{ shortId: 'NEW', name: 'New' }];
    const of = procedure({ attributes, attributesMissing: 1, states, statesMissing: 2 });
    assert.deepEqual(problems({ data: { b: 1 }, state: 'OTHER' }, of), []);
    assert.deepEqual(problems({ state: 'OTHER' }, procedure({ attributes, states })), ['state enum']);
  });

  it('warns of an unknown field, but lets any attribute be a primary key that is not known', () => {
    const attributes = [attribute('a', 'text')];
    assert.deepEqual(problems({ foo: 1 }, procedure({ attributes })), ['additionalProperties foo']);
    assert.deepEqual(problems([{ a: 1, foo: 1 }], procedure({ attributes })), ['0 additionalProperties foo']);
    assert.deepEqual(problems([{ foo: 1 }], procedure({ attributesFrom: 'none' })), []);
    assert.deepEqual(problems([{ foo: 1 }], procedure({ attributes, attributesFrom: 'list' })), []);
  });

  it('checks the canonical types', () => {
    const cases: readonly (readonly [string, readonly unknown[], readonly unknown[]])[] = [
      ['text', ['', 'x'], [1, true, {}]],
      ['email', ['pat@example.com'], ['pat', 5]],
      ['phone', ['+1 555'], [555]],
      [
        'datetimeISO8601',
        ['2026-01-31', '2026-01-31T10:00', '2026-01-31 10:00:01.5+0530', '2026-01-31T10:00:00Z'],
        ['tomorrow', 5],
      ],
      ['integer', [0, -3, 1e3], ['1', 1.5]],
      ['datetime', [1767225600000], ['2026-01-01']],
      ['date', [20260101, '2026-01-01'], [true, []]],
      ['decimal', [0.5, 1], ['0.5']],
      ['boolean', [true, false], ['true', 0]],
      ['externalObject', [{ a: 1 }], ['x', []]],
      ['multiString', [['x'], 'x', 5], []],
      ['googleAddress', ['x', {}, [1, 2], 5], []],
    ];
    const of = typed(cases.map(([type]) => type));
    for (const [type, right, wrong] of cases) {
      const count = (value: unknown): number => problems({ data: { [type]: value } }, of).length;
      for (const value of right) assert.equal(count(value), 0, `${type} ${JSON.stringify(value)}`);
      for (const value of wrong) assert.equal(count(value), 1, `${type} ${JSON.stringify(value)}`);
    }
  });

  it('takes null for what is not required', () => {
    const types = ['text', 'integer', 'boolean', 'date', 'stringEnum', 'multiStringEnum'];
    const data = Object.fromEntries(types.map(type => [type, null]));
    assert.deepEqual(problems({ data }, typed(types, { options: [{ value: 'A' }] })), []);
    assert.deepEqual(problems({ data: { text: null } }, typed(['text'], { required: true })), [
      'data.text type',
    ]);
  });

  it('checks options, inside an array too', () => {
    const of = typed(['stringEnum', 'multiStringEnum', 'colour'], {
      options: [{ value: 'A' }, { value: 2 }],
    });
    const option = (data: Record<string, unknown>): string[] => problems({ data }, of);
    assert.deepEqual(option({ stringEnum: 2 }), []);
    assert.deepEqual(option({ stringEnum: 'B' }), ['data.stringEnum enum']);
    assert.deepEqual(option({ multiStringEnum: ['A', 'B'] }), ['data.multiStringEnum.1 enum']);
    assert.deepEqual(option({ multiStringEnum: 'A,B' }), []);
    assert.deepEqual(option({ colour: 'B' }), []);
  });

  it('takes a username or an id of a user, and knows who is gone', () => {
    const assigned = (assignedTo: unknown): string[] => problems({ data: good, assignedTo });
    for (const right of ['sam.lee', 'kim', 'u-2', '00000000-0000-4000-8000-000000000000']) {
      assert.deepEqual(assigned(right), [], right);
    }
    for (const wrong of ['nobody', 'gone', 5]) assert.deepEqual(assigned(wrong), ['assignedTo anyOf']);
    assert.deepEqual(problems({ assignedTo: 'anybody' }, procedure(), catalog()), []);
    const partial = {
      ...catalog(),
      users: [{ name: 'Sam', username: 'sam', isActive: true, isDeleted: false }],
      usersPartial: true,
    } as const;
    assert.deepEqual(problems({ assignedTo: 'on-the-next-page' }, procedure(), partial), []);
  });

  it('knows milliseconds from seconds, states from names, and calculated attributes', () => {
    assert.deepEqual(problems({ data: good, nextActionAt: 1767225600 }), ['nextActionAt not']);
    assert.deepEqual(problems({ data: good, nextActionAt: 1767225600000, state: 'NEW', status: 'OPEN' }), []);
    assert.deepEqual(problems({ data: good, nextActionAt: '1767225600000' }), ['nextActionAt type']);
    assert.deepEqual(problems({ data: good, state: 'New' }), ['state enum']);
    assert.deepEqual(problems({ state: 'Any' }, procedure()), []);
    assert.deepEqual(problems({ data: { ...good, age: 3 } }), ['data.age deprecationMessage']);
  });

  it('checks the record by its entity, without asking for all of it', () => {
    const record = (value: unknown): string[] => problems({ data: good, record: value });
    assert.deepEqual(record({ data: {} }), []);
    assert.deepEqual(record({ data: { phone_number: '1' } }), []);
    assert.deepEqual(record({ data: { zip: 1 } }), ['record.data additionalProperties zip']);
    assert.deepEqual(record({}), ['record required data']);
    assert.deepEqual(record(null), []);
    assert.deepEqual(
      problems({ data: good, record: { data: { zip: 1 } } }, { ...lead, entity: 'unknown' }),
      [],
    );
  });

  it('is not deceived by keys of Object.prototype', () => {
    const of = procedure({ attributes: [attribute('toString', 'text', { required: true })] });
    assert.deepEqual(problems({ data: {} }, of), ['data required toString']);
  });

  it('reports at most 1,000 problems of a long array', () => {
    const many = Array.from({ length: 20_000 }, () => ({ data: {} }));
    assert.equal(problems(many).length, 1000);
  });

  it('lets everything pass while the schema waits', () => {
    const validate = compileValidator(waitingSchema(schemaWords));
    for (const value of [{}, [], [1], 'x', { data: { a: 1 }, b: 2 }]) assert.deepEqual(validate(value), []);
  });
});
