import { isArray, isObject, type Json } from '../json';
import { interpret } from './answers';
import type { ApiResult } from './result';
import type { Sender } from './sender';

/**
 * Fetch Config (page api-11531312, docs:api/fetch-config): everything that describes the team, as the service sends it,
 * out of its envelope. Nothing inside is documented; reading it is the catalog's affair.
 */
export async function fetchConfig(sender: Sender, signal?: AbortSignal): Promise<ApiResult<Json>> {
  const sent = await sender.send({ method: 'GET', path: '/v1/ext/config', creates: false }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data }) => {
    if (!isObject(data) && !isArray(data)) return undefined;
    const value = unwrap(data);
    return { value, proven: isObject(value) && 'procedures' in value };
  });
}

/** A config under one more key; `procedures` is the key that both pages name and that nothing works without. */
function unwrap(data: Json): Json {
  if (!isObject(data) || 'procedures' in data) return data;
  return [data['config'], data['data']].find(inner => isObject(inner) && 'procedures' in inner) ?? data;
}
