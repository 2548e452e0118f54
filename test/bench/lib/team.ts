import type { Json, JsonObject } from '../../../src/core/json';

const TYPES = [
  'string',
  'integer',
  'stringEnum',
  'datetime',
  'boolean',
  'email',
  'phone',
  'float',
  'text',
  'photo',
];
const STATES = 6;
const ENTITIES = 20;

/** The config of a team of any size, which answers Fetch Config. Procedures: `procedure_0` … with `attribute_0` …, of all types in turn. */
export function teamConfig(procedureCount: number, attributeCount: number, types = TYPES): JsonObject {
  const attributeTypes = types.map(name => ({ id: id('type', name), name, datatype: 'string' }));
  const attributes: JsonObject[] = [];
  const procedures = Array.from({ length: procedureCount }, (_, index): JsonObject => {
    const own = Array.from({ length: attributeCount }, (_unused, place) => attribute(index, place, types));
    attributes.push(...own);
    return procedure(index, own);
  });
  const entities = Array.from({ length: ENTITIES }, (_, index) => ({
    id: id('entity', index),
    name: `Entity ${index}`,
  }));
  return { team: { id: id('team'), name: 'Large' }, entities, procedures, attributeTypes, attributes };
}

function procedure(index: number, attributes: readonly JsonObject[]): JsonObject {
  return {
    id: id('procedure', index),
    createdAt: 1767225600000,
    updatedAt: 1767225600000,
    shortId: `procedure_${index}`,
    name: `Procedure ${index}`,
    description: `What procedure ${index} is for`,
    entity: id('entity', index % ENTITIES),
    attributes: attributes.map(item => item['id'] ?? null),
    states: Array.from({ length: STATES }, (_, place) => ({
      id: id('state', index, place),
      shortId: `STATE_${place}`,
      name: `State ${place}`,
      color: '#336699',
      order: place,
    })),
    defaultStartState: id('state', index, 0),
    defaultCompletedState: id('state', index, STATES - 1),
    primaryKey: attributes[0]?.['id'] ?? null,
    primaryIdentifier: attributes[1]?.['id'] ?? null,
    isDeleted: false,
  };
}

/** What answers List Users: `person.0@example.com` …, every tenth of whom cannot log in. */
export function teamUsers(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    id: id('user', index),
    username: `person.${index}@example.com`,
    firstName: `Person ${index}`,
    lastName: 'Of The Team',
    primaryEmail: { email: `person.${index}@example.com` },
    isActive: index % 10 !== 9,
    isDeleted: false,
  }));
}

function attribute(procedureIndex: number, place: number, types: readonly string[]): JsonObject {
  const type = types[place % types.length] ?? 'string';
  return {
    id: id('attribute', procedureIndex, place),
    createdAt: 1767225600000,
    updatedAt: 1767225600000,
    team: id('team'),
    shortId: `attribute_${place}`,
    name: `Attribute ${place}`,
    description: place % 3 === 0 ? `What attribute ${place} of procedure ${procedureIndex} holds` : null,
    attributeType: id('type', type),
    procedure: id('procedure', procedureIndex),
    isRequired: place < 5,
    isHidden: false,
    isDeleted: false,
    config: /enum/i.test(type) ? { options: options() } : {},
  };
}

function options(): Json {
  return Array.from({ length: 8 }, (_, place) => ({ value: `VALUE_${place}`, label: `Value ${place}` }));
}

/** Something of a uuid's form, the same for the same words. */
function id(...parts: readonly (string | number)[]): string {
  let hash = 7;
  for (const character of parts.join('/')) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  const tail = parts
    .map(part => (typeof part === 'number' ? part : part.length))
    .join('')
    .padStart(12, '0');
  return `${hash.toString(16).padStart(8, '0')}-1111-4222-8333-${tail.slice(-12)}`;
}
