import type { Attribute, Procedure, User } from '../catalog/model';
import { kindOf } from '../schema/kind';

/** How the value of a condition is read. */
export type FieldKind =
  'status' | 'state' | 'time' | 'user' | 'option' | 'number' | 'epoch' | 'text' | 'unknown';

/** What List filters by: a root field or an attribute (page docs:api/process/list). */
export interface QueryField {
  /** As the query has it. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Absent for a root field, and for a name that the catalog does not know. */
  readonly attribute?: Attribute;
}

/** What a query is read and completed with. */
export interface QueryContext {
  readonly procedure: Procedure;
  readonly users: readonly User[];
  /** There are more users than these. */
  readonly usersPartial?: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** The root fields of page docs:api/process/list; no other is documented. */
const rootFields: readonly QueryField[] = [
  { name: 'status', kind: 'status' },
  { name: 'state', kind: 'state' },
  { name: 'createdAt', kind: 'time' },
  { name: 'assignedTo', kind: 'user' },
];

/** All that a query of a procedure may name: the primary key, the root fields, the other attributes in the config's order. */
export function fieldsOf(procedure: Procedure): readonly QueryField[] {
  const roots = new Set(rootFields.map(({ name }) => name));
  const own = procedure.attributes
    .filter(({ shortId }) => !roots.has(shortId))
    .map(attribute => ({ name: attribute.shortId, kind: kindFor(attribute), attribute }));
  const key = own.filter(({ name }) => name === procedure.primaryKey);
  const keyAlone: readonly QueryField[] =
    key.length === 0 && procedure.primaryKey !== undefined && !roots.has(procedure.primaryKey)
      ? [{ name: procedure.primaryKey, kind: 'unknown' }]
      : [];
  return [...key, ...keyAlone, ...rootFields, ...own.filter(({ name }) => name !== procedure.primaryKey)];
}

/** The field of a name; one that the catalog does not know is read as it is written. */
export function fieldOf(procedure: Procedure, name: string): QueryField & { readonly known: boolean } {
  const fields = fieldsOf(procedure);
  const lower = name.toLowerCase();
  const found =
    fields.find(field => field.name === name) ??
    fields.find(field => field.name.toLowerCase() === lower) ??
    only(fields.filter(field => field.attribute?.name.toLowerCase() === lower));
  return found === undefined ? { name, kind: 'unknown', known: false } : { ...found, known: true };
}

/** What was learnt from existing processes, or whose type the config does not say, may be stored as a text or as a number. */
function kindFor(attribute: Attribute): FieldKind {
  if (attribute.learnt) return 'unknown';
  switch (kindOf(attribute)) {
    case 'option':
    case 'options':
      return 'option';
    case 'integer':
    case 'number':
      return 'number';
    case 'epoch':
      return 'epoch';
    case 'text':
    case 'audio':
    case 'email':
    case 'phone':
    case 'photo':
    case 'isoDateTime':
      return 'text';
    default:
      return attribute.options === undefined ? 'unknown' : 'option';
  }
}

/** The only one; undefined where there are several. */
export function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
