import { isArray, isObject, type Json, type JsonObject } from '../json';
import type { Problem } from './answers';
import type { SandboxChoices } from './choices';
import { derivedOf, type StoredProcess } from './store';
import type { ProcedureDef } from './team/model';

type Test = (process: StoredProcess) => boolean;

type Scalar = string | number;

const operators = ['=', '!=', '>', '>=', '<', '<='] as const;
type Operator = (typeof operators)[number];

const maxDepth = 40;

/**
 * Reads a query object of List (page docs:api/process/list). Conditions side by side must all hold; an array means any of its
 * values, which is an inference.
 */
export function readQuery(
  choices: SandboxChoices,
  procedure: ProcedureDef,
  where: JsonObject,
): { readonly test: Test; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];

  function query(node: Json, path: string, depth: number): Test {
    if (!isObject(node) || depth > maxDepth) {
      problems.push({ message: 'A query must be an object, nested at most 40 deep.', path });
      return () => false;
    }
    const tests = Object.entries(node).map(([key, value]) => {
      const at = `${path}.${key}`;
      if (key !== 'or' && key !== 'and') return condition(key, value, at);
      if (!isArray(value)) {
        problems.push({ message: `'${key}' must be an array of query objects.`, path: at });
        return () => false;
      }
      const parts = value.map((part, index) => query(part, `${at}[${index}]`, depth + 1));
      return (one: StoredProcess) =>
        key === 'or' ? parts.some(part => part(one)) : parts.every(part => part(one));
    });
    return one => tests.every(test => test(one));
  }

  function condition(key: string, value: Json, path: string): Test {
    const field = fieldOf(procedure, key);
    if (field === undefined) {
      if (choices.unknownKeys === 'ignored') return () => true;
      problems.push({ message: `Cannot filter by '${key}'.`, path, attribute: key });
      return () => false;
    }
    const pairs = isObject(value) ? Object.entries(value) : [['=', value] as const];
    const tests = pairs.map(([operator, operand]): Test => {
      const known = operators.find(one => one === operator);
      const wanted = known && operandOf(known, operand, field.convert);
      if (known === undefined || wanted === undefined) {
        problems.push({ message: `Cannot read the condition on '${key}'.`, path });
        return () => false;
      }
      return one => holds(field.read(one), known, wanted);
    });
    return one => tests.every(test => test(one));
  }

  return { test: query(where, 'where', 0), problems };
}

/**
 * The primary key values that a query is limited to, so that nothing else has to be looked at; undefined when it is not limited
 * to any. What is found by them has still to be tested.
 */
export function keysAsked(procedure: ProcedureDef, where: Json, depth = 0): readonly Json[] | undefined {
  const key = procedure.primaryKey?.shortId;
  if (key === undefined || !isObject(where) || depth > maxDepth) return undefined;
  const { [key]: condition, or, and } = where;
  if (condition !== undefined) {
    const wanted = isObject(condition) ? condition['='] : condition;
    if (wanted !== undefined) return isArray(wanted) ? wanted : [wanted];
  }
  const keys = (parts: Json | undefined) =>
    isArray(parts) ? parts.map(part => keysAsked(procedure, part, depth + 1)) : [];
  const every = keys(or);
  if (every.length > 0 && every.every(part => part !== undefined)) return every.flat();
  return keys(and).find(part => part !== undefined);
}

interface Field {
  readonly read: (process: StoredProcess) => Json | undefined;
  /** Turns the value of a condition into what `read` gives; undefined = not acceptable. */
  readonly convert?: (value: Scalar) => Scalar | undefined;
}

function fieldOf(procedure: ProcedureDef, key: string): Field | undefined {
  switch (key) {
    case 'status':
      return { read: one => one.status };
    case 'state':
      return { read: one => one.state.shortId };
    case 'assignedTo':
      return { read: one => one.assignedTo?.username };
    case 'createdAt':
      return { read: one => one.createdAt, convert: epochOf };
    default: {
      const attribute = procedure.attributes.find(one => one.shortId === key && !one.deleted);
      if (attribute === undefined) return undefined;
      return { read: one => (attribute.derive ? derivedOf(one)[key] : one.data[key]) };
    }
  }
}

/** Epoch ms of an ISO time-stamp. */
function epochOf(value: Scalar): number | undefined {
  const at = typeof value === 'string' && /^\d{4}-\d\d/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

function operandOf(
  operator: Operator,
  operand: Json,
  convert: Field['convert'],
): readonly Scalar[] | undefined {
  const ordered = operator !== '=' && operator !== '!=';
  if (isArray(operand) && ordered) return undefined;
  const values: Scalar[] = [];
  for (const item of isArray(operand) ? operand : [operand]) {
    if (typeof item !== 'string' && typeof item !== 'number') return undefined;
    const value = convert ? convert(item) : item;
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function holds(actual: Json | undefined, operator: Operator, wanted: readonly Scalar[]): boolean {
  if (operator === '=') return wanted.some(value => equal(actual, value));
  if (operator === '!=') return !wanted.some(value => equal(actual, value));
  const [value] = wanted;
  if (value === undefined || (typeof actual !== 'string' && typeof actual !== 'number')) return false;
  const order = compare(actual, value);
  return operator === '>'
    ? order > 0
    : operator === '>='
      ? order >= 0
      : operator === '<'
        ? order < 0
        : order <= 0;
}

/** As text, since stored numbers may be strings; a list equals each of its items. */
function equal(actual: Json | undefined, value: Scalar): boolean {
  if (isArray(actual)) return actual.some(item => equal(item, value));
  return actual !== undefined && actual !== null && !isObject(actual) && String(actual) === String(value);
}

/** As numbers where both read as numbers, else as text. */
function compare(a: Scalar, b: Scalar): number {
  const [x, y] = [a, b].map(value => (value === '' ? NaN : Number(value)));
  if (x !== undefined && y !== undefined && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  const [s, t] = [String(a), String(b)];
  return s < t ? -1 : s > t ? 1 : 0;
}
