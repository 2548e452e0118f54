import type { JsonObject } from '../json';
import { interpret } from './answers';
import { readList } from './collections';
import { saysMore } from './processes';
import type { ApiResult } from './result';
import type { Sender } from './sender';

export interface UserList {
  /** As the service sends them; all their fields are optional. */
  readonly users: readonly JsonObject[];
  /** More users exist than these. How their pages are asked for is not documented (section 9 of service-facts). */
  readonly hasMore: boolean;
}

/** List Users, V1 (page api-11531149): the users that the key can see. */
export async function listUsers(sender: Sender, signal?: AbortSignal): Promise<ApiResult<UserList>> {
  const sent = await sender.send({ method: 'GET', path: '/v1/ext/users', creates: false }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data, meta }) => {
    const users = data === undefined || data === null ? [] : readList(data, ['users']);
    if (users === undefined) return undefined;
    const hasMore = saysMore([meta, data], users.length) === true;
    return { value: { users, hasMore }, proven: users.length > 0 };
  });
}
