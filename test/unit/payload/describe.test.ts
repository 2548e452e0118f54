import assert from 'node:assert/strict';
import { primaryKeyValue } from '../../../src/core/payload/describe';
import { procedure } from '../schema/sample';

const keyed = procedure({ primaryKey: 'id' });

describe('primaryKeyValue', () => {
  it('reads it at the top level or in data, from a text or a value', () => {
    assert.equal(primaryKeyValue('{"id": "A", "data": {"id": "B"}}', keyed), 'A');
    assert.equal(primaryKeyValue('{"data": {"id": 7}} // x', keyed), 7);
    assert.equal(primaryKeyValue({ data: { id: 'B' } }, keyed), 'B');
    assert.equal(primaryKeyValue({ id: '', data: { id: 'B' } }, keyed), 'B');
  });

  it('gives nothing that does not identify', () => {
    for (const payload of [{}, { id: null }, { data: { id: {} } }, [], '"id"', '{', 'null', null]) {
      assert.equal(primaryKeyValue(payload, keyed), undefined);
    }
    assert.equal(primaryKeyValue({ id: 'A' }, procedure()), undefined);
  });

  it('gives no number that a double cannot hold: a look by it would find another process, or all', () => {
    for (const number of ['12345678901234567890', '1e400', '-1e400']) {
      assert.equal(primaryKeyValue(`{"data": {"id": ${number}}}`, keyed), undefined);
    }
    assert.equal(primaryKeyValue('{"data": {"id": 1.5}}', keyed), 1.5);
  });
});
