import { isArray, isObject, type Json, type JsonObject } from '../../json';
import { ROOT, STATE } from './spellings';

const SAMPLE = 10;

/**
 * Collections under keys that no page names, whose items look like states of a procedure. The list of config keys has none for states,
 * though requests need them (section 17, 23 of service-facts).
 */
export function stateLookalikes(root: JsonObject): Json[] {
  return Object.keys(root)
    .filter(key => !ROOT.knows(key) && looksLikeStates(key, root[key]))
    .map(key => root[key] ?? null);
}

function looksLikeStates(key: string, value: Json | undefined): boolean {
  const items = sample(value);
  if (items.length === 0) return false;
  const named = /state|stage/iu.test(key);
  return items.every(item => {
    if (!isObject(item)) return false;
    const fields = STATE.read(item);
    if (fields.procedures.length === 0 || fields.attributeType !== undefined) return false;
    if (fields.shortId === undefined && fields.id === undefined) return false;
    return named || [fields.color, fields.start, fields.completed].some(mark => mark !== undefined);
  });
}

/** The first few items; a map may hold them one by one, or in lists. */
function sample(value: Json | undefined): readonly Json[] {
  if (isArray(value)) return value.slice(0, SAMPLE);
  if (!isObject(value)) return [];
  const items = Object.keys(value)
    .slice(0, SAMPLE)
    .map(key => value[key] ?? null);
  return items.flatMap(item => (isArray(item) ? item.slice(0, SAMPLE) : [item]));
}
