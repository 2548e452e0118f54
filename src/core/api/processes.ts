import { isObject, type Json, type JsonObject } from '../json';
import { interpret } from './answers';
import { readList } from './collections';
import { processPath } from './path';
import { findProcess, type CreatedProcess } from './process';
import type { ApiResult } from './result';
import type { Sender } from './sender';

/** A query of List Processes (page docs:api/process/list). */
export interface ProcessQuery {
  /** Root fields or attribute short ids, `or`, `and`; passed on as it is. */
  readonly where?: JsonObject;
  /** Objects received so far; the service takes 0 when it is absent. */
  readonly skip?: number;
  /** The service takes 10 when it is absent and allows 100 at most; more is cut to that. */
  readonly limit?: number;
}

/** What the key can see; never "all" (section 16, 16 of service-facts). */
export interface ProcessPage {
  readonly processes: readonly JsonObject[];
  /** Whether to ask again; where the service does not say, a full page may have a successor. */
  readonly hasMore: boolean;
}

const defaultLimit = 10;
/** The most that List gives at a time. */
export const maxLimit = 100;

/**
 * Create Process (page api-11530135). The bytes are sent as they are, at most once: again only when no connection was
 * made or the service answered 429. Success is any whole 2xx answer that does not deny it (`false` does); `{}` is the documented one.
 */
export async function createProcess(
  sender: Sender,
  procedureShortId: string,
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<ApiResult<CreatedProcess>> {
  const sent = await sender.send(
    { method: 'POST', path: processPath(procedureShortId), body, creates: true },
    signal,
  );
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data }, raw) => {
    if (data === false) return undefined;
    const value = findProcess(data, raw);
    return { value, proven: value.id !== undefined || value.jobId !== undefined };
  });
}

/** List Processes (page docs:api/process/list), one page. */
export async function listProcesses(
  sender: Sender,
  procedureShortId: string,
  query: ProcessQuery,
  signal?: AbortSignal,
): Promise<ApiResult<ProcessPage>> {
  const limit =
    query.limit === undefined ? undefined : Math.min(maxLimit, Math.max(1, Math.trunc(query.limit)));
  const body = Buffer.from(JSON.stringify({ ...query, limit }));
  const path = processPath(procedureShortId, 'list');
  const sent = await sender.send({ method: 'POST', path, body, creates: false }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data, meta }) => {
    const processes = data === undefined || data === null ? [] : readList(data, ['processes']);
    if (processes === undefined) return undefined;
    const said = saysMore([meta, data], (query.skip ?? 0) + processes.length);
    const hasMore = processes.length > 0 && (said ?? processes.length >= (limit ?? defaultLimit));
    return { value: { processes, hasMore }, proven: processes.length > 0 };
  });
}

/** Fetch Process By Id (page api-11375429). */
export async function fetchProcess(
  sender: Sender,
  procedureShortId: string,
  processId: string,
  signal?: AbortSignal,
): Promise<ApiResult<JsonObject>> {
  const path = processPath(procedureShortId, processId);
  const sent = await sender.send({ method: 'GET', path, creates: false }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data }, raw) => {
    const { process } = findProcess(data, raw);
    if (process !== undefined) return { value: process, proven: true };
    return isObject(data) && Object.keys(data).length > 0 ? { value: data, proven: false } : undefined;
  });
}

/** `hasMore` is documented for List (docs:api/process/list); a total is what other services give instead. Undefined: not said. */
export function saysMore(places: readonly (Json | undefined)[], received: number): boolean | undefined {
  for (const place of places) {
    if (!isObject(place)) continue;
    const more = place['hasMore'] ?? place['has_more'];
    if (typeof more === 'boolean') return more;
    if (more === 'true' || more === 'false') return more === 'true';
    const total = place['total'] ?? place['totalCount'];
    if (typeof total === 'number') return received < total;
  }
  return undefined;
}

export type { CreatedProcess };
