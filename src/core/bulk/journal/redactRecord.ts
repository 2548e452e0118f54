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
  return redacted(record, redact, text => text);
}

function redacted<T>(value: T, redact: Redact, redactName: Redact): T;
function redacted(value: unknown, redact: Redact, redactName: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return redactedItems(value, redact, redactName);
  const before = Object.entries(value);
  const after = before.map(([name, member]: [string, unknown]): [string, unknown] => {
    if (ours.has(name) && typeof member === 'string') return [name, member];
    const ofMember = name === foreignNames ? redact : (text: string) => text;
    return [redactName(name), redacted(member, redact, ofMember)];
  });
  const isSame = after.every(([name, member], at) => {
    const [oldName, oldMember]: readonly unknown[] = before[at] ?? [];
    return oldName === name && oldMember === member;
  });
  return isSame ? value : Object.fromEntries(after);
}

function redactedItems(items: readonly unknown[], redact: Redact, redactName: Redact): readonly unknown[] {
  const after = items.map(item => redacted(item, redact, redactName));
  return after.every((item, at) => item === items[at]) ? items : after;
}
