import type { JobEntry } from '../bulk/records';
import { asText, isObject, type Json, type JsonObject } from '../json';
import { echoesOf } from './echo';
import { findKey } from './entryKey';
import { looksLikeId, type Digits } from './ids';
import { readErrors, readMessages } from './messages';
import type { ServiceMessage } from './result';
import { clean, copied } from './text';
import { joinSentences } from '../sentences';

/** No field of an entry is documented; `completionStatus` is what the job's counts go by (section 5 of service-facts). */
const statusKeys = ['completionStatus', 'completion_status', 'entryStatus', 'status', 'state'];

/** Section 6 of service-facts: the first that holds something. */
const messageKeys = ['statusMessage', 'message', 'error', 'errors', 'result'];

/** Keys that name what the message is about, beside it: assumed. */
const fieldKeys = ['field', 'attribute', 'attributeShortId', 'fieldName', 'path'];

/** Where the new process's id may be: assumed. The entry's own `id` is not it. */
const processIdKeys = ['processId', 'process_id', 'createdProcessId', 'processUuid'];
const processPlaces = ['process', 'createdProcess', 'result', 'output', 'response'];

/**
 * What an entry may call its place in the request: assumed. `order`, `sequence` and the like may as well be the order of processing, and a
 * wrong place is worse than none; whether the numbers of a job's entries can be places is for `readBase` to say.
 */
const indexKeys = [
  ...['index', 'itemIndex', 'entryIndex', 'rowIndex', 'inputIndex'],
  ...['row', 'rowNumber', 'position'],
];

const maxRaw = 2_000;
const maxMessage = 2_000;

/**
 * Reads one entry of a job, whatever it looks like; never throws.
 * @param primaryKey short id of the primary key attribute, where it is known
 * @param mostRaw how much of it is kept word for word, in UTF-16 units
 */
export function readEntry(
  value: Json,
  digits: Digits,
  primaryKey: string | undefined,
  mostRaw = maxRaw,
): JobEntry {
  const raw = rawOf(value, mostRaw);
  if (!isObject(value)) return { status: typeof value === 'string' ? clean(value, 100) : '', raw };
  const status = clean(firstOf(statusKeys, key => asText(value[key])) ?? '', 100);
  const messages = messagesOf(value, status);
  const message = copied(clean(joinSentences(messages.map(({ text }) => text)), maxMessage));
  const field =
    messages.find(one => one.field !== undefined)?.field ?? firstOf(fieldKeys, key => asText(value[key]));
  const processId = processIdOf(value, status, digits);
  const key = primaryKey === undefined ? undefined : findKey(value, primaryKey, digits);
  const index = firstOf(indexKeys, name => indexOf(value[name]));
  const echo = key === undefined ? echoesOf(value) : [];
  return {
    status,
    ...(message === '' ? {} : { message }),
    ...(message === '' || field === undefined ? {} : { field: clean(field, 200) }),
    ...(processId === undefined ? {} : { processId }),
    ...(key === undefined ? {} : { key }),
    ...(index === undefined ? {} : { index }),
    ...(echo.length === 0 ? {} : { echo }),
    raw,
  };
}

/** What the first of these names tells that tells anything. */
function firstOf<T>(names: readonly string[], read: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const told = read(name);
    if (told !== undefined) return told;
  }
  return undefined;
}

function messagesOf(entry: JsonObject, status: string): readonly ServiceMessage[] {
  for (const key of messageKeys) {
    const value = entry[key] ?? null;
    // A result may be the process itself, or its id: those are no messages.
    if (key === 'result' && isResult(value, status)) continue;
    const found = key === 'result' ? readMessages(value) : readErrors(value);
    if (found.length > 0) return found;
  }
  return [];
}

function isResult(value: Json, status: string): boolean {
  if (typeof value === 'string') return looksLikeId(value);
  return isObject(value) && ('data' in value || status.toUpperCase() === 'SUCCESS');
}

function processIdOf(entry: JsonObject, status: string, digits: Digits): string | undefined {
  for (const key of processIdKeys) {
    const id = digits.textOf(entry[key]);
    if (id !== undefined) return clean(id, 200);
  }
  for (const place of processPlaces) {
    const value = entry[place];
    const bare = digits.textOf(value);
    // A word under `result` is a message.
    if (bare !== undefined && looksLikeId(bare) && (place !== 'result' || typeof value === 'string'))
      return bare;
    if (!isObject(value)) continue;
    const inner = [...processIdKeys, ...(status.toUpperCase() === 'SUCCESS' ? ['id'] : [])];
    const id = firstOf(inner, key => digits.textOf(value[key]));
    if (id !== undefined) return clean(id, 200);
  }
  return undefined;
}

function indexOf(value: Json | undefined): number | undefined {
  const index = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}

/** What stands at the end of a text that was cut; no JSON ends like that. */
const cutMark = '…';

/** Whether `raw` of an entry is not all that the service gave. */
export function isCutRaw(raw: string): boolean {
  return raw.endsWith(cutMark);
}

/** JSON, cut; nothing for what is nested too deeply to be written. */
function rawOf(value: Json, most: number): string {
  try {
    const text = JSON.stringify(value);
    if (text.length <= most) return text;
    return `${copied(text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, ''))}${cutMark}`;
  } catch {
    return '';
  }
}
