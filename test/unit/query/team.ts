import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import type { QueryContext } from '../../../src/core/query/fields';

export const now = new Date(2026, 10, 18, 14, 30).getTime();

const attribute = (shortId: string, type: string, more: Partial<Attribute> = {}): Attribute => ({
  shortId,
  name: shortId,
  type,
  required: false,
  hidden: false,
  derived: false,
  ...more,
});

export const procedure: Procedure = {
  key: 'p1',
  shortId: 'lead',
  name: 'Lead',
  entity: 'e1',
  attributesFrom: 'config',
  primaryKey: 'lead_id',
  primaryIdentifier: 'lastname',
  attributes: [
    attribute('lead_id', 'stringId', { id: 'attribute-1' }),
    attribute('lastname', 'name', { name: 'Last name' }),
    attribute('city', 'string'),
    attribute('score', 'integer'),
    attribute('budget', 'decimal'),
    attribute('email', 'email'),
    attribute('phone', 'phone'),
    attribute('call_at', 'datetime'),
    attribute('odd id', ''),
    attribute('guess', '', { learnt: true }),
    attribute('paid', 'boolean', { dataType: 'boolean' }),
    attribute('source', 'stringEnum', { options: [{ value: 'WEB', label: 'Web form' }, { value: 'FAIR' }] }),
    attribute('full_name', 'string', { derived: true }),
  ],
  states: [
    { shortId: 'NEW', name: 'New', id: 'state-1', role: 'start' },
    { shortId: 'WON', name: 'Won at last', id: 'state-2', role: 'completed' },
  ],
};

export const catalog: Catalog = {
  version: 1,
  fetchedAt: now,
  team: null,
  procedures: [procedure],
  entities: [{ key: 'e1', name: 'Customer', attributes: [attribute('email', 'email')] }],
  users: [
    {
      id: 'user-1',
      username: 'ines',
      name: 'Inês Pereira',
      email: 'ines@x.example',
      isActive: true,
      isDeleted: false,
    },
    { id: 'user-2', username: 'marta', name: 'Marta Kowal', isActive: false, isDeleted: false },
    { id: 'user-3', username: 'former', name: 'Former', isActive: false, isDeleted: true },
    { id: 'user-4', name: 'Nameless', isActive: true, isDeleted: false },
  ],
  unresolved: [],
};

export const context: QueryContext = { procedure, users: catalog.users, now };
