import assert from 'node:assert/strict';
import { keyOfBytes } from '../../../../src/core/bulk/results/key';

describe('bulk results: the primary key of an entry', () => {
  const key = (json: string) => keyOfBytes(Buffer.from(json), 'id');

  it('stands at the top level or in data', () => {
    assert.equal(key('{"id":"T-1","data":{"city":"Lyon"}}'), 'T-1');
    assert.equal(key('{"data":{"id":"T-2"}}'), 'T-2');
    assert.equal(key('{"id":7}'), 7);
    assert.equal(key('{"id":"T-1","data":{"id":"T-1"}}'), 'T-1');
    assert.equal(key('{"id":null,"data":{"id":"T-1"}}'), 'T-1');
  });

  it('is none where the two places differ, or nothing can be a key', () => {
    for (const json of [
      '{"id":"T-1","data":{"id":"T-2"}}',
      '{"id":"T-1","data":{"id":true}}',
      '{"id":""}',
      '{"id":12345678901234567890}',
      '{"id":1e400}',
      '{"id":{}}',
      '{"data":[]}',
      '[]',
      'null',
      '{',
    ]) {
      assert.equal(key(json), undefined, json);
    }
  });
});
