import type { Json, JsonObject } from '../../../src/core/json';
import type { Shape } from './switches';
import { entities, procedures, uuid, type Draft, type TeamOwner } from './team';

/** A thing of the config, whatever shape it will stand in. */
export interface Item {
  readonly id: string;
  readonly shortId: string;
  readonly rest: Draft;
}

/** The collections of a config while it is being built. */
export class Parts {
  readonly attributes: Item[] = [];
  readonly derived: Item[] = [];
  readonly states: Item[] = [];
  readonly rows: Draft[] = [];
  readonly groups: Draft[] = [];
  readonly attributesByOwner: Draft = {};
  readonly statesByOwner: Draft = {};
  readonly config: Draft = {};
}

export function attributeId(owner: TeamOwner, shortId: string): string {
  return uuid('attribute', owner.shortId, shortId);
}

export function plainItem({ id, shortId, rest }: Item): JsonObject {
  return clean({ id, shortId, ...rest });
}

/** A map by id (the items then have none), or by short id. */
export function keyed(items: readonly Item[], by: 'id' | 'shortId'): JsonObject {
  const other = by === 'id' ? 'shortId' : 'id';
  return Object.fromEntries(items.map(item => [item[by], clean({ [other]: item[other], ...item.rest })]));
}

export function clean(draft: Draft): JsonObject {
  return Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** `multiStringEnum` as the help pages write it: `Multi String Enum`. */
export function labelled(type: string): string {
  return (type.charAt(0).toUpperCase() + type.slice(1)).replace(/([a-z])([A-Z])/gu, '$1 $2');
}

/** Field names in another style. Keys that are ids or short ids of things stay as they are. */
export function respell(value: Json, style: Shape['keys']): Json {
  if (style === 'camel' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(item => respell(item, style));
  const entries = Object.entries(value as JsonObject).map(([key, item]): [string, Json] => [
    /^[a-z]+[A-Za-z]*$/u.test(key) && !TYPES.has(key) && !THINGS.has(key) ? styled(key, style) : key,
    respell(item, style),
  ]);
  return Object.fromEntries(entries);
}

function styled(key: string, style: 'snake' | 'pascal'): string {
  if (style === 'pascal') return key.charAt(0).toUpperCase() + key.slice(1);
  return key.replace(/[A-Z]/gu, letter => `_${letter.toLowerCase()}`);
}

const TYPES = new Set(
  [...entities, ...procedures].flatMap(owner => owner.attributes.map(({ type }) => type)),
);
const THINGS = new Set([
  ...TYPES,
  ...[...entities, ...procedures].flatMap(owner => [owner.shortId, ...owner.attributes.map(a => a.shortId)]),
]);
