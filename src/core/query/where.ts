import { isObject, type Json, type JsonObject } from '../json';
import type { Operator } from './tokens';
import type { ReadValue, Scalar } from './value';

/** A query as it was read. */
export type QueryNode =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly QueryNode[] }
  | {
      readonly kind: 'condition';
      readonly field: string;
      readonly operator: Operator;
      /** Each value in the ways in which it may be stored. */
      readonly values: readonly ReadValue[];
    };

/**
 * The query object of page docs:api/process/list. Conditions side by side must all hold. Only what is documented is used: an array for
 * "any of" holds texts or numbers, never both, and stands nowhere but behind `=`.
 */
export function whereOf(node: QueryNode): JsonObject {
  switch (node.kind) {
    case 'and':
      return all(node.parts.map(whereOf));
    case 'or':
      return any(node.parts.map(whereOf));
    case 'condition':
      return conditionOf(node.field, node.operator, node.values);
  }
}

function conditionOf(field: string, operator: Operator, values: readonly ReadValue[]): JsonObject {
  if (operator === '=') {
    const each = values.flat();
    const texts = each.filter(value => typeof value === 'string');
    const numbers = each.filter(value => typeof value === 'number');
    return any([texts, numbers].filter(same => same.length > 0).map(same => ({ [field]: oneOrAll(same) })));
  }
  if (operator === '!=') return all(values.flat().map(value => ({ [field]: { '!=': value } })));
  // A text and a number are not in the same order: as a number, where it can be one.
  return all(values.map(ways => ({ [field]: { [operator]: ways.at(-1) ?? '' } })));
}

function oneOrAll(values: readonly Scalar[]): Json {
  const [first, ...rest] = values;
  return first !== undefined && rest.length === 0 ? first : values;
}

function any(parts: readonly JsonObject[]): JsonObject {
  const [first, ...rest] = parts;
  return first !== undefined && rest.length === 0 ? first : { or: parts };
}

/** One object where their keys allow it; the others under `and`. */
function all(parts: readonly JsonObject[]): JsonObject {
  const together: Record<string, Json> = {};
  const apart: JsonObject[] = [];
  for (const part of parts) {
    const joined = Object.entries(part).map(([key, value]) => [key, join(together, key, value)] as const);
    if (joined.some(([, value]) => value === undefined)) apart.push(part);
    else for (const [key, value] of joined) if (value !== undefined) together[key] = value;
  }
  return apart.length === 0 ? together : { ...together, and: apart };
}

/** Two bounds of one field are one object; anything else cannot stand under one key. */
function join(into: Readonly<Record<string, Json>>, key: string, value: Json): Json | undefined {
  const there = Object.hasOwn(into, key) ? into[key] : undefined;
  if (there === undefined) return key === 'and' ? undefined : value;
  if (key === 'or' || key === 'and' || !isObject(there) || !isObject(value)) return undefined;
  return Object.keys(value).some(operator => operator in there) ? undefined : { ...there, ...value };
}
