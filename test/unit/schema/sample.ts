import {
  noCatalog,
  type Attribute,
  type Catalog,
  type Entity,
  type Procedure,
  type User,
} from '../../../src/core/catalog/model';

/** An attribute of a type; what the catalog reader would make of a config. */
export function attribute(shortId: string, type: string, more: Partial<Attribute> = {}): Attribute {
  return { shortId, name: `The ${shortId}`, type, required: false, hidden: false, derived: false, ...more };
}

export function procedure(more: Partial<Procedure> = {}): Procedure {
  return {
    key: 'p1',
    shortId: 'lead',
    name: 'Lead',
    attributes: [],
    attributesFrom: 'config',
    states: [],
    ...more,
  };
}

export function catalog(more: Partial<Catalog> = {}): Catalog {
  return { ...noCatalog, ...more };
}

const customer: Entity = {
  key: 'e1',
  name: 'Customer',
  attributes: [attribute('phone_number', 'phone', { dataType: 'string', required: true })],
};

const users: readonly User[] = [
  {
    id: 'a1b2c3d4-1111-4222-8333-444455556666',
    username: 'sam.lee',
    name: 'Sam Lee',
    isActive: true,
    isDeleted: false,
  },
  { id: 'u-2', username: 'kim', name: 'Kim', email: 'kim@example.com', isActive: false, isDeleted: false },
  { id: 'u-3', username: 'gone', name: 'Gone', isActive: true, isDeleted: true },
];

/** A procedure with a bit of everything, and the catalog it stands in. */
export const lead = procedure({
  entity: 'e1',
  primaryKey: 'lead_id',
  primaryIdentifier: 'firstname',
  attributes: [
    attribute('lead_id', 'stringId', { dataType: 'string', required: true }),
    attribute('firstname', 'name', {
      dataType: 'string',
      required: true,
      description: 'As on the passport.',
    }),
    attribute('email', 'email', { dataType: 'string' }),
    attribute('score', 'integer', { dataType: 'integer', required: true }),
    attribute('temperature', 'stringEnum', {
      dataType: 'json',
      required: true,
      options: [
        { value: 'HOT', label: 'Hot', description: 'Call today' },
        { value: 'COLD', label: 'Cold' },
      ],
    }),
    attribute('tags', 'multiStringEnum', { dataType: 'json', options: [{ value: 'vip' }, { value: 'eu' }] }),
    attribute('visited', 'boolean', { dataType: 'boolean' }),
    attribute('age', 'integer', { dataType: 'integer', derived: true, required: true }),
    attribute('internal', 'text', { dataType: 'string', hidden: true }),
    attribute('address', 'googleAddress'),
  ],
  states: [
    { shortId: 'NEW', name: 'New', role: 'start', description: 'Just in' },
    { shortId: 'DONE', name: 'Done', role: 'completed' },
  ],
});

export const acme = catalog({ procedures: [lead], entities: [customer], users });
