import { isObject, type Json, type JsonObject } from '../json';
import { interpretLarge } from './answers';
import { readList } from './collections';
import { findNextPage } from './entriesPath';
import { saysMore } from './processes';
import type { ApiResult } from './result';
import type { Sender } from './sender';

export interface UserList {
  /** As the service sends them; all their fields are optional. */
  readonly users: readonly JsonObject[];
  /** More users exist than these, and the answer does not name where (section 9 of service-facts: paging is not documented). */
  readonly hasMore: boolean;
}

interface Page {
  readonly users: readonly JsonObject[];
  /** The path of the next page, where the answer names one. */
  readonly next?: string;
  /** It says that there are more, or names a page that must not be asked for. */
  readonly more: boolean;
}

const path = '/v1/ext/users';
/** A path that leads to users. */
const usersPath = /(?:^|\/)users(?:[/?#]|$)/;
/** Nobody assigns work among more people than fit in so many pages; and a service that names ever new ones must come to an end. */
const mostPages = 200;

/**
 * List Users, V1 (page api-11531149): the users that the key can see. Where an answer names the path of a next page, as that of a job's entries does
 * (page api-11531427; for users it is assumed), that is read, too; within the base URL, and none twice. A later page that cannot be read
 * leaves the list a partial one.
 */
export async function listUsers(sender: Sender, signal?: AbortSignal): Promise<ApiResult<UserList>> {
  const first = await page(sender, path, 0, signal);
  if (!first.ok) return first;
  const users = [...first.value.users];
  const visited = new Set([path]);
  let { next, more } = first.value;
  while (next !== undefined && !visited.has(next)) {
    if (visited.size === mostPages) return { ...first, value: { users, hasMore: true } };
    visited.add(next);
    const result: ApiResult<Page> = await page(sender, next, users.length, signal);
    if (!result.ok) return { ...first, value: { users, hasMore: true } };
    users.push(...result.value.users);
    ({ next, more } = result.value);
  }
  return { ...first, value: { users, hasMore: more } };
}

async function page(
  sender: Sender,
  from: string,
  before: number,
  signal: AbortSignal | undefined,
): Promise<ApiResult<Page>> {
  const sent = await sender.send({ method: 'GET', path: from, creates: false }, signal);
  if (!sent.ok) return sent;
  return interpretLarge(sent.reception, sender, ({ data, meta }) => {
    const users = data === undefined || data === null ? [] : readList(data, ['users']);
    if (users === undefined) return undefined;
    const named = findNextPage([meta, aboutPages(data)], sender.baseUrl, from, path, usersPath);
    // An empty page is how many a list ends.
    const next = named.kind === 'path' && users.length > 0 ? { next: named.path } : {};
    const says = saysMore([meta, data], before + users.length) === true;
    const more = users.length > 0 && (named.kind === 'refused' || says);
    return { value: { users, more, ...next }, proven: users.length > 0 };
  });
}

/** What stands beside a list of users and may name its pages; never the users, who have links of their own. */
function aboutPages(data: Json | undefined): JsonObject {
  if (!isObject(data)) return {};
  return Object.fromEntries(
    Object.entries(data).filter(([key]) => /next|links?$|pag(?:e|ing|ination)|meta/i.test(key)),
  );
}
