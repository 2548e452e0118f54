import { isArray, isObject, type Json } from '../../json';
import type { Team } from '../model';
import { REFERENCE } from './spellings';
import { asKey, cleanName, looksMachineMade } from './text';

/** The team of the config: an object, the only one of a list or a map, or just its name or id. Null when it says nothing. */
export function readTeam(value: Json | undefined, key?: string): Team | null {
  if (isArray(value)) return isArray(value[0]) ? null : readTeam(value[0]);
  if (!isObject(value)) {
    const word = asKey(value);
    if (word === undefined) return null;
    return looksMachineMade(word) ? { id: word } : { name: cleanName(word) ?? '?' };
  }
  const fields = REFERENCE.read(value);
  const id = asKey(fields.id) ?? key;
  const name = cleanName(fields.name);
  if (id === undefined && name === undefined) {
    const [inner] = Object.keys(value);
    const only = inner === undefined ? undefined : value[inner];
    return key === undefined && isObject(only) ? readTeam(only, inner) : null;
  }
  return { ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
}
