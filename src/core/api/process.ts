import { isArray, isObject, type Json, type JsonObject } from '../json';
import { Digits, isId, looksLikeId } from './ids';

/** What a create answered about the new process. */
export interface CreatedProcess {
  /** Absent when the answer has none: `{}` is the documented body (page api-11530135). */
  readonly id?: string;
  readonly process?: JsonObject;
  /** The answer names a background job in place of a process: it is created later. */
  readonly jobId?: string;
}

/** Fields that only a process has (page docs:data-model/process). */
const ownFields = ['data', 'state', 'procedure', 'record', 'derivedData'];

/** Fields of a process besides `id`: tell one from other objects that have an id. */
const processFields = [...ownFields, 'status', 'team', 'createdAt', 'createdBy'];

const idKeys = ['id', 'processId', '_id', 'uuid'];

/**
 * The process in an answer's data: the data itself, an array of it alone, or under `process`, `processes` or `data`.
 * Which it is, and whether any of it is there, is not documented.
 * @param raw the body's text: a number too large for a double is read there
 */
export function findProcess(data: Json | undefined, raw: string): CreatedProcess {
  const digits = new Digits(raw);
  if (typeof data === 'string' || typeof data === 'number') return bareId(data, digits);
  const all = candidates(data);
  const found =
    all.find(one => hasId(one) && isProcessLike(one)) ?? all.find(hasId) ?? all.find(isProcessLike);
  if (found === undefined) return {};
  if (isJob(found)) {
    const jobId = digits.textOf(found['id']);
    return jobId === undefined ? {} : { jobId };
  }
  const key = idKeys.find(name => digits.textOf(found[name]) !== undefined);
  const id = key === undefined ? undefined : digits.textOf(found[key]);
  return { ...(id === undefined ? {} : { id }), process: found };
}

/** The inner ones first: around a process there may be an object with an id of its own, of the request for example. */
function candidates(data: Json | undefined): readonly JsonObject[] {
  const outer = isArray(data) && data.length === 1 ? data[0] : data;
  if (!isObject(outer)) return [];
  const inner = [outer['process'], outer['processes']].map(value =>
    isArray(value) && value.length === 1 ? value[0] : value,
  );
  // The attributes of a process stand under `data` too, and one of them may be called id.
  const wrapped = isObject(outer['data']) && isProcessLike(outer['data']) ? [outer['data']] : [];
  return [...inner.filter(isObject), outer, ...wrapped];
}

/** A background job (page api-11531337): it has an id, a team and a time as well, but nothing of a process. */
function isJob(object: JsonObject): boolean {
  return 'completionStatus' in object && !ownFields.some(field => field in object);
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
