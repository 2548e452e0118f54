import { isArray, isObject, type Json, type JsonObject } from '../json';
import { readErrors, readMessages } from './messages';
import type { ServiceMessage } from './result';

/** An answer's parts (page doc-738798). */
export interface Envelope {
  /** `_data`; the whole body where there is no envelope, since only "most" APIs use it; undefined when there is nothing. */
  readonly data: Json | undefined;
  /** Whether that is `_data`. */
  readonly wrapped: boolean;
  readonly meta: JsonObject;
  /** What the service calls an error, whatever the status. */
  readonly errors: readonly ServiceMessage[];
  /** Whether it calls anything an error; true also where it does not say what. */
  readonly failed: boolean;
  /** `message` beside the data, where it is a text. */
  readonly message?: string;
}

const own = new Set(['_data', '_meta', '_errors']);

/** Takes an answer apart. Every key may be missing; `_errors` may be an empty list or object, null or "". */
export function readEnvelope(body: Json): Envelope {
  if (!isObject(body)) return { data: body, wrapped: false, meta: {}, errors: [], failed: false };
  const rest = Object.fromEntries(Object.entries(body).filter(([key]) => !own.has(key)));
  const meta = [body['_meta'], body['meta']].find(isObject) ?? {};
  const listed = readErrors(body['_errors'] ?? null);
  const failed = listed.length > 0 || isWordless(body['_errors'] ?? null) || saysFailed(rest);
  const errors = failed && listed.length === 0 ? readMessages(rest) : listed;
  const bare = Object.keys(rest).length > 0 || Object.keys(body).length === 0 ? rest : undefined;
  const { message } = rest;
  const said = typeof message === 'string' && message.trim() !== '' ? { message } : {};
  const wrapped = '_data' in body;
  return { data: wrapped ? body['_data'] : bare, wrapped, meta, errors, failed, ...said };
}

/** `_errors` that hold something, but no words: `true`, `[{}]`. */
function isWordless(errors: Json): boolean {
  return (
    errors === true ||
    (isArray(errors) && errors.some(error => error !== null && error !== false && error !== ''))
  );
}

/** The ways in which other services say "failed" with a status of success (section 12 of service-facts). */
function saysFailed(body: JsonObject): boolean {
  if (body['success'] === false || body['ok'] === false) return true;
  // A gateway that answers every request with 200 says so in the body: `{"statusCode":401,"message":"Unauthorized"}`.
  if (isErrorStatus(body['statusCode'])) return true;
  if (isErrorStatus(body['code']) && typeof body['message'] === 'string') return true;
  if (isDenial(body)) return true;
  const status = body['status'];
  if (typeof status === 'string' && /^(?:error|fail(?:ed|ure)?)$/i.test(status)) return true;
  return [body['error'], body['errors']].some(
    value =>
      value === true ||
      (typeof value === 'string' && value.trim() !== '') ||
      (isArray(value) && value.length > 0) ||
      (isObject(value) && Object.keys(value).length > 0),
  );
}

/** Words of what went wrong, in a body that has nothing but words: assumed. */
const denial =
  /\b(?:fail(?:ed|ure|s)?|errors?|exception|invalid|denied|refused|rejected|forbidden|unauthori[sz]ed|unable|unavailable|cannot|could not|not (?:found|allowed|created|valid|permitted|authori[sz]ed|available|supported))\b/i;

function isDenial(body: JsonObject): boolean {
  const { message } = body;
  if (typeof message !== 'string' || 'id' in body || 'data' in body) return false;
  return denial.test(message.slice(0, 2_000));
}

function isErrorStatus(value: Json | undefined): boolean {
  return (typeof value === 'number' || typeof value === 'string') && /^[45]\d\d$/.test(String(value));
}
