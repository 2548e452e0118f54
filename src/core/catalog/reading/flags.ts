import type { Json } from '../../json';

const YES = new Set(['true', 'yes', 'y', 'on', '1']);
const NO = new Set(['false', 'no', 'n', 'off', '0']);

/** A flag in any of its usual spellings (`true`, `1`, `'true'`, `'yes'`); undefined when it is none. */
export function flag(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

const GONE = new Set(['deleted', 'archived', 'removed', 'trashed']);

/** Whether a thing is deleted or archived: by a flag or a time in `marks` (`isDeleted`, `deletedAt`), or by a word in `lifecycle` (`status`). */
export function isGone(fields: {
  readonly marks: readonly Json[];
  readonly lifecycle: readonly Json[];
}): boolean {
  const { marks, lifecycle } = fields;
  return (marks.length > 0 && marks.some(marksGone)) || (lifecycle.length > 0 && lifecycle.some(isGoneWord));
}

function marksGone(mark: Json): boolean {
  const said = flag(mark);
  if (said !== undefined) return said;
  return typeof mark === 'number' ? mark > 0 : typeof mark === 'string' && /^\d{4}-\d\d/u.test(mark);
}

function isGoneWord(word: Json): boolean {
  return typeof word === 'string' && GONE.has(word.trim().toLowerCase());
}

const PRESENCE: ReadonlyMap<string, { required?: boolean; hidden?: boolean }> = new Map([
  ['required', { required: true }],
  ['mandatory', { required: true }],
  ['compulsory', { required: true }],
  ['optional', { required: false }],
  ['hidden', { hidden: true }],
  ['invisible', { hidden: true }],
]);

const NOTHING = {};

/** What a word such as `required`, `optional` or `hidden` says (three ways to mark an attribute, help:sales/lead-management/lead-setup-configuration). */
export function presence(values: readonly Json[]): {
  readonly required?: boolean;
  readonly hidden?: boolean;
} {
  if (values.length === 0) return NOTHING;
  const said: { required?: boolean; hidden?: boolean } = {};
  for (const value of values) {
    if (typeof value === 'string') Object.assign(said, PRESENCE.get(value.trim().toLowerCase()));
  }
  return said;
}
