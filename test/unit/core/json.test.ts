import assert from 'node:assert/strict';
import { asText, isArray, isObject } from '../../../src/core/json';

describe('json', () => {
  it('tells objects from arrays and null', () => {
    assert.deepEqual([{}, [], null, 'x', 1].map(isObject), [true, false, false, false, false]);
    assert.deepEqual([{}, [], null].map(isArray), [false, true, false]);
  });

  it('takes only texts that hold something', () => {
    assert.deepEqual(['a', ' ', '', 3, null].map(asText), ['a', undefined, undefined, undefined, undefined]);
  });
});
