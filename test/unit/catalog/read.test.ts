import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import { read, readOne, unresolved } from './reading';
import { uuid } from './team';

const shortIds = (things: readonly { readonly shortId: string }[]) => things.map(thing => thing.shortId);

describe('readCatalog: links', () => {
  it('keeps attributes of one short id apart where they name their procedures', () => {
    const config = {
      procedures: [
        { id: uuid('a'), shortId: 'a', attributes: ['name'] },
        { id: uuid('b'), shortId: 'b', attributes: ['name'] },
      ],
      attributes: [
        { id: uuid('a', 'name'), shortId: 'name', type: 'text', procedure: 'a' },
        { id: uuid('b', 'name'), shortId: 'name', type: 'integer', procedure: 'b' },
      ],
    };
    const { procedures } = read(config);
    assert.deepEqual(
      procedures.map(({ attributes }) => attributes.map(({ type }) => type)),
      [['text'], ['integer']],
    );
  });

  it('keeps inline attributes of one short id apart', () => {
    const { procedures } = read({
      procedures: [
        { shortId: 'a', attributes: [{ shortId: 'name', type: 'text' }] },
        { shortId: 'b', attributes: [{ shortId: 'name', type: 'integer', required: true }] },
      ],
    });
    assert.deepEqual(
      procedures.map(({ attributes }) => attributes.map(({ type, required }) => [type, required])),
      [[['text', false]], [['integer', true]]],
    );
  });

  it('lets a link say more than the attribute, for its own procedure only', () => {
    const { procedures } = read({
      procedures: [
        {
          shortId: 'a',
          attributes: [{ attribute: 'size', required: true, hidden: 'true', options: ['S', 'M'] }],
        },
        { shortId: 'b', attributes: [{ attribute: 'size', required: false }] },
        { shortId: 'c', attributes: ['size'] },
      ],
      attributes: [{ shortId: 'size', type: 'stringEnum', required: true }],
    });
    assert.deepEqual(
      procedures.map(({ attributes: [size] }) => [size?.required, size?.hidden, size?.options?.length]),
      [
        [true, true, 2],
        [false, false, undefined],
        [true, false, undefined],
      ],
    );
  });

  it('joins what stands twice: procedures, attributes, states', () => {
    const procedure = readOne({
      procedures: [
        { id: uuid('lead'), shortId: 'lead', attributes: [{ shortId: 'a', type: 'text' }], states: ['NEW'] },
        {
          shortId: 'lead',
          name: 'Lead',
          attributes: [
            { shortId: 'a', name: 'A', required: 1 },
            { shortId: 'b', type: 'email' },
          ],
          states: [
            { shortId: 'NEW', name: 'New', color: 'red' },
            { shortId: 'OLD', name: 'Old' },
          ],
        },
      ],
    });
    assert.equal(procedure.name, 'Lead');
    assert.deepEqual(
      procedure.attributes.map(({ shortId, name, type, required }) => [shortId, name, type, required]),
      [
        ['a', 'A', 'text', true],
        ['b', 'b', 'email', false],
      ],
    );
    assert.deepEqual(procedure.states, [
      { shortId: 'NEW', name: 'New', color: 'red' },
      { shortId: 'OLD', name: 'Old' },
    ]);
  });

  it('does not take the target of a record attribute for its owner', () => {
    const procedure = readOne({
      procedures: [{ shortId: 'lead', attributes: ['a'] }],
      attributes: [
        { shortId: 'a', type: 'text' },
        { shortId: 'origin', type: 'process', procedure: 'lead' },
      ],
    });
    assert.deepEqual(shortIds(procedure.attributes), ['a']);
  });

  it('is not led astray by a word in the place of a link', () => {
    const procedure = readOne({
      procedures: [
        {
          shortId: 'lead',
          attributes: [{ shortId: 'mail', type: 'text', field: 'email' }, { field: 'email' }],
        },
      ],
      attributes: [{ shortId: 'email', type: 'email' }],
    });
    assert.deepEqual(
      procedure.attributes.map(({ shortId, type }) => [shortId, type]),
      [
        ['mail', 'text'],
        ['email', 'email'],
      ],
    );
  });

  it('reads sections within the list of attributes', () => {
    const procedure = readOne({
      procedures: [
        {
          shortId: 'lead',
          attributes: [
            { name: 'Basics', attributes: [{ shortId: 'a', type: 'text' }] },
            { title: 'More', fields: [{ shortId: 'b', type: 'text' }] },
          ],
        },
      ],
    });
    assert.deepEqual(shortIds(procedure.attributes), ['a', 'b']);
  });

  it('takes an attribute that is in both lists for a derived one', () => {
    const attribute = { id: uuid('age'), shortId: 'age', type: 'integer' };
    const procedure = readOne({
      procedures: [{ shortId: 'lead', attributeIds: [attribute.id] }],
      attributes: [attribute],
      derivedAttributes: [attribute],
    });
    assert.deepEqual(
      procedure.attributes.map(({ shortId, derived }) => [shortId, derived]),
      [['age', true]],
    );
  });
});

describe('readCatalog: what cannot be resolved', () => {
  it('is counted, with up to three examples', () => {
    const ids = ['1', '2', '3', '4'].map(word => uuid(word));
    const catalog = read({
      entities: [{ id: uuid('entity'), name: 'Customer' }],
      procedures: [
        {
          shortId: 'lead',
          entity: uuid('nowhere'),
          attributes: ids,
          states: [uuid('state')],
          defaultStartState: 'NOWHERE',
          primaryKey: uuid('key'),
        },
        { id: uuid('no short id'), name: 'Nameless' },
        'neither',
      ],
      states: [{ shortId: 'NEW' }, { id: uuid('s'), name: 'No short id' }],
      attributes: [
        { id: uuid('a'), shortId: 'a', type: uuid('type'), procedure: 'lead' },
        { id: uuid('b'), name: 'No short id', procedure: 'lead' },
        { id: uuid('c'), shortId: 'c', procedure: uuid('other') },
      ],
    });
    assert.deepEqual(unresolved(catalog), {
      attributeNotFound: 4,
      attributeTypeNotFound: 1,
      attributeWithoutShortId: 1,
      entityNotFound: 1,
      notAnObject: 1,
      ownerNotFound: 1,
      primaryKeyNotFound: 1,
      procedureWithoutShortId: 1,
      stateNotFound: 2,
      stateWithoutShortId: 1,
    });
    const missing = catalog.unresolved.find(({ kind }) => kind === 'attributeNotFound');
    assert.deepEqual(missing?.examples, ids.slice(0, 3));
    const [lead] = catalog.procedures;
    assert.deepEqual([lead?.attributesMissing, lead?.statesMissing, lead?.primaryKey], [5, 1, undefined]);
    assert.deepEqual(shortIds(lead?.attributes ?? []), ['a']);
  });

  it('says nothing of links to deleted things', () => {
    const catalog = read({
      entities: [{ id: uuid('e'), name: 'Old', isDeleted: true }],
      procedures: [
        { shortId: 'lead', entity: uuid('e'), attributes: [uuid('a'), 'b', 'a'], states: [uuid('s'), 'S'] },
        { id: uuid('p'), shortId: 'gone', deletedAt: '2025-01-01T00:00:00Z' },
      ],
      attributes: [
        { id: uuid('a'), shortId: 'a', isDeleted: 'true' },
        { id: uuid('b'), shortId: 'b', isDeleted: false, deletedAt: null, archivedAt: 0, status: 'ACTIVE' },
        { id: uuid('c'), shortId: 'c', procedure: [uuid('p'), 'gone'] },
      ],
      states: [{ id: uuid('s'), shortId: 'S', archived: 1 }],
    });
    assert.deepEqual(catalog.unresolved, []);
    assert.deepEqual(
      catalog.procedures.map(({ attributes }) => shortIds(attributes)),
      [['b']],
    );
    assert.deepEqual(
      [catalog.procedures[0]?.attributesMissing, catalog.procedures[0]?.statesMissing],
      [undefined, undefined],
    );
  });

  it('leaves attributes open where the config has none, and still believes a readable primary key', () => {
    const procedure = readOne({
      procedures: { lead: { primaryKey: 'lead_id', primaryIdentifier: uuid('x') } },
    });
    assert.deepEqual([procedure.attributesFrom, procedure.attributes], ['none', []]);
    assert.deepEqual(
      [procedure.key, procedure.primaryKey, procedure.primaryIdentifier],
      ['lead', 'lead_id', undefined],
    );
  });

  it('takes bare short ids for attributes and states where nothing describes them', () => {
    const procedure = readOne({
      procedures: [{ shortId: 'lead', attributes: ['a', 'b'], states: ['NEW', 'DONE'] }],
    });
    assert.deepEqual(shortIds(procedure.attributes), ['a', 'b']);
    assert.deepEqual(procedure.attributes[0], {
      shortId: 'a',
      name: 'a',
      type: '',
      required: false,
      hidden: false,
      derived: false,
    });
    assert.deepEqual(shortIds(procedure.states), ['NEW', 'DONE']);
  });

  for (const config of [
    null,
    7,
    'text',
    true,
    [],
    [1, 2],
    {},
    { _data: null },
    { procedures: 3 },
  ] as Json[]) {
    it(`is everything in ${JSON.stringify(config)}`, () => {
      const { procedures, entities, team } = read(config);
      assert.deepEqual([procedures, entities, team], [[], [], null]);
    });
  }
});
