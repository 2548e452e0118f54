import { isArray, isObject, type Json, type JsonObject } from '../json';
import { interpret } from './answers';
import { Digits, looksLikeId } from './ids';
import { processPath } from './path';
import type { ApiResult } from './result';
import type { Reception, Sender } from './sender';

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
 *
 * The id is looked for in the body, then in the `Location` header: that it may name the job is an assumption.
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
  const { reception } = sent;
  const located = locatedJob(reception.location, sender.baseUrl + path);
  const result = readAcknowledgment(reception, sender, located);
  if (result.ok || result.failure.kind !== 'unreadable' || located === undefined) return result;
  // `Accepted`, or a page that says so.
  return readAcknowledgment({ ...reception, raw: '' }, sender, located);
}

function readAcknowledgment(
  reception: Reception,
  sender: Sender,
  located: string | undefined,
): ApiResult<BulkCreated> {
  return interpret<BulkCreated>(reception, sender, ({ data, meta, message, wrapped }, raw) => {
    const jobId = findJobId(data, meta, raw, wrapped) ?? located;
    if (jobId !== undefined) return { value: { jobId }, proven: true };
    const inner = isObject(data) ? data['message'] : undefined;
    const isWords = message !== undefined || typeof inner === 'string';
    return data === false || isWords ? undefined : { value: {}, proven: false };
  });
}

/** What an id of a job may be: a path has to hold it. */
const idPattern = /^[\x21-\x7e]{1,200}$/;

/** The path of Fetch Background Job (page api-11531337), wherever the API begins, and of its entries. */
const jobPathPattern = /\/background-jobs?\/([^/]+)(?:\/entries)?\/?$/i;

/**
 * The id of the job that a `Location` names; undefined where it names anything else, or another host. Scheme and port may be those
 * that a service behind a proxy has for itself: nothing but the id is taken from it.
 * @param from what was asked
 */
export function locatedJob(location: string | undefined, from: string): string | undefined {
  if (location === undefined) return undefined;
  try {
    const { hostname, protocol, pathname } = new URL(location, from);
    if (hostname !== new URL(from).hostname || !/^https?:$/.test(protocol)) return undefined;
    const id = decodeURIComponent(jobPathPattern.exec(pathname)?.[1] ?? '');
    return idPattern.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Other spellings and places of a job's id, besides the four of section 16, 2 of service-facts: all assumed. */
const assumedKeys = ['background_job_id', 'job_id', 'bulkJobId'];

/** What may stand beside `data` in an answer that wraps it without an underscore: assumed. A process has other fields. */
const besideData = new Set(['data', 'meta', 'errors', 'error', 'message', 'success', 'ok', 'status', 'code']);

/** Fields of a job that no process has (section 4.1 of service-facts). */
const jobFields = ['completionStatus', 'statusMessage', 'startedAt', 'completedAt'];

/**
 * The id of the background job in an acknowledgment: `id`, `backgroundJob.id`, `backgroundJobId`, `jobId` of the data, in this
 * order; undefined when there is none.
 * @param raw the body's text: a number too large for a double is read there
 * @param wrapped whether there is a `_data`; without it, `data` may be what it stands for
 */
export function findJobId(
  data: Json | undefined,
  meta: JsonObject,
  raw: string,
  wrapped = true,
): string | undefined {
  const digits = new Digits(raw);
  const read = (value: Json | undefined) => {
    const id = digits.textOf(value);
    return id !== undefined && idPattern.test(id) ? id : undefined;
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
    const isJob =
      jobFields.some(field => field in place) || (!wrapped && isWrapper(outer, read(place['id'])));
    const inner = place === outer['data'] && isJob ? [place['id']] : [];
    for (const value of [...named, ...inner, ...assumedKeys.map(key => place[key])]) {
      const id = read(value);
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

/** Whether `data` stands for `_data`, and is not the attributes of a process. */
function isWrapper(body: JsonObject, id: string | undefined): boolean {
  return id !== undefined && looksLikeId(id) && Object.keys(body).every(key => besideData.has(key));
}
