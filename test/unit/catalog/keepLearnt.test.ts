import assert from 'node:assert/strict';
import { keepLearnt, learnAttributes, withLearnt } from '../../../src/core/catalog/learn';
import { read } from './reading';

const bare = () => read({ procedures: [{ id: 'p1', shortId: 'lead' }] });
const full = () =>
  read({ procedures: [{ id: 'p1', shortId: 'lead', attributes: [{ shortId: 'city', type: 'string' }] }] });
const learnt = () => withLearnt(bare(), 'p1', learnAttributes([{ data: { city: 'Ulm', score: 7 } }]));

const keysOf = (catalog: ReturnType<typeof bare>) =>
  catalog.procedures[0]?.attributes.map(({ shortId }) => shortId);

describe('keepLearnt', () => {
  it('keeps what was learnt while the config still does not say it', () => {
    const kept = keepLearnt(bare(), learnt());
    assert.deepEqual(keysOf(kept), ['city', 'score']);
    assert.equal(kept.procedures[0]?.attributesFrom, 'list');
    assert.ok(kept.procedures[0].attributes.every(attribute => attribute.learnt === true));
  });

  it('lets the config stand where it says which attributes there are', () => {
    const catalog = full();
    assert.equal(keepLearnt(catalog, learnt()), catalog);
  });

  it('keeps nothing that was in the older config', () => {
    const catalog = bare();
    assert.equal(keepLearnt(catalog, full()), catalog);
  });

  it('keeps nothing of a procedure that is gone, or of another', () => {
    const other = read({ procedures: [{ id: 'p2', shortId: 'lead' }] });
    assert.equal(keepLearnt(other, learnt()), other);
  });
});
