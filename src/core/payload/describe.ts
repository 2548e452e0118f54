import type { Procedure } from '../catalog/model';
import { isObject } from '../json';
import { parsePayload } from './parse';

/**
 * The primary key's value of a payload, at the top level or in `data` (section 16, 7 of service-facts): undefined where the
 * procedure has no primary key, or the payload (a text, or its value) none that identifies.
 */
export function primaryKeyValue(payload: unknown, procedure: Procedure): string | number | undefined {
  const { primaryKey } = procedure;
  if (primaryKey === undefined) return undefined;
  if (typeof payload === 'string') {
    const parsed = parsePayload(payload);
    return parsed.ok
      ? primaryKeyValue(isObject(parsed.value) ? parsed.value : undefined, procedure)
      : undefined;
  }
  if (!isObject(payload)) return undefined;
  const { data } = payload;
  return [payload[primaryKey], isObject(data) ? data[primaryKey] : undefined].find(identifies);
}

/** Not a number that a double cannot hold: a look by it would find another process, or (`null` for 1e400) all of them. */
function identifies(value: unknown): value is string | number {
  if (typeof value === 'string') return value !== '';
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
}
