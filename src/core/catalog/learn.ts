import { isObject, type Json, type JsonObject } from '../json';
import { knowsAllAttributes } from './complete';
import { merge } from './reading/attributeFlags';
import { asKey, cleanName } from './reading/text';
import type { Attribute, Catalog, DataType, Procedure } from './model';

/** More keys than any procedure has; a page that holds more is not believed. */
const MAX_KEYS = 5000;

/**
 * Attributes as far as one page of List shows them: the keys of `data`, and of `derivedData` (marked as derived), with a guess at the type.
 * Values are loosely typed (section 11.2 of service-facts), so a key with values of several types gets none. An integer that looks like
 * epoch ms stays an integer.
 * @param processes the data of List Processes (page docs:api/process/list)
 */
export function learnAttributes(processes: readonly JsonObject[]): Attribute[] {
  const seen = new Map<string, { derived: boolean; types: Set<DataType> }>();
  for (const process of processes) {
    for (const [field, derived] of [
      ['data', false],
      ['derivedData', true],
    ] as const) {
      const values = process[field];
      if (!isObject(values)) continue;
      for (const key of Object.keys(values)) {
        if (asKey(key) === undefined) continue;
        let entry = seen.get(key);
        if (entry === undefined) {
          if (seen.size >= MAX_KEYS) continue;
          seen.set(key, (entry = { derived, types: new Set() }));
        }
        const type = typeOf(values[key]);
        if (type !== undefined) entry.types.add(type);
      }
    }
  }
  return Array.from(seen, ([shortId, { derived, types }]) => learnt(shortId, derived, commonType(types)));
}

/**
 * The catalog with what was learnt of one procedure. What the config says stands: a procedure whose attributes are all in the config stays
 * as it is. What was learnt earlier is kept, since another page may show other keys.
 */
export function withLearnt(
  catalog: Catalog,
  procedureKey: string,
  attributes: readonly Attribute[],
): Catalog {
  return mapProcedures(catalog, procedure =>
    procedure.key === procedureKey ? joined(procedure, attributes) : procedure,
  );
}

/** A catalog that was read anew, with what the one before it had learnt: the config still does not say it. */
export function keepLearnt(catalog: Catalog, before: Catalog): Catalog {
  const learnt = new Map(
    before.procedures.map(({ key, attributes }) => [key, attributes.filter(attribute => attribute.learnt)]),
  );
  return mapProcedures(catalog, procedure => joined(procedure, learnt.get(procedure.key) ?? []));
}

/** The very same catalog when no procedure changes. */
function mapProcedures(catalog: Catalog, change: (procedure: Procedure) => Procedure): Catalog {
  const procedures = catalog.procedures.map(change);
  const same = procedures.every((procedure, index) => procedure === catalog.procedures[index]);
  return same ? catalog : { ...catalog, procedures };
}

function joined(procedure: Procedure, attributes: readonly Attribute[]): Procedure {
  if (knowsAllAttributes(procedure) || attributes.length === 0) return procedure;
  const all = new Map(procedure.attributes.map(attribute => [attribute.shortId, attribute]));
  for (const attribute of attributes) {
    const held = all.get(attribute.shortId);
    if (held === undefined) all.set(attribute.shortId, attribute);
    else if (held.learnt) all.set(attribute.shortId, merge(attribute, held));
  }
  const attributesFrom = procedure.attributesFrom === 'config' ? 'config' : 'list';
  return { ...procedure, attributes: [...all.values()], attributesFrom };
}

function learnt(shortId: string, derived: boolean, type: DataType | undefined): Attribute {
  return {
    shortId,
    name: cleanName(shortId) ?? '?',
    type: type ?? '',
    ...(type !== undefined && { dataType: type }),
    required: false,
    hidden: false,
    derived,
    learnt: true,
  };
}

function typeOf(value: Json | undefined): DataType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return 'json';
}

function commonType(types: ReadonlySet<DataType>): DataType | undefined {
  const [first, second] = types;
  if (types.size === 1) return first;
  const numbers = types.size === 2 && [first, second].every(type => type === 'integer' || type === 'float');
  return numbers ? 'float' : undefined;
}
