import { isArray, isObject, type Json, type JsonObject } from '../json';

/** What a create answered about the new process. */
export interface CreatedProcess {
  /** Absent when the answer has none: `{}` is the documented body (page api-11530135). */
  readonly id?: string;
  readonly process?: JsonObject;
}

/** Fields of a process besides `id` (page docs:data-model/process): tell one from other objects that have an id. */
const processFields = [
  'data',
  'state',
  'status',
  'procedure',
  'record',
  'team',
  'createdAt',
  'createdBy',
  'derivedData',
];

const idKeys = ['id', 'processId', '_id', 'uuid'];

/**
 * The process in an answer's data: the data itself, an array of it alone, or under `process`, `processes` or `data`.
 * Which it is, and whether any of it is there, is not documented.
 * @param raw the body's text: a number too large for a double is read there
 */
export function findProcess(data: Json | undefined, raw: string): CreatedProcess {
  if (typeof data === 'string' || typeof data === 'number') return bareId(data, raw);
  const found = candidates(data).find(hasId) ?? candidates(data).find(isProcessLike);
  if (found === undefined) return {};
  const key = idKeys.find(name => idOf(found[name], raw) !== undefined);
  const id = key === undefined ? undefined : idOf(found[key], raw);
  return { ...(id === undefined ? {} : { id }), process: found };
}

function candidates(data: Json | undefined): readonly JsonObject[] {
  const outer = isArray(data) && data.length === 1 ? data[0] : data;
  if (!isObject(outer)) return [];
  const inner = [outer['process'], outer['processes']].map(value =>
    isArray(value) && value.length === 1 ? value[0] : value,
  );
  // The attributes of a process stand under `data` too, and one of them may be called id.
  const wrapped = isObject(outer['data']) && isProcessLike(outer['data']) ? [outer['data']] : [];
  return [outer, ...inner.filter(isObject), ...wrapped];
}

function hasId(object: JsonObject): boolean {
  return idKeys.some(key => isId(object[key]));
}

function isProcessLike(object: JsonObject): boolean {
  return processFields.some(field => field in object);
}

function isId(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}

function idOf(value: Json | undefined, raw: string): string | undefined {
  if (!isId(value)) return undefined;
  if (typeof value === 'string' || Number.isSafeInteger(value)) return String(value);
  return digitsOf(value, raw);
}

/** Data that is nothing but an id; any other word ("created") is none. */
function bareId(data: string | number, raw: string): CreatedProcess {
  const id = idOf(data, raw);
  return id !== undefined && /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i.test(id) ? { id } : {};
}

/** The digits as the service wrote them, where a double has lost some; absent when two of them read alike. */
function digitsOf(value: number, raw: string): string | undefined {
  const alike = new Set([...raw.matchAll(/(?<=[:[,\s]|^)\d{16,}(?=[\s,}\]]|$)/g)].map(([digits]) => digits));
  const [only, another] = [...alike].filter(digits => Number(digits) === value);
  return another === undefined ? only : undefined;
}
