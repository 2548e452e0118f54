import { isArray, isObject, type Json, type JsonObject } from '../../json';
import { asKey } from './text';

/** Items of work between two yields. */
const STRIDE = 64;
/** Lists within lists are followed this deep; no believable config goes deeper. */
const DEPTH = 4;

/** Says when it is time to yield. */
export class Pace {
  private left = STRIDE;

  due(): boolean {
    if (--this.left > 0) return false;
    this.left = STRIDE;
    return true;
  }
}

/**
 * One element of a collection.
 * @param key the key that a map has it under
 * @param owner the owner whose part of the collection it stands in
 */
export type Visit<O> = (item: Json, key: string | undefined, owner: O | undefined) => void;

/**
 * Goes through a collection, whatever its shape: a list, a map keyed by id or short id, a single object, lists in a wrapper, or a map
 * from owner to the owner's part.
 * @param ownerOf finds an owner by the key of a map
 */
export function* walk<O>(
  value: Json | undefined,
  pace: Pace,
  visit: Visit<O>,
  ownerOf: (key: string) => O | null | undefined = () => undefined,
  owner?: O,
  depth = 0,
): Generator<void, void, void> {
  if (value === undefined || depth > DEPTH) return;
  if (isArray(value)) {
    for (const item of value) {
      if (isArray(item)) yield* walk(item, pace, visit, ownerOf, owner, depth + 1);
      else visit(item, undefined, owner);
      if (pace.due()) yield;
    }
  } else if (!isObject(value) || isOne(value)) {
    visit(value, undefined, owner);
  } else {
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item === undefined || key === '__proto__') continue;
      const part = isArray(item) || isObject(item) ? (ownerOf(key) ?? undefined) : undefined;
      if (isArray(item) || (part !== undefined && isObject(item) && holdsThings(item))) {
        yield* walk(item, pace, visit, ownerOf, part ?? owner, depth + 1);
      } else {
        visit(item, key, owner);
      }
      if (pace.due()) yield;
    }
  }
}

/** An object that is one thing, not a map of things. */
function isOne(value: JsonObject): boolean {
  return own(value, 'id') || own(value, 'shortId');
}

function own(value: JsonObject, key: string): boolean {
  return Object.hasOwn(value, key) && asKey(value[key]) !== undefined;
}

function holdsThings(value: JsonObject): boolean {
  return Object.values(value).every(item => isObject(item) || isArray(item));
}
