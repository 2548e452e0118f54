import type { Attribute, Catalog, Procedure } from '../catalog/model';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { createdTime } from '../payload/arrival';
import { kindOf } from '../schema/kind';
import { referred } from './found';

/** Undefined: the process does not say. */
type Verdict = boolean | undefined;

/**
 * Whether a process plainly shows something else than a query asked for: a service may take no notice of a filter that it does not know. What it
 * does not show, or may write in another way (times, phone numbers, labels of options), counts for it.
 */
export function contradicts(
  process: JsonObject,
  where: JsonObject,
  procedure: Procedure,
  catalog: Pick<Catalog, 'users'>,
): boolean {
  return verdictOf(where, { process, procedure, catalog }, 0) === false;
}

interface Given {
  readonly process: JsonObject;
  readonly procedure: Procedure;
  readonly catalog: Pick<Catalog, 'users'>;
}

const deepest = 50;

function verdictOf(where: Json, given: Given, depth: number): Verdict {
  if (!isObject(where) || depth > deepest) return undefined;
  return all(
    Object.entries(where).map(([key, value]) => {
      if (!isArray(value) || (key !== 'and' && key !== 'or')) return condition(key, value, given);
      const parts = value.map(part => verdictOf(part, given, depth + 1));
      return key === 'and' ? all(parts) : any(parts);
    }),
  );
}

function all(parts: readonly Verdict[]): Verdict {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

/** An empty list asks for nothing that anybody could name. */
function any(parts: readonly Verdict[]): Verdict {
  if (parts.includes(true) || parts.length === 0) return true;
  return parts.includes(undefined) ? undefined : false;
}

function condition(key: string, value: Json, given: Given): Verdict {
  const shown = shownOf(key, given);
  if (shown === undefined) return undefined;
  const asked = isObject(value) ? Object.entries(value) : [['=', value] as const];
  return all(asked.map(([operator, wanted]) => compare(shown, operator, wanted, key === 'createdAt')));
}

function compare(shown: string | number, operator: string, wanted: Json, isTime: boolean): Verdict {
  if (isArray(wanted))
    return operator === '=' ? any(wanted.map(one => compare(shown, '=', one, isTime))) : undefined;
  if (typeof wanted !== 'string' && typeof wanted !== 'number') return undefined;
  if (operator === '=' || operator === '!=') {
    if (isTime) return undefined;
    return same(shown, wanted) === (operator === '=');
  }
  const [a, b] = [Number(shown), isTime ? Date.parse(String(wanted)) : Number(wanted)];
  if (Number.isNaN(a) || Number.isNaN(b) || wanted === '') return undefined;
  switch (operator) {
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    default:
      return undefined;
  }
}

/** Whether case and blanks matter is not documented. */
function same(a: string | number, b: string | number): boolean {
  const [left, right] = [a, b].map(value => String(value).trim().toLowerCase());
  return left === right || (left !== '' && right !== '' && Number(left) === Number(right));
}

function shownOf(key: string, { process, procedure, catalog }: Given): string | number | undefined {
  switch (key) {
    case 'status':
      return scalar(process['status']);
    case 'createdAt':
      return createdTime(process);
    case 'state': {
      const named = referred(process['state']);
      return procedure.states.find(({ id, shortId }) => id === named || shortId === named)?.shortId;
    }
    case 'assignedTo': {
      const named = referred(process['assignedTo']);
      return catalog.users.find(({ id, username }) => id === named || username === named)?.username;
    }
    default: {
      const { data } = process;
      const attribute = procedure.attributes.find(({ shortId }) => shortId === key);
      if (attribute !== undefined && !isPlain(attribute)) return undefined;
      return scalar(isObject(data) ? data[key] : undefined) ?? scalar(process[key]);
    }
  }
}

/** Whose values a service has no reason to write in another way than it was asked for. */
function isPlain(attribute: Attribute): boolean {
  return (
    attribute.options === undefined &&
    ['text', 'longText', 'email', 'integer', 'number', 'any'].includes(kindOf(attribute))
  );
}

function scalar(value: Json | undefined): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
