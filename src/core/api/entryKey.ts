import { isObject, type Json, type JsonObject } from '../json';
import type { Digits } from './ids';

/** Where an entry may repeat all that was sent for it, the likeliest first: assumed (section 16, 4 of service-facts). */
export const repeatedInputs = [
  ...['input', 'data', 'payload', 'request', 'requestBody', 'requestData'],
  ...['body', 'item', 'entry', 'record', 'process', 'object'],
];
/** Where it may repeat what was sent, or a part of it. */
const inputs = [...repeatedInputs, 'params', 'source', 'primaryKey'];
/** Where it may hold what became of it. */
const outputs = ['result', 'output', 'response', 'createdProcess'];
const everywhere = [...inputs, ...outputs];

/** Names that an entry has for itself, whatever the procedure calls its attributes. */
const ownNames = new Set([
  'id',
  'status',
  'state',
  'completionStatus',
  'statusMessage',
  'message',
  'error',
  'errors',
  'result',
  'createdAt',
  'updatedAt',
  'startedAt',
  'completedAt',
  'team',
  'type',
  'index',
  'processId',
]);

const maxDepth = 4;
const maxText = 200_000;

/**
 * The value of the primary key in an entry, as text: in what it repeats of the request, at its top level, or in what became of
 * it. undefined where it is not there.
 */
export function findKey(entry: JsonObject, primaryKey: string, digits: Digits): string | undefined {
  return (
    within(entry, inputs, primaryKey, digits, 1) ??
    (ownNames.has(primaryKey) ? undefined : keyOf(entry, primaryKey, digits)) ??
    within(entry, outputs, primaryKey, digits, 1) ??
    // Under a name of its own, as a plain value: assumed.
    ['primaryKeyValue', 'primaryKey'].map(name => digits.textOf(entry[name])).find(text => text !== undefined)
  );
}

function within(
  object: JsonObject,
  names: readonly string[],
  primaryKey: string,
  digits: Digits,
  depth: number,
): string | undefined {
  if (depth > maxDepth) return undefined;
  for (const name of names) {
    const inner = objectOf(object[name]);
    if (inner === undefined) continue;
    // Deeper first: beside `data` an attribute may have the name of a field of the process.
    const key = within(inner, everywhere, primaryKey, digits, depth + 1) ?? keyOf(inner, primaryKey, digits);
    if (key !== undefined) return key;
  }
  return undefined;
}

function keyOf(object: JsonObject, primaryKey: string, digits: Digits): string | undefined {
  return Object.hasOwn(object, primaryKey) ? digits.textOf(object[primaryKey]) : undefined;
}

/** An object, also one that is written as a text. */
function objectOf(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || value.length > maxText || !value.startsWith('{')) return undefined;
  try {
    const parsed = JSON.parse(value) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
