import type { Json } from '../../../src/core/json';
import type { Attribute, Catalog, Option, State } from '../../../src/core/catalog/model';
import { attributeType } from '../../../src/core/catalog/types';

/** A believable team, as the catalog is to have it whatever shape the config has. Ids are made from the names. */
export interface TeamAttribute {
  readonly shortId: string;
  readonly name: string;
  readonly type: string;
  readonly required?: true;
  readonly hidden?: true;
  readonly derived?: true;
  readonly options?: readonly Option[];
}

export interface TeamState {
  readonly shortId: string;
  readonly name: string;
  readonly color: string;
  readonly description?: string;
}

export interface TeamOwner {
  readonly shortId: string;
  readonly name: string;
  readonly attributes: readonly TeamAttribute[];
}

export interface TeamProcedure extends TeamOwner {
  readonly description: string;
  readonly entity?: string;
  readonly states: readonly TeamState[];
  readonly start: string;
  readonly completed: string;
  readonly primaryKey?: string;
  readonly primaryIdentifier: string;
}

/** A uuid that is the same for the same words. */
export function uuid(...words: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of words.join('/')) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  const hex = hash.toString(16).padStart(8, '0');
  return `${hex}-1111-4222-8333-${hex}4444`;
}

export const entities: readonly TeamOwner[] = [
  {
    shortId: 'customer',
    name: 'Customer',
    attributes: [
      { shortId: 'phone_number', name: 'Phone', type: 'phone', required: true },
      { shortId: 'email', name: 'E-mail', type: 'email' },
      { shortId: 'lifetime_value', name: 'Lifetime value', type: 'decimal', derived: true },
    ],
  },
];

export const procedures: readonly TeamProcedure[] = [
  {
    shortId: 'lead',
    name: 'Lead',
    description: 'People who may buy',
    entity: 'customer',
    attributes: [
      { shortId: 'lead_id', name: 'Lead ID', type: 'stringId', required: true },
      { shortId: 'firstname', name: 'First name', type: 'name', required: true },
      { shortId: 'score', name: 'Score', type: 'integer' },
      { shortId: 'internal_note', name: 'Note', type: 'textArea', hidden: true },
      {
        shortId: 'source',
        name: 'Source',
        type: 'stringEnum',
        options: [
          { value: 'WEB', label: 'Website' },
          { value: 'FAIR', label: 'Trade fair' },
          { value: 'OTHER' },
        ],
      },
      {
        shortId: 'rank',
        name: 'Rank',
        type: 'multiIntegerEnum',
        options: [{ value: 1, label: 'one' }, { value: 2 }],
      },
      { shortId: 'age_days', name: 'Age in days', type: 'integer', derived: true },
    ],
    states: [
      { shortId: 'NEW', name: 'New', color: '#00aa00', description: 'Nobody has called yet' },
      { shortId: 'CALLED', name: 'Called', color: '#0000aa' },
      { shortId: 'WON', name: 'Won', color: '#aaaa00' },
    ],
    start: 'NEW',
    completed: 'WON',
    primaryKey: 'lead_id',
    primaryIdentifier: 'firstname',
  },
  {
    shortId: 'field_visit',
    name: 'Field visit',
    description: 'Someone goes there',
    attributes: [
      { shortId: 'visit_at', name: 'When', type: 'datetime', required: true },
      { shortId: 'place', name: 'Where', type: 'geolocation' },
    ],
    states: [
      { shortId: 'PLANNED', name: 'Planned', color: 'grey' },
      { shortId: 'DONE', name: 'Done', color: 'green' },
    ],
    start: 'PLANNED',
    completed: 'DONE',
    primaryIdentifier: 'visit_at',
  },
];

export const AT = 1767225600000;

/** What every shape of the team is to be read as. */
export function expectedCatalog(): Catalog {
  return {
    version: 1,
    fetchedAt: AT,
    team: { id: uuid('team'), name: 'Acme' },
    entities: entities.map(entity => ({
      key: uuid('entity', entity.shortId),
      id: uuid('entity', entity.shortId),
      shortId: entity.shortId,
      name: entity.name,
      attributes: entity.attributes.map(item => attribute(entity, item)),
    })),
    procedures: procedures.map(procedure => ({
      key: uuid('procedure', procedure.shortId),
      id: uuid('procedure', procedure.shortId),
      shortId: procedure.shortId,
      name: procedure.name,
      description: procedure.description,
      ...(procedure.entity !== undefined && { entity: uuid('entity', procedure.entity) }),
      attributes: procedure.attributes.map(item => attribute(procedure, item)),
      attributesFrom: 'config' as const,
      states: procedure.states.map(item => state(procedure, item)),
      ...(procedure.primaryKey !== undefined && { primaryKey: procedure.primaryKey }),
      primaryIdentifier: procedure.primaryIdentifier,
    })),
    users: [],
    unresolved: [],
  };
}

function attribute(owner: TeamOwner, item: TeamAttribute): Attribute {
  const known = attributeType(item.type);
  return {
    id: uuid('attribute', owner.shortId, item.shortId),
    shortId: item.shortId,
    name: item.name,
    type: item.type,
    ...(known?.dataType !== undefined && { dataType: known.dataType }),
    required: item.required ?? false,
    hidden: item.hidden ?? false,
    derived: item.derived ?? false,
    ...(item.options !== undefined && { options: item.options }),
  };
}

function state(procedure: TeamProcedure, item: TeamState): State {
  const role =
    item.shortId === procedure.start
      ? 'start'
      : item.shortId === procedure.completed
        ? 'completed'
        : undefined;
  return {
    id: uuid('state', procedure.shortId, item.shortId),
    shortId: item.shortId,
    name: item.name,
    ...(item.description !== undefined && { description: item.description }),
    color: item.color,
    ...(role !== undefined && { role }),
  };
}

/** A plain JSON object while a config is being built. */
export type Draft = Record<string, Json | undefined>;
