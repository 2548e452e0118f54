import type { Attribute, Catalog, Procedure } from '../catalog/model';

/**
 * What a value belongs to: an attribute, or a field of a process by its name (`state`, `assignedTo`, `nextActionAt` …, also
 * those that only answers have: `createdBy`, `createdAt`, `procedure`).
 */
export type Subject = Attribute | string;

/** Where a value stands: the team's config, and the procedure of its process where that is known. */
export interface Where {
  readonly catalog: Pick<Catalog, 'procedures' | 'entities' | 'users'>;
  readonly procedure?: Procedure | undefined;
}

/** What a subject's value is about, apart from how it is written; undefined for a field that is nothing special. */
export type About =
  'user' | 'state' | 'status' | 'procedure' | 'entity' | 'moment' | 'time' | 'month' | 'option' | 'other';

/** Fields of a process and of other objects of the API (section 11.1 of service-facts). */
const byField: Readonly<Record<string, About>> = {
  state: 'state',
  status: 'status',
  assignedTo: 'user',
  createdBy: 'user',
  updatedBy: 'user',
  user: 'user',
  procedure: 'procedure',
  entity: 'entity',
  nextActionAt: 'moment',
  createdAt: 'moment',
  updatedAt: 'moment',
  deletedAt: 'moment',
  startedAt: 'moment',
  completedAt: 'moment',
};

/** Types whose values name something of the team; that they hold what their names say is an assumption. */
const byType: Readonly<Record<string, About>> = {
  user: 'user',
  username: 'user',
  state: 'state',
  status: 'status',
  date: 'moment',
  datetime: 'moment',
  datetimeISO8601: 'moment',
};

/** The same where the config gives them no options. */
const byTypeAlone: Readonly<Record<string, About>> = { time: 'time', monthOfYear: 'month' };

export function aboutOf(subject: Subject): About {
  const table = typeof subject === 'string' ? byField : byType;
  const word = typeof subject === 'string' ? subject : subject.type;
  const known = Object.hasOwn(table, word) ? table[word] : undefined;
  if (known !== undefined) return known;
  if (typeof subject === 'string') return 'other';
  if ((subject.options?.length ?? 0) > 0) return 'option';
  return (Object.hasOwn(byTypeAlone, word) ? byTypeAlone[word] : undefined) ?? 'other';
}
