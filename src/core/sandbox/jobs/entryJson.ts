import { isObject, type Json, type JsonObject } from '../../json';
import type { SandboxChoices } from '../choices';
import { uuidOf } from '../team/model';
import type { World } from '../world';
import { underwayOf, word } from './jobJson';
import type { StoredJob } from './storedJob';

const idMiddle = uuidOf('entry').slice(8, 24);

/** One entry. Its fields are not documented; that it has an `id` and a `completionStatus` is inferred in section 6 of service-facts. */
export function entryJson(world: World, job: StoredJob, entry: number): JsonObject {
  const { choices } = world;
  const status = job.status(entry);
  const underway = status === 'NOT_STARTED' && entry < job.next + underwayOf(choices, job);
  return {
    ...(choices.entryIds === 'id' && { id: hex(job.number, 8) + idMiddle + hex(entry, 12) }),
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    [choices.entryStatusField]: word(choices, underway ? choices.entryUnderway : status),
    ...messageOf(choices, job, entry),
    ...processOf(world, job, entry),
    ...echoOf(choices, job, entry),
  };
}

function messageOf(choices: SandboxChoices, job: StoredJob, entry: number): JsonObject {
  const failures = job.failures(entry);
  const text = failures.map(({ message }) => message).join(' ');
  const objects = failures.map(({ message, path, attribute }) => {
    const named = choices.errorField === 'path' ? path : (attribute ?? path);
    return { message, ...(named !== undefined && { [choices.errorField]: named }) };
  });
  const none = failures.length === 0;
  switch (choices.entryMessage) {
    case 'statusMessage':
    case 'message':
    case 'error':
      return { [choices.entryMessage]: none ? null : text };
    case 'errorObject':
      return { error: objects[0] ?? null };
    case 'errors':
      return { errors: objects };
    case 'result':
      return none ? {} : { result: { errors: objects } };
  }
}

function processOf({ choices, store }: World, job: StoredJob, entry: number): JsonObject {
  const number = job.process(entry);
  const id = number === undefined ? null : store.byNumber(number).id;
  switch (choices.entryProcessId) {
    case 'none':
      return {};
    case 'processId':
      return { processId: id };
    case 'process':
      return { process: id === null ? null : { id } };
    case 'resultId':
      return id === null ? {} : { result: { id } };
    case 'result':
      return id === null ? {} : { result: id };
  }
}

function echoOf(choices: SandboxChoices, job: StoredJob, entry: number): JsonObject {
  switch (choices.entriesEcho) {
    case 'none':
      return {};
    case 'index':
      return { index: entry };
    case 'rowFrom1':
      return { row: entry + 1 };
    case 'positionText':
      return { position: String(entry) };
    default: {
      const text = job.input(entry);
      return text === undefined ? {} : echoOfInput(choices, job, JSON.parse(text) as Json);
    }
  }
}

function echoOfInput(choices: SandboxChoices, job: StoredJob, input: Json): JsonObject {
  if (choices.entriesEcho === 'input') return { input };
  if (choices.entriesEcho === 'inputText') return { input: JSON.stringify(input) };
  const key = job.procedure.primaryKey?.shortId;
  if (key === undefined || !isObject(input)) return {};
  const data = input['data'];
  const value = (isObject(data) ? data[key] : undefined) ?? input[key];
  if (value === undefined) return {};
  return choices.entriesEcho === 'key' ? { [key]: value } : { data: { [key]: value } };
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
