import { isArray, isObject, type Json, type JsonObject } from '../json';

/** Keys under which a list may stand, besides its own name; all assumed. */
const listKeys = ['items', 'data', 'results', 'records', 'rows', 'list', 'entries', 'objects'];

/** Keys that tell one object from a map of objects. */
const ownKeys = ['id', '_id', 'uuid'];

/**
 * The objects of a list, however the service writes it: an array, a map keyed by id, or either under a key. undefined
 * when the data is no list at all. Documented is the array (page doc-738798).
 * @param names the keys to look under first, e.g. `users`
 */
export function readList(
  data: Json | undefined,
  names: readonly string[],
  depth = 0,
): readonly JsonObject[] | undefined {
  if (isArray(data)) return data.filter(isObject);
  if (!isObject(data)) return undefined;
  if (Object.keys(data).length === 0) return [];
  for (const key of [...names, ...listKeys]) {
    const inner = data[key];
    if (isArray(inner)) return inner.filter(isObject);
    // `data` of a single process is no list.
    if (isObject(inner) && depth < 2 && !hasId(data)) {
      const found = readList(inner, names, depth + 1);
      if (found !== undefined) return found;
    }
  }
  if (hasId(data)) return [data];
  const values = Object.entries(data);
  if (!values.every(([, value]) => isObject(value))) return undefined;
  return values.map(([key, value]) => withId(key, isObject(value) ? value : {}));
}

function hasId(object: JsonObject): boolean {
  return ownKeys.some(key => typeof object[key] === 'string' || typeof object[key] === 'number');
}

/** In a map keyed by id the object itself may not repeat it. */
function withId(key: string, object: JsonObject): JsonObject {
  return hasId(object) ? object : { ...object, id: key };
}
