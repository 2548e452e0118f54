import type { JsonObject } from '../json';
import { interpret } from './answers';
import { readList } from './collections';
import type { ApiResult } from './result';
import type { Sender } from './sender';

/** List Users, V1 (page api-11531149): the users that the key can see, as the service sends them. All their fields are optional. */
export async function listUsers(
  sender: Sender,
  signal?: AbortSignal,
): Promise<ApiResult<readonly JsonObject[]>> {
  const sent = await sender.send({ method: 'GET', path: '/v1/ext/users', creates: false }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data }) => {
    const users = data === undefined || data === null ? [] : readList(data, ['users']);
    return users === undefined ? undefined : { value: users, proven: users.length > 0 };
  });
}
