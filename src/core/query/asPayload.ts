import { knowsAllAttributes } from '../catalog/complete';
import { bareAttribute, type Attribute, type Catalog, type Procedure } from '../catalog/model';
import { statuses } from '../catalog/process';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { kindOf } from '../schema/kind';
import { placeholderText } from '../schema/placeholder';
import type { SchemaWords } from '../schema/words';
import { exactText, writeExact } from './exact';
import { referred } from './found';

/** What a new payload does not take over from a process as it was. */
export type LeftOut =
  /** Calculated by the service. */
  | { readonly kind: 'derived'; readonly names: readonly string[] }
  /** The config does not know them for this procedure. */
  | { readonly kind: 'unknown'; readonly names: readonly string[] }
  /** Names a process uniquely: a placeholder stands there. */
  | { readonly kind: 'primaryKey'; readonly name: string }
  /** Cannot be turned into the short id of a state. */
  | { readonly kind: 'state'; readonly value: string }
  /** Cannot be turned into a username: it stays as an id, which a create takes as well. */
  | { readonly kind: 'assigneeId'; readonly value: string }
  | { readonly kind: 'assigneeGone'; readonly value: string }
  /** The answer only names the record; a create takes its attributes. */
  | { readonly kind: 'record' };

/** A payload to begin with. */
export interface StartedPayload {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

/**
 * The start of a new payload from a process as an answer holds it (section 11.1 of service-facts): ids of states and users become the short id
 * and the username that a request takes (page api-11530135), what the service sets itself is left out. What is empty is left out, too.
 * @param process read by `readExact`: its numbers are written as they were
 * @param schemaUri written as `$schema` where it is given
 */
export function asPayload(
  process: JsonObject,
  procedure: Procedure,
  catalog: Catalog,
  words: Pick<SchemaWords, 'placeholder'>,
  schemaUri?: string,
): StartedPayload {
  const data = dataOf(process, procedure, words);
  const record = recordOf(process, catalog, procedure);
  const state = stateOf(process['state'], procedure);
  const assignee = assigneeOf(process['assignedTo'], catalog);
  const { status, nextActionAt } = process;
  const payload: JsonObject = {
    ...(schemaUri === undefined ? {} : { $schema: schemaUri }),
    data: data.values,
    ...(record.data === undefined ? {} : { record: { data: record.data } }),
    ...(statuses.some(one => one === status) ? { status } : {}),
    ...(state.shortId === undefined ? {} : { state: state.shortId }),
    ...(isMoment(nextActionAt) ? { nextActionAt } : {}),
    ...(assignee.value === undefined ? {} : { assignedTo: assignee.value }),
  };
  return {
    text: `${writeExact(payload)}\n`,
    leftOut: [...data.leftOut, ...record.leftOut, ...state.leftOut, ...assignee.leftOut],
  };
}

interface Part {
  readonly leftOut: readonly LeftOut[];
}

function dataOf(
  process: JsonObject,
  procedure: Procedure,
  words: Pick<SchemaWords, 'placeholder'>,
): Part & { readonly values: JsonObject } {
  const { primaryKey } = procedure;
  const given = isObject(process['data']) ? process['data'] : {};
  const taken = sorted(given, procedure.attributes, knowsAllAttributes(procedure));
  const values = { ...taken.values };
  if (primaryKey === undefined || (!(primaryKey in values) && !(primaryKey in process)))
    return { values, leftOut: taken.leftOut };
  const attribute = procedure.attributes.find(({ shortId }) => shortId === primaryKey);
  const rest = Object.fromEntries(Object.entries(values).filter(([key]) => key !== primaryKey));
  const word = placeholderText(words.placeholder(kindOf(attribute ?? bareAttribute(primaryKey))));
  return {
    values: { [primaryKey]: word, ...rest },
    leftOut: [{ kind: 'primaryKey', name: primaryKey }, ...taken.leftOut],
  };
}

/** The values that a create takes, under their short ids; internal APIs use ids as keys (page docs:data-model/process). */
function sorted(
  given: JsonObject,
  attributes: readonly Attribute[],
  knowsAll: boolean,
): Part & { readonly values: JsonObject } {
  const values: Record<string, Json> = {};
  const derived: string[] = [];
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (isEmpty(value)) continue;
    const attribute =
      attributes.find(({ shortId }) => shortId === key) ?? attributes.find(({ id }) => id === key);
    if (attribute?.derived === true) derived.push(attribute.shortId);
    else if (attribute === undefined && knowsAll) unknown.push(key);
    else values[attribute?.shortId ?? key] = value;
  }
  return {
    values,
    leftOut: [
      ...(derived.length === 0 ? [] : [{ kind: 'derived', names: derived } as const]),
      ...(unknown.length === 0 ? [] : [{ kind: 'unknown', names: unknown } as const]),
    ],
  };
}

/** Documented is the id of the record; an answer that shows its attributes is read, too. */
function recordOf(
  process: JsonObject,
  catalog: Catalog,
  procedure: Procedure,
): Part & { readonly data?: JsonObject } {
  const { record } = process;
  if (isEmpty(record)) return { leftOut: [] };
  const data = isObject(record) ? record['data'] : undefined;
  if (!isObject(data)) return { leftOut: [{ kind: 'record' }] };
  const entity = catalog.entities.find(({ key }) => key === procedure.entity);
  const all = entity !== undefined && entity.attributes.length > 0 && entity.attributesMissing === undefined;
  const { values, leftOut } = sorted(data, entity?.attributes ?? [], all);
  return { data: values, leftOut };
}

function stateOf(value: Json | undefined, { states }: Procedure): Part & { readonly shortId?: string } {
  const named = referred(value);
  if (named === undefined) return { leftOut: [] };
  const state = states.find(({ id }) => id === named) ?? states.find(({ shortId }) => shortId === named);
  return state === undefined
    ? { leftOut: [{ kind: 'state', value: named }] }
    : { shortId: state.shortId, leftOut: [] };
}

function assigneeOf(value: Json | undefined, { users }: Catalog): Part & { readonly value?: string } {
  const named = referred(value);
  if (named === undefined) return { leftOut: [] };
  const user = users.find(({ id }) => id === named) ?? users.find(({ username }) => username === named);
  if (user?.isDeleted === true) return { leftOut: [{ kind: 'assigneeGone', value: user.name }] };
  if (user?.username !== undefined) return { value: user.username, leftOut: [] };
  return { value: named, leftOut: [{ kind: 'assigneeId', value: named }] };
}

function isEmpty(value: Json | undefined): boolean {
  return value === null || value === undefined || value === '' || (isArray(value) && value.length === 0);
}

/** 0 stands for "none" in other objects of the service (page api-11531337). */
function isMoment(value: Json | undefined): value is Json {
  const text = exactText(value);
  return text !== undefined && /^-?\d/.test(text) && Number(text) > 0;
}
