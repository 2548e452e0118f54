import { isObject, type Json, type JsonObject } from '../../json';
import type { JournalRecord } from '../records';

/** Ours by name: no text of the service comes in under it, and a change would make the record another one. */
const ours: ReadonlySet<string> = new Set([
  't',
  'id',
  'uri',
  'sha256',
  'origin',
  'baseUrl',
  'kind',
  'family',
  'entries',
  'leftOut',
  'unseen',
  'unclear',
  'code',
  'why',
  'way',
  'verdict',
  'end',
]);

/** The only object of a record whose names are not ours. */
const foreignNames = 'counts';

type Redact = (text: string) => string;

/** The record with `redact` applied to every text that may come from outside. The very same record when nothing changed. */
export function redactRecord(record: JournalRecord, redact: Redact): JournalRecord {
  return redacted(record, redact);
}

function redacted<T>(value: T, redact: Redact): T;
function redacted(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return redactedItems(value, redact);
  return isObject(value) ? redactedMembers(value, redact) : value;
}

/** A page has hundreds of rows: nothing is made anew as long as nothing changes. */
function redactedMembers(object: JsonObject, redact: Redact): JsonObject {
  let copy: Record<string, Json> | undefined;
  for (const name of Object.keys(object)) {
    const member = object[name];
    if (member === undefined || (typeof member === 'string' && ours.has(name))) continue;
    const clean = name === foreignNames ? redactedNames(member, redact) : redacted(member, redact);
    if (clean === member) continue;
    copy ??= { ...object };
    copy[name] = clean;
  }
  return copy ?? object;
}

function redactedNames(value: Json, redact: Redact): Json {
  if (!isObject(value)) return redacted(value, redact);
  const before = Object.entries(value);
  const after = before.map(([name, member]) => [redact(name), redacted(member, redact)] as const);
  const isSame = after.every(([name, member], at) => name === before[at]?.[0] && member === before[at][1]);
  return isSame ? value : Object.fromEntries(after);
}

function redactedItems(items: readonly unknown[], redact: Redact): readonly unknown[] {
  const after = items.map(item => redacted(item, redact));
  return after.every((item, at) => item === items[at]) ? items : after;
}
