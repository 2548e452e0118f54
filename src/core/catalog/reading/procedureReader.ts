import { isArray, type Json } from '../../json';
import type { Attribute, Entity, Procedure } from '../model';
import type { AttributeLinker } from './attributeLinker';
import type { AttributeReader } from './attributeReader';
import type { Issues } from './issues';
import type { Owner } from './owners';
import { refsOf } from './refs';
import type { Shelf } from './shelf';
import type { ProcedureFields } from './spellings';
import type { StateLinker } from './stateLinker';
import { cleanDescription, cleanName, looksMachineMade } from './text';

/** What a procedure or an entity is made of once its links are followed. */
export interface Linked {
  readonly owner: Owner;
  readonly attributes: AttributeLinker;
  readonly shelf: Shelf<Attribute>;
  readonly reader: AttributeReader;
  readonly issues: Issues;
}

/** @param entity the entity of its record, as far as it is known */
export function toProcedure(linked: Linked, states: StateLinker, entity: Owner | undefined): Procedure {
  const { owner } = linked;
  const shortId = owner.shortId ?? owner.key;
  const description = cleanDescription(first(owner, 'description'));
  const attributes = linked.attributes.list.toArray();
  const primaryKey = primary(linked, 'primaryKey');
  const primaryIdentifier = primary(linked, 'primaryIdentifier');
  return {
    key: owner.key,
    ...(owner.id !== undefined && { id: owner.id }),
    shortId,
    name: nameOf(owner),
    ...(description !== undefined && { description }),
    ...(entity !== undefined && { entity: entity.key }),
    attributes,
    attributesFrom: attributes.length > 0 ? 'config' : 'none',
    ...(owner.missingAttributes > 0 && { attributesMissing: owner.missingAttributes }),
    states: states.states(),
    ...(owner.missingStates > 0 && { statesMissing: owner.missingStates }),
    ...(primaryKey !== undefined && { primaryKey }),
    ...(primaryIdentifier !== undefined && { primaryIdentifier }),
  };
}

export function toEntity({ owner, attributes }: Linked): Entity {
  return {
    key: owner.key,
    ...(owner.id !== undefined && { id: owner.id }),
    ...(owner.shortId !== undefined && { shortId: owner.shortId }),
    name: nameOf(owner),
    attributes: attributes.list.toArray(),
    ...(owner.missingAttributes > 0 && { attributesMissing: owner.missingAttributes }),
  };
}

/** Short id of the attribute that a procedure names by id, short id or object, or that names itself. */
function primary(linked: Linked, field: 'primaryKey' | 'primaryIdentifier'): string | undefined {
  const { list } = linked.attributes;
  const flagged = field === 'primaryKey' ? linked.reader.primaryKeys : linked.reader.primaryIdentifiers;
  const byFlag = linked.attributes[field] ?? list.firstOf(flagged);
  const value = only(first(linked.owner, field));
  if (value === undefined || typeof value === 'boolean') return byFlag;
  const refs = refsOf(value);
  for (const ref of refs) {
    const found = list.find(ref) ?? linked.shelf.findById(ref);
    if (found) return found.shortId;
  }
  if (byFlag !== undefined) return byFlag;
  // Where the attributes are not all known, a readable word is taken for the short id that the documents promise.
  const unsure = list.size === 0 || linked.owner.missingAttributes > 0;
  const word = unsure ? refs.find(ref => !looksMachineMade(ref)) : undefined;
  if (word === undefined) linked.issues.note('primaryKeyNotFound', refs[0]);
  return word;
}

/** The only element of a list; a key of several attributes is none that we know how to use. */
function only(value: Json | undefined): Json | undefined {
  return isArray(value) && value.length === 1 ? value[0] : value;
}

function first<F extends keyof ProcedureFields>(owner: Owner, field: F): ProcedureFields[F] | undefined {
  return owner.sources.find(source => source[field] !== undefined)?.[field];
}

function nameOf(owner: Owner): string {
  return cleanName(first(owner, 'name')) ?? cleanName(owner.shortId) ?? cleanName(owner.key) ?? '?';
}
