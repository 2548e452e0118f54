import { isArray, isObject, type Json, type JsonObject } from '../../json';
import { ROOT } from './spellings';

const WRAPPERS = ['_data', 'data', 'config', 'result'];
const DEPTH = 4;

/** The object that holds the config's collections: the answer itself, or what its envelope holds (page doc-738798). */
export function unwrap(config: Json): JsonObject | undefined {
  let value = config;
  for (let depth = 0; depth < DEPTH; depth++) {
    if (isArray(value) && value.length === 1) value = value[0] ?? null;
    if (!isObject(value)) return undefined;
    const object = value;
    if (Object.keys(object).some(key => ROOT.knows(key))) return object;
    const wrapper = WRAPPERS.find(key => Object.hasOwn(object, key) && typeof object[key] === 'object');
    if (wrapper === undefined) return object;
    value = object[wrapper] ?? null;
  }
  return undefined;
}
