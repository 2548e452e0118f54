import { buildSchema } from '../../src/core/schema/build';
import type { SchemaWords } from '../../src/core/schema/words';
import type { Catalog } from '../../src/core/catalog/model';
import { readCatalog } from '../../src/core/catalog/read';
import { runInSlices } from '../../src/core/slices';
import type { Json, JsonObject } from '../../src/core/json';
import type { BenchResult } from './bench';

const PROCEDURES = 500;
const ATTRIBUTES = 100;
const STATES = 6;
const ROUNDS = 5;
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

/**
 * Parsed config of 500 procedures x 100 attributes -> catalog, in slices; one schema on demand. The median round
 * counts; the note has the first one, whose code no one has run before, and the worst.
 */
export default async function bench(): Promise<BenchResult[]> {
  const text = JSON.stringify(largeConfig());
  const rounds: { total: number; slice: number }[] = [];
  let catalog: Catalog | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const config = JSON.parse(text) as Json;
    const slices: number[] = [];
    let since = performance.now();
    const start = since;
    catalog = await runInSlices(readCatalog(config, 0), {
      rest: () => {
        slices.push(performance.now() - since);
        return new Promise(resolve => {
          setImmediate(() => {
            since = performance.now();
            resolve();
          });
        });
      },
    });
    const end = performance.now();
    slices.push(end - since);
    rounds.push({ total: end - start, slice: Math.max(...slices) });
  }
  const attributes = catalog?.procedures.reduce((sum, procedure) => sum + procedure.attributes.length, 0);
  if (catalog === undefined || attributes !== PROCEDURES * ATTRIBUTES)
    throw new Error('The catalog is not whole.');
  return [
    result(
      'catalog',
      rounds.map(round => round.total),
      300,
    ),
    result(
      'catalog-slice',
      rounds.map(round => round.slice),
      10,
    ),
    result('catalog-schema', schemaTimes(catalog), 20),
  ];
}

function schemaTimes(catalog: Catalog): number[] {
  return catalog.procedures.slice(0, ROUNDS).map(procedure => {
    const start = performance.now();
    buildSchema(procedure, catalog, words);
    return performance.now() - start;
  });
}

function result(name: string, times: readonly number[], limit: number): BenchResult {
  const [first = Infinity] = times;
  const sorted = [...times].sort((a, b) => a - b);
  const value = rounded(sorted[Math.floor(sorted.length / 2)] ?? Infinity);
  const note = `median of ${times.length}; first ${rounded(first)}, worst ${rounded(sorted.at(-1) ?? Infinity)}`;
  return { name, value, unit: 'ms', limit, ok: value <= limit, note };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Sentences stand in for themselves: their name and what they are about. */
const words = new Proxy(
  {},
  {
    get:
      (_, name) =>
      (...about: unknown[]) =>
        `${String(name)} ${about.join(' ')}`,
  },
) as SchemaWords;

function largeConfig(): JsonObject {
  const attributeTypes = TYPES.map(name => ({ id: id('type', name), name, datatype: 'string' }));
  const attributes: JsonObject[] = [];
  const procedures = Array.from({ length: PROCEDURES }, (_, index): JsonObject => {
    const own = Array.from({ length: ATTRIBUTES }, (_unused, place) => attribute(index, place));
    attributes.push(...own);
    return {
      id: id('procedure', index),
      createdAt: 1767225600000,
      updatedAt: 1767225600000,
      shortId: `procedure_${index}`,
      name: `Procedure ${index}`,
      description: `What procedure ${index} is for`,
      entity: id('entity', index % 20),
      attributes: own.map(item => item['id'] ?? null),
      states: Array.from({ length: STATES }, (_unused, place) => ({
        id: id('state', index, place),
        shortId: `STATE_${place}`,
        name: `State ${place}`,
        color: '#336699',
        order: place,
      })),
      defaultStartState: id('state', index, 0),
      defaultCompletedState: id('state', index, STATES - 1),
      primaryKey: own[0]?.['id'] ?? null,
      primaryIdentifier: own[1]?.['id'] ?? null,
      isDeleted: false,
    };
  });
  const entities = Array.from({ length: 20 }, (_, index) => ({
    id: id('entity', index),
    name: `Entity ${index}`,
  }));
  return { team: { id: id('team'), name: 'Large' }, entities, procedures, attributeTypes, attributes };
}

function attribute(procedure: number, place: number): JsonObject {
  const type = TYPES[place % TYPES.length] ?? 'string';
  return {
    id: id('attribute', procedure, place),
    createdAt: 1767225600000,
    updatedAt: 1767225600000,
    team: id('team'),
    shortId: `attribute_${place}`,
    name: `Attribute ${place}`,
    description: place % 3 === 0 ? `What attribute ${place} of procedure ${procedure} holds` : null,
    attributeType: id('type', type),
    procedure: id('procedure', procedure),
    isRequired: place < 5,
    isHidden: false,
    isDeleted: false,
    config: type === 'stringEnum' ? { options: options() } : {},
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
