import { closeSync, openSync, writeSync } from 'node:fs';
import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import type { JsonObject } from '../../../src/core/json';
import { buildSchema, type SchemaWords } from '../../../src/core/schema/build';

const cities = ['Lyon', 'Pune', 'Porto', 'Zürich', 'Graz', 'Oslo', 'Bergen', 'Turin'];
const states = ['NEW', 'CONTACTED', 'DONE'];

/** Writes a list of entries of about 220 bytes each, one a line: of each hundred one breaks the schema, of each eight one is not ASCII. */
export function writeBulkFile(file: string, entries: number, entryOf = bulkEntry): void {
  const out = openSync(file, 'w');
  try {
    let part = '[\n';
    for (let i = 0; i < entries; i++) {
      part += `${JSON.stringify(entryOf(i))}${i + 1 < entries ? ',\n' : '\n]\n'}`;
      if (part.length < 1 << 20 && i + 1 < entries) continue;
      writeSync(out, part);
      part = '';
    }
  } finally {
    closeSync(out);
  }
}

/** One that a sandbox takes for its leads, of about the same size; of each hundred one is not valid. */
export function sandboxLead(i: number): JsonObject {
  return {
    lead_id: `LEAD-${String(i).padStart(8, '0')}`,
    data: {
      firstname: `First ${i % 977}`,
      lastname: `Last ${i % 977}`,
      source: 'WEB',
      email: `person.${i}@example.com`,
      score: i % 90,
      budget: (i % 5000) / 8,
      city: cities[i % cities.length] ?? '',
      wants_newsletter: i % 3 === 0,
      call_back_at: 1_767_225_600_000,
    },
    status: i % 100 === 42 ? 'DONE' : 'OPEN',
  };
}

/** Leads with other keys than those from another number on. */
export function sandboxLeadFrom(first: number): (i: number) => JsonObject {
  return i => ({ ...sandboxLead(i), lead_id: `LEAD-${String(first + i).padStart(8, '0')}` });
}

/** One entry; its key is that of no other. */
export function bulkEntry(i: number): JsonObject {
  return {
    lead_id: `LEAD-${String(i).padStart(8, '0')}`,
    data: {
      firstname: `First ${i % 977}`,
      email: `person.${i}@example.com`,
      phone: `+49 170 ${String((i * 7919) % 10_000_000).padStart(7, '0')}`,
      score: i % 100 === 42 ? 'high' : i % 90,
      amount: (i % 5000) / 8,
      city: cities[i % cities.length] ?? '',
      newsletter: i % 3 === 0,
      visited: '2026-03-01T09:30:00Z',
    },
    state: states[i % states.length] ?? '',
  };
}

function attribute(shortId: string, type: string, required = false): Attribute {
  return { shortId, name: shortId, type, required, hidden: false, derived: false };
}

export const bulkProcedure: Procedure = {
  key: 'p',
  shortId: 'lead',
  name: 'Lead',
  attributes: [
    attribute('lead_id', 'stringId', true),
    attribute('firstname', 'name', true),
    attribute('email', 'email'),
    attribute('phone', 'phone'),
    attribute('score', 'integer'),
    attribute('amount', 'float'),
    attribute('city', 'string'),
    attribute('newsletter', 'boolean'),
    attribute('visited', 'datetimeISO8601'),
  ],
  attributesFrom: 'config',
  states: states.map(shortId => ({ shortId, name: shortId })),
  primaryKey: 'lead_id',
};

const catalog: Catalog = {
  version: 1,
  fetchedAt: 0,
  team: null,
  procedures: [bulkProcedure],
  entities: [],
  users: [],
  unresolved: [],
};

const words = new Proxy({}, { get: (_, name) => () => String(name) }) as SchemaWords;

export const bulkSchema = buildSchema(bulkProcedure, catalog, words);
