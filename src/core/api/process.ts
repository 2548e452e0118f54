import { isArray, isObject, type Json, type JsonObject } from '../json';
import { Digits, isId, looksLikeId } from './ids';

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
  const digits = new Digits(raw);
  if (typeof data === 'string' || typeof data === 'number') return bareId(data, digits);
  const found = candidates(data).find(hasId) ?? candidates(data).find(isProcessLike);
  if (found === undefined) return {};
  const key = idKeys.find(name => digits.textOf(found[name]) !== undefined);
  const id = key === undefined ? undefined : digits.textOf(found[key]);
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

/** Data that is nothing but an id; any other word ("created") is none. */
function bareId(data: string | number, digits: Digits): CreatedProcess {
  const id = digits.textOf(data);
  return id !== undefined && looksLikeId(id) ? { id } : {};
}
