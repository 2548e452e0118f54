import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/json';
import { learnAttributes, withLearnt } from '../../../src/core/catalog/learn';
import { read } from './reading';
import { uuid } from './team';

const page: readonly JsonObject[] = [
  { id: '1', data: { name: 'A', score: 1, ratio: 1, when: 1767225600000, mixed: 'x', none: null } },
  { id: '2', data: { name: 'B', ratio: 0.5, ok: true, at: [1, 2], mixed: 3 }, derivedData: { age: 3 } },
  { id: '3', data: null },
  { id: '4' },
];

describe('learnAttributes', () => {
  it('guesses a type for each key, none where the values disagree', () => {
    const learnt = learnAttributes(page).map(({ shortId, type, dataType, derived }) => [
      shortId,
      type,
      dataType,
      derived,
    ]);
    assert.deepEqual(learnt, [
      ['name', 'string', 'string', false],
      ['score', 'integer', 'integer', false],
      ['ratio', 'float', 'float', false],
      ['when', 'integer', 'integer', false],
      ['mixed', '', undefined, false],
      ['none', '', undefined, false],
      ['ok', 'boolean', 'boolean', false],
      ['at', 'json', 'json', false],
      ['age', 'integer', 'integer', true],
    ]);
  });

  it('marks what it learnt, and never requires it', () => {
    const [first] = learnAttributes(page);
    assert.deepEqual([first?.learnt, first?.required, first?.name], [true, false, 'name']);
  });

  it('takes no key that is none', () => {
    const data = JSON.parse('{"__proto__":{"x":1}," ":1,"":2,"constructor":3}') as JsonObject;
    assert.deepEqual(
      learnAttributes([{ data }]).map(({ shortId }) => shortId),
      ['constructor'],
    );
  });
});

describe('withLearnt', () => {
  const catalog = read({
    procedures: [
      { shortId: 'none' },
      { shortId: 'known', attributes: [{ shortId: 'name', type: 'email' }] },
      { shortId: 'half', attributes: [{ shortId: 'name', type: 'email' }, uuid('missing')] },
    ],
  });
  const learnt = learnAttributes([{ data: { name: 'A', score: 1 } }]);
  const attributesOf = (key: string, from = withLearnt(catalog, key, learnt)) => {
    const procedure = from.procedures.find(candidate => candidate.key === key);
    return [
      procedure?.attributesFrom,
      procedure?.attributes.map(({ shortId, type }) => `${shortId} ${type}`),
    ];
  };

  it('fills a procedure without attributes', () => {
    assert.deepEqual(attributesOf('none'), ['list', ['name string', 'score integer']]);
  });

  it('leaves one that is known as it is', () => {
    assert.equal(withLearnt(catalog, 'known', learnt), catalog);
    assert.equal(withLearnt(catalog, 'nowhere', learnt), catalog);
    assert.equal(withLearnt(catalog, 'none', []), catalog);
  });

  it('completes one of which some attributes are missing', () => {
    assert.deepEqual(attributesOf('half'), ['config', ['name email', 'score integer']]);
  });

  it('keeps what was learnt before', () => {
    const before = withLearnt(catalog, 'none', learnAttributes([{ data: { old: true, score: null } }]));
    assert.deepEqual(attributesOf('none', withLearnt(before, 'none', learnt)), [
      'list',
      ['old boolean', 'score integer', 'name string'],
    ]);
  });
});
