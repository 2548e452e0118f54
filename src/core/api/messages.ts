import { isArray, isObject, type Json, type JsonObject } from '../json';
import type { ServiceMessage } from './result';
import { clean } from './text';

const maxMessages = 50;
const maxTextLength = 2_000;
const maxFieldLength = 200;
const maxDepth = 6;

/** Keys that hold a message's text, the best first. */
const textKeys = [
  'message',
  'error',
  'detail',
  'msg',
  'errorMessage',
  'statusMessage',
  'description',
  'reason',
  'title',
  'text',
  'code',
];
/** Those that make an object a message whatever else it holds; the others may be attributes of a procedure. */
const plainTextKeys = new Set(['message', 'error', 'detail', 'msg', 'errorMessage', 'statusMessage']);
/** Keys that name the attribute or path that a message is about. */
const fieldKeys = [
  'field',
  'attribute',
  'attributeShortId',
  'shortId',
  'fieldName',
  'path',
  'instancePath',
  'dataPath',
  'property',
  'param',
  'pointer',
  'loc',
  'key',
  'target',
];
/** Keys that hold further messages. */
const nestedKeys = [
  '_errors',
  'errors',
  'details',
  'fieldErrors',
  'formErrors',
  'issues',
  'violations',
  'validationErrors',
  'inner',
];

/**
 * The service's own messages in the body of a failed request, each once, at most 50. The form of an error is not
 * documented; read in the order of section 12 of service-facts: `_errors`, `message`, `error`, `errors`, then what other
 * services use. Never throws, whatever the body.
 */
export function readMessages(body: Json): readonly ServiceMessage[] {
  const found = new Messages();
  if (!isObject(body)) {
    found.read(body);
    return found.list;
  }
  found.read(body['_errors'] ?? null);
  if (found.list.length > 0) return found.list;
  found.read(body['message'] ?? null);
  const error = body['error'] ?? null;
  // Beside a message it is but the status in words ("Bad Request").
  if (typeof error !== 'string' || found.list.length === 0) found.read(error);
  for (const key of nestedKeys) found.read(body[key] ?? null);
  for (const key of textKeys.slice(2)) {
    if (found.list.length === 0 && typeof body[key] !== 'number') found.read(body[key] ?? null);
  }
  const data = body['_data'];
  if (found.list.length === 0 && isObject(data) && !('_data' in data)) return readMessages(data);
  // A bare map of attributes to lists of messages.
  if (found.list.length === 0 && Object.values(body).every(isListOfTexts)) found.read(body);
  return found.list;
}

/** The messages in the value of `_errors`; none for an empty list, an empty object, null and false. */
export function readErrors(errors: Json): readonly ServiceMessage[] {
  const found = new Messages();
  found.read(errors);
  return found.list;
}

class Messages {
  readonly list: ServiceMessage[] = [];
  readonly #seen = new Set<string>();

  read(value: Json, field?: string, depth = 0): void {
    if (this.list.length >= maxMessages || depth > maxDepth) return;
    if (isArray(value)) {
      for (const item of value.slice(0, maxMessages)) this.read(item, field, depth + 1);
    } else if (isObject(value)) {
      this.#readObject(value, field, depth);
    } else if (typeof value === 'string' || (typeof value === 'number' && depth > 0)) {
      this.#add(String(value), field);
    }
  }

  #readObject(value: JsonObject, outer: string | undefined, depth: number): void {
    const before = this.list.length;
    if (!isMessage(value)) {
      for (const [key, item] of Object.entries(value).slice(0, maxMessages)) {
        this.read(item, nestedKeys.includes(key) ? outer : join(outer, key), depth + 1);
      }
      return;
    }
    const field = fieldOf(value) ?? outer;
    const textKey = textKeys.find(key => holdsText(value[key]));
    if (textKey !== undefined) this.read(value[textKey] ?? null, field, depth + 1);
    for (const key of nestedKeys) this.read(value[key] ?? null, field, depth + 1);
    if (this.list.length === before) this.#add(stringify(value), field);
  }

  #add(text: string, field: string | undefined): void {
    const line = clean(text, maxTextLength);
    if (line === '' || this.list.length >= maxMessages) return;
    const place = field === undefined ? '' : clean(field, maxFieldLength);
    const key = JSON.stringify([line, place]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push(place === '' ? { text: line } : { text: line, field: place });
  }
}

function isListOfTexts(value: Json): boolean {
  return isArray(value) && value.every(item => typeof item === 'string');
}

/** JSON, unless it is nested too deeply to be written. */
function stringify(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** Tells one message, `{message, field}`, from a map of attributes to messages, `{phone: "is invalid"}`. */
function isMessage(value: JsonObject): boolean {
  const keys = Object.keys(value);
  if (keys.some(key => plainTextKeys.has(key) && holdsText(value[key]))) return true;
  if (fieldOf(value) !== undefined && keys.some(key => textKeys.includes(key))) return true;
  // Attributes have texts or lists for messages; a number or true belongs to one message ({code: 17, title: "…"}).
  return keys.some(key => typeof value[key] === 'number' || typeof value[key] === 'boolean');
}

function holdsText(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value === 'number') return true;
  return (isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0);
}

function fieldOf(value: JsonObject): string | undefined {
  const source = value['source'];
  const named =
    fieldKeys.map(key => placeOf(value[key])).find(place => place !== undefined) ??
    (isObject(source) ? placeOf(source['pointer']) : undefined);
  // A schema validator names the object, and the missing attribute beside it.
  const params = value['params'];
  const missing = isObject(params) ? placeOf(params['missingProperty']) : undefined;
  return missing === undefined ? named : join(named?.replace(/\/$/, ''), missing, '/');
}

/** A name or path as a text; a path of several parts joined by dots. */
function placeOf(value: Json | undefined): string | undefined {
  if (isArray(value)) {
    const parts = value.filter(part => typeof part === 'string' || typeof part === 'number');
    return parts.length === 0 || parts.length < value.length ? undefined : parts.join('.');
  }
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function join(outer: string | undefined, inner: string, by = '.'): string {
  return outer === undefined || outer === '' ? inner : `${outer}${by}${inner}`;
}
