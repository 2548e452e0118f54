import type { Json } from '../../../src/core/json';
import type { Catalog, Procedure, UnresolvedKind, User } from '../../../src/core/catalog/model';
import { readCatalog } from '../../../src/core/catalog/read';
import { readUsersInSlices } from '../../../src/core/catalog/users';
import { AT } from './team';

/** Reads a config in one go. */
export function read(config: Json): Catalog {
  return finish(readCatalog(config, AT));
}

/** Reads users in one go. */
export function readUsers(users: readonly Json[]): User[] {
  return finish(readUsersInSlices(users));
}

function finish<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The only procedure of a config. */
export function readOne(config: Json): Procedure {
  const [procedure, ...others] = read(config).procedures;
  if (procedure === undefined || others.length > 0) throw new Error('not exactly one procedure');
  return procedure;
}

/** The only attribute of a procedure that has it inline. */
export function readAttribute(attribute: Json, beside: Readonly<Record<string, Json>> = {}) {
  const { attributes } = readOne({ ...beside, procedures: [{ shortId: 'lead', attributes: [attribute] }] });
  const [only, ...others] = attributes;
  if (only === undefined || others.length > 0) throw new Error('not exactly one attribute');
  return only;
}

/** Counts by kind of what could not be resolved. */
export function unresolved(catalog: Catalog): Partial<Record<UnresolvedKind, number>> {
  return Object.fromEntries(catalog.unresolved.map(({ kind, count }) => [kind, count]));
}
