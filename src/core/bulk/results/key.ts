import { isObject } from '../../json';

/** Value of a primary key. */
export type KeyValue = string | number;

const decoder = new TextDecoder();

/**
 * The primary key of an entry of the file: at the top level, or in `data` (both are accepted, section 16, 7 of
 * service-facts). undefined without one, where the two places differ, or for a number that a double cannot hold.
 * @param bytes the entry's JSON
 */
export function keyOf(bytes: Uint8Array, primaryKey: string): KeyValue | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
  if (!isObject(entry)) return undefined;
  const { data } = entry;
  const outer = entry[primaryKey];
  const inner = isObject(data) ? data[primaryKey] : undefined;
  if (outer === undefined || outer === null) return asKey(inner);
  if (inner === undefined || inner === null) return asKey(outer);
  const key = asKey(outer);
  const other = asKey(inner);
  return key !== undefined && other !== undefined && String(key) === String(other) ? key : undefined;
}

function asKey(value: unknown): KeyValue | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value;
}
