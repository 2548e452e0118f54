import { isPlaceholder } from '../schema/placeholder';
import type { ValueKind } from '../schema/words';
import { isoMoment } from './moment';

/** Values of which the documents, or their own names, say that they are something else than a date. */
const never: ReadonlySet<string> = new Set<ValueKind>([
  'audio',
  'email',
  'phone',
  'photo',
  'photos',
  'boolean',
  'option',
  'options',
  'document',
  'documents',
  'user',
  'username',
  'state',
  'status',
  'record',
  'records',
  'process',
  'processes',
  'task',
  'tasks',
]);

/** True for a value that a date may be written into: teams hold dates in texts and numbers, too, as samples of the documents do. */
export function mayHoldDate(kind: ValueKind): boolean {
  return !never.has(kind);
}

/** True for JSON that a date takes the place of without a question: nothing yet, a placeholder, or a date as text. A number may be an id. */
export function isFreeForDate(json: string): boolean {
  if (json === '' || json === '""' || json === 'null') return true;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' && (isPlaceholder(value) || isoMoment(value) !== undefined);
  } catch {
    return false;
  }
}
