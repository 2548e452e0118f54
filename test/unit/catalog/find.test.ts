import assert from 'node:assert/strict';
import { isOld } from '../../../src/core/catalog/age';
import { findBound, findProcedure } from '../../../src/core/catalog/find';
import { read } from './reading';
import { AT } from './team';

const catalog = read({
  procedures: [
    { id: 'b', shortId: 'a' },
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

  it('finds what a document is bound to by its short id, where a config came without the ids that it had', () => {
    const bound = (procedureKey: string, shortId: string) =>
      findBound(catalog, { procedureKey, shortId })?.id;
    assert.deepEqual([bound('c', 'a'), bound('gone', 'a'), bound('gone', 'away')], ['c', 'b', undefined]);
  });
});

describe('age', () => {
  it('is old beyond the limit, or before its time', () => {
    assert.deepEqual(
      [AT, AT + 10, AT + 11, AT - 1].map(now => isOld(catalog, now, 10)),
      [false, false, true, true],
    );
  });
});
