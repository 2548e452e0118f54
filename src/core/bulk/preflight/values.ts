import type { JsonType } from '../../payload/finding';
import type { Path } from '../../payload/tree';
import { isPlaceholder } from '../../schema/placeholder';
import type { CausePath } from './report';

/** How many keys a value has on all its levels. */
export function countKeys(value: object): number {
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      if (typeof item === 'object' && item !== null) count += countKeys(item);
    }
    return count;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) {
    count++;
    const item = members[key];
    if (typeof item === 'object' && item !== null) count += countKeys(item);
  }
  return count;
}

/** The placeholders within a value, with their paths. */
export function* placeholdersIn(value: unknown, path: Path = []): Iterable<{ path: Path; text: string }> {
  if (isPlaceholder(value)) {
    yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* placeholdersIn(item, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* placeholdersIn(item, [...path, key]);
  }
}

export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string | number, unknown>>)[step];
  }
  return here;
}

/** As for a single payload: `integer` is a number without a fraction, and what is not there reads as null. */
export function typeOf(value: unknown): JsonType {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    default:
      return 'object';
  }
}

/** A place in a list is no cause of its own. */
export function causePath(path: Path): CausePath {
  return path.map(step => (typeof step === 'number' ? null : step));
}
