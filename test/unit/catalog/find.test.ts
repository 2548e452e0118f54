import assert from 'node:assert/strict';
import { ageOf, isOld } from '../../../src/core/catalog/age';
import { findProcedure, findState } from '../../../src/core/catalog/find';
import { read } from './reading';
import { AT } from './team';

const catalog = read({
  procedures: [
    {
      id: 'b',
      shortId: 'a',
      states: [
        { id: 'Y', shortId: 'X' },
        { id: 'X', shortId: 'Z' },
      ],
    },
    { id: 'c', shortId: 'b' },
  ],
});

describe('find', () => {
  it('finds a procedure by id before short id', () => {
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map(word => findProcedure(catalog, word)?.shortId),
      ['a', 'a', 'b', undefined],
    );
  });

  it('finds a state by id before short id', () => {
    const [procedure] = catalog.procedures;
    assert.deepEqual(
      ['X', 'Y', 'Z', 'W'].map(word => findState(procedure!, word)?.shortId),
      ['Z', 'X', 'Z', undefined],
    );
  });
});

describe('age', () => {
  it('counts from the fetch', () => {
    assert.deepEqual([ageOf(catalog, AT + 5), ageOf(catalog, AT - 5)], [5, 0]);
  });

  it('is old beyond the limit, or before its time', () => {
    assert.deepEqual(
      [AT, AT + 10, AT + 11, AT - 1].map(now => isOld(catalog, now, 10)),
      [false, false, true, true],
    );
  });
});
