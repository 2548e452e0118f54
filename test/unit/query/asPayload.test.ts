import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isObject } from '../../../src/core/json';
import { asPayload } from '../../../src/core/query/asPayload';
import { readExact, writeExact } from '../../../src/core/query/exact';
import { exactFetched, exactOf, exactPage, otherId, rowOf } from '../../../src/core/query/found';
import { catalog, procedure } from './team';

const words = { placeholder: () => 'text' };

const start = (json: string, schemaUri?: string) => {
  const process = readExact(json);
  assert.ok(isObject(process));
  return asPayload(process, procedure, catalog, words, schemaUri);
};

describe('a new payload from a process', () => {
  it('takes over what a create takes, with ids turned back and every digit kept', () => {
    const { text, leftOut } = start(`{
      "id": "x", "team": "t", "createdAt": 5, "createdBy": "user-1", "isDeleted": false,
      "status": "OPEN", "state": "state-2", "assignedTo": "user-1", "nextActionAt": 1767225600000,
      "data": { "lead_id": "L-1", "score": 12345678901234567890, "budget": 1.0, "city": null, "guess": [],
                "full_name": "A B", "gone": 1, "lastname": "Rao" },
      "derivedData": { "full_name": "A B" },
      "record": { "id": "r", "data": { "email": "a@b.example", "other": 1 } }
    }`);
    assert.equal(
      text,
      `{
  "data": {
    "lead_id": "‹text›",
    "score": 12345678901234567890,
    "budget": 1.0,
    "lastname": "Rao"
  },
  "record": {
    "data": {
      "email": "a@b.example"
    }
  },
  "status": "OPEN",
  "state": "WON",
  "nextActionAt": 1767225600000,
  "assignedTo": "ines"
}
`,
    );
    assert.deepEqual(leftOut, [
      { kind: 'primaryKey', name: 'lead_id' },
      { kind: 'derived', names: ['full_name'] },
      { kind: 'unknown', names: ['gone'] },
      { kind: 'unknown', names: ['other'] },
    ]);
  });

  it('asks for a new primary key also where the process shows it beside its data', () => {
    const { text, leftOut } = start('{ "lead_id": "L-1", "data": { "city": "Lyon" } }');
    assert.deepEqual(JSON.parse(text), { data: { lead_id: '‹text›', city: 'Lyon' } });
    assert.deepEqual(leftOut, [{ kind: 'primaryKey', name: 'lead_id' }]);
  });

  it('says what cannot be turned back', () => {
    const { text, leftOut } = start(
      '{ "state": "state-9", "assignedTo": "user-9", "record": "r-1", "nextActionAt": 0, "status": "ODD" }',
    );
    assert.deepEqual(JSON.parse(text), { data: {}, assignedTo: 'user-9' });
    assert.deepEqual(
      leftOut.map(({ kind }) => kind),
      ['record', 'state', 'assigneeId'],
    );
  });

  it('assigns to nobody who was deleted, and to a user without a username by the id', () => {
    assert.deepEqual(start('{ "assignedTo": "user-3" }').leftOut, [
      { kind: 'assigneeGone', value: 'Former' },
    ]);
    assert.deepEqual(JSON.parse(start('{ "assignedTo": "user-4" }').text), {
      data: {},
      assignedTo: 'user-4',
    });
  });

  it('knows attributes by their ids, states by their short ids, objects by the id in them', () => {
    const { text } = start(
      '{ "data": { "attribute-1": "L-1", "city": "Lyon" }, "state": "NEW", "assignedTo": { "id": "user-1" } }',
    );
    assert.deepEqual(JSON.parse(text), {
      data: { lead_id: '‹text›', city: 'Lyon' },
      state: 'NEW',
      assignedTo: 'ines',
    });
  });

  it('keeps attributes that nobody knows where the config does not name them all', () => {
    const process = readExact('{ "data": { "other": 1 } }');
    assert.ok(isObject(process));
    const { text } = asPayload(
      process,
      { ...procedure, attributesFrom: 'list' },
      catalog,
      words,
      'chakra-schema:/x',
    );
    assert.deepEqual(JSON.parse(text), { $schema: 'chakra-schema:/x', data: { other: 1 } });
  });
});

describe('JSON with all its digits', () => {
  it('is written with every number as it was read', () => {
    const numbers = ['0', '-0', '1.0', '1e2', '12345678901234567890', '-0.10', '1E400', '0.1', '5'];
    const json = `[${numbers.join(',')},"12345678901234567890","a \\" 1.0 b"]`;
    assert.equal(writeExact(readExact(json)).replace(/\n */g, ''), json);
  });

  it('of any other value is what JSON itself writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const json = JSON.stringify(value);
        assert.deepEqual(JSON.parse(writeExact(readExact(json))), JSON.parse(json));
      }),
    );
  });
});

describe('what was found', () => {
  const process = { id: 'x', state: 'state-1', assignedTo: 'user-1', createdAt: 5, status: 'OPEN' };

  it('is shown by its title, key, state and user', () => {
    assert.deepEqual(rowOf({ ...process, data: { lastname: 'Rao', lead_id: 7 } }, procedure, catalog), {
      title: 'Rao',
      key: '7',
      id: 'x',
      state: 'New',
      status: 'OPEN',
      assignedTo: 'Inês Pereira',
      createdAt: 5,
    });
    assert.equal(rowOf(process, procedure, catalog).title, 'x');
    assert.deepEqual(rowOf({}, procedure, catalog), {});
  });

  it('keeps every digit of a key and an id', () => {
    const one =
      '{"id":12345678901234567891,"createdAt":1.7672256e12,"data":{"lastname":"Rao","lead_id":98765432109876543210}}';
    const [row] = exactPage(`{"_data":[${one}]}`)!.map(found => rowOf(found, procedure, catalog));
    assert.deepEqual(row, {
      title: 'Rao',
      key: '98765432109876543210',
      id: '12345678901234567891',
      createdAt: 1767225600000,
    });
  });

  it('is read again from the answer with all digits, in every envelope', () => {
    const one = '{"id":"x","data":{"score":12345678901234567890}}';
    for (const answer of [
      `{"_data":[{"id":"a"},${one}]}`,
      `[{"id":"a"},${one}]`,
      `{"_data":{"processes":[{"id":"a"},${one}]}}`,
    ])
      assert.equal(writeExact(exactOf(answer, 1) ?? null).replace(/\s/g, ''), one);
    for (const answer of [`{"_data":${one}}`, one, `{"_data":{"process":${one}}}`])
      assert.equal(writeExact(exactFetched(answer) ?? null).replace(/\s/g, ''), one);
  });

  it('is not what was asked for where it has another id, and does not show it as its primary key', () => {
    const other = (answer: unknown, asked = 'A-1') => otherId(JSON.stringify(answer), asked, 'lead_id');
    assert.equal(other({ _data: { id: 'b-2', status: 'OPEN' } }), 'b-2');
    assert.equal(other([{ id: 'b-2', data: { lead_id: 'L' } }]), 'b-2');
    assert.equal(
      otherId('{"id":12345678901234567890,"data":{}}', '12345678901234567890', undefined),
      undefined,
    );
    assert.equal(
      otherId('{"id":12345678901234567890,"data":{}}', '12345678901234567891', undefined),
      '12345678901234567890',
    );
    const fine = [
      { _data: { id: 'a-1', status: 'OPEN' } },
      { _data: { id: 'x', data: { lead_id: 'A-1' } } },
      { id: 'x', lead_id: 'A-1', data: {} },
      { status: 'OPEN' },
      {},
    ];
    for (const answer of fine) assert.equal(other(answer), undefined, JSON.stringify(answer));
  });
});
