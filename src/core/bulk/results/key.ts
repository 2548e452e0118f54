import { echoable } from '../../api/echo';
import { isObject, type JsonObject } from '../../json';

/** Value of a primary key. */
export type KeyValue = string | number;

const decoder = new TextDecoder();

/**
 * The primary key of an entry of the file: at the top level, or in `data` (both are accepted, section 16, 7 of
 * service-facts). undefined without one, where the two places differ, or for a number that a double cannot hold.
 * @param bytes the entry's JSON
 */
export function keyOfBytes(bytes: Uint8Array, primaryKey: string): KeyValue | undefined {
  const entry = objectOf(bytes);
  return entry && keyIn(entry, primaryKey);
}

/** What results can be tied to an entry by. */
export interface Ties {
  /** The primary key's value, as text. */
  readonly key: string | undefined;
  /** Hashes of what an answer may repeat of it. */
  readonly echoes: readonly string[];
}

/** @param bytes the entry's JSON */
export function tiesOf(bytes: Uint8Array, primaryKey: string | undefined, withEchoes: boolean): Ties {
  const entry = objectOf(bytes);
  if (entry === undefined) return { key: undefined, echoes: [] };
  const key = primaryKey === undefined ? undefined : keyIn(entry, primaryKey);
  return { key: key === undefined ? undefined : String(key), echoes: withEchoes ? echoable(entry) : [] };
}

function objectOf(bytes: Uint8Array): JsonObject | undefined {
  try {
    const entry: unknown = JSON.parse(decoder.decode(bytes));
    return isObject(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function keyIn(entry: JsonObject, primaryKey: string): KeyValue | undefined {
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
