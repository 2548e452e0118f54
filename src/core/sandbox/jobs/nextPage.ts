import { isObject, type Json, type JsonObject } from '../../json';
import type { Reply } from '../answers';

/** The same answer with another next page; one that has no `_meta`, or is a refusal, stays as it is. */
export function namingNext(reply: Reply, next: string): Reply {
  const { body } = reply;
  if (!isObject(body) || !isObject(body['_meta'])) return reply;
  return { ...reply, body: { ...body, _meta: { ...withoutPaths(body['_meta']), nextPath: next } } };
}

function withoutPaths(meta: JsonObject): JsonObject {
  const isPath = (value: Json) => typeof value === 'string' && value.includes('/entries');
  return Object.fromEntries(
    Object.entries(meta).flatMap(([key, value]) =>
      isPath(value) ? [] : [[key, isObject(value) ? withoutPaths(value) : value]],
    ),
  );
}
