import { isArray, isObject, type Json } from '../json';
import type { Catalog, User } from './model';
import { flag, isGone } from './reading/flags';
import { USER, USER_EMAIL, type UserFields } from './reading/spellings';
import { asKey, cleanName } from './reading/text';

/** About a millisecond's work. */
const usersAtOnce = 50;

/**
 * Users from the data of List Users, in either version (pages api-11531149 and api-11531150; all fields are optional).
 * Without id and username there is nothing to assign to, so such an item is left out. Deleted ones stay, marked.
 * For a thread that is shared: some teams have tens of thousands.
 */
export function* readUsersInSlices(users: readonly Json[]): Generator<void, User[], void> {
  const byKey = new Map<string, User>();
  for (const [index, item] of users.entries()) {
    if (index % usersAtOnce === usersAtOnce - 1) yield;
    const user = isObject(item) ? readUser(USER.read(item)) : undefined;
    const key = user?.id ?? user?.username;
    if (user !== undefined && key !== undefined && !byKey.has(key)) byKey.set(key, user);
  }
  return [...byKey.values()];
}

/** The catalog with other users. */
export function withUsers(catalog: Catalog, users: readonly User[], isPartial = false): Catalog {
  const whole: Catalog & { usersPartial?: true } = { ...catalog, users };
  delete whole.usersPartial;
  return isPartial ? { ...whole, usersPartial: true } : whole;
}

function readUser(fields: UserFields): User | undefined {
  const id = asKey(fields.id);
  const username = asKey(fields.username);
  if (id === undefined && username === undefined) return undefined;
  const email = emailOf(fields.email);
  const full = [fields.firstName, fields.middleName, fields.lastName]
    .map(part => cleanName(part))
    .filter(part => part !== undefined)
    .join(' ');
  return {
    ...(id !== undefined && { id }),
    ...(username !== undefined && { username }),
    name: cleanName(fields.name) ?? cleanName(full) ?? cleanName(username) ?? email ?? cleanName(id) ?? '?',
    ...(email !== undefined && { email }),
    isActive: flag(fields.isActive) ?? true,
    isDeleted: isGone(fields),
  };
}

/** `primaryEmail` is an object (page api-11531149), `emails` a list of such (page api-11531158). */
function emailOf(value: Json | undefined): string | undefined {
  const one = isArray(value) ? value[0] : value;
  return cleanName(isObject(one) ? USER_EMAIL.read(one).email : one);
}
