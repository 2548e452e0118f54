import { isArray, isObject, type Json, type JsonObject } from '../json';
import { interpret } from './answers';
import { Digits, looksLikeId } from './ids';
import { processPath } from './path';
import type { ApiResult } from './result';
import type { Sender } from './sender';

/** What a bulk create answered. */
export interface BulkCreated {
  /** Absent when the answer has none: taken, but nobody can follow it (section 16, 2 of service-facts). */
  readonly jobId?: string;
}

/**
 * Bulk Create Process (page api-11531004): a bare array of process objects, sent as it is, exactly once: whether it may be sent
 * again, and when, is for whoever drives the run to say. The failure has the effect and, where the service names it, the wait.
 *
 * - success with a job id: accepted, also where `_errors` stand beside it (they are warnings);
 * - success without one: accepted, but not to be followed; `answer.text` is what there is to show;
 * - `_errors`, an error's number or a `message`, and no job id: a failure, effect unknown.
 */
export async function bulkCreate(
  sender: Sender,
  procedureShortId: string,
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<ApiResult<BulkCreated>> {
  const path = processPath(procedureShortId, 'bulk-create');
  const sent = await sender.send({ method: 'POST', path, body, creates: true, once: true }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data, meta, message }, raw) => {
    if (data === false) return undefined;
    const jobId = findJobId(data, meta, raw);
    const inner = isObject(data) ? data['message'] : undefined;
    if (jobId === undefined && (message !== undefined || typeof inner === 'string')) return undefined;
    return { value: jobId === undefined ? {} : { jobId }, proven: jobId !== undefined };
  });
}

/** Other spellings and places of a job's id, besides the four of section 16, 2 of service-facts: all assumed. */
const assumedKeys = ['background_job_id', 'job_id', 'bulkJobId'];

/** Fields of a job that no process has (section 4.1 of service-facts). */
const jobFields = ['completionStatus', 'statusMessage', 'startedAt', 'completedAt'];

/**
 * The id of the background job in an acknowledgment: `id`, `backgroundJob.id`, `backgroundJobId`, `jobId` of the data, in this
 * order; undefined when there is none.
 * @param raw the body's text: a number too large for a double is read there
 */
export function findJobId(data: Json | undefined, meta: JsonObject, raw: string): string | undefined {
  const digits = new Digits(raw);
  const read = (value: Json | undefined) => {
    const id = digits.textOf(value);
    // A path has to hold it.
    return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
  };
  if (typeof data === 'string' || typeof data === 'number') {
    const id = read(data);
    return id !== undefined && looksLikeId(id) ? id : undefined;
  }
  const [first, ...others] = isArray(data) ? data : [data];
  const outer = isObject(first) && others.length === 0 ? first : {};
  // In a list the only object may as well be the only process that was created, and that has an id too.
  const own = !isArray(data) || jobFields.some(field => field in outer) ? read(outer['id']) : undefined;
  if (own !== undefined) return own;
  for (const place of [outer, outer['data'], outer['result'], meta]) {
    if (!isObject(place)) continue;
    const job = place['backgroundJob'] ?? place['job'];
    const named = [
      ...(isObject(job) ? [job['id'], job['uuid']] : [job]),
      place['backgroundJobId'],
      place['jobId'],
    ];
    const inner = place === outer['data'] && jobFields.some(field => field in place) ? [place['id']] : [];
    for (const value of [...named, ...inner, ...assumedKeys.map(key => place[key])]) {
      const id = read(value);
      if (id !== undefined) return id;
    }
  }
  return undefined;
}
