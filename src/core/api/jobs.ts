import { isArray, isObject, type Json, type JsonObject } from '../json';
import { interpret } from './answers';
import { readCounts, type JobCounts } from './jobCounts';
import { jobPath } from './path';
import type { ApiResult } from './result';
import type { Sender } from './sender';
import { clean } from './text';

/** A background job, as far as the service tells of it (page api-11531337). */
export interface Job {
  /** The one that was asked for. */
  readonly id: string;
  /** `bjEntryCompletionStatusVsCount`, with the words as answered; absent when there are none, `{}` when they are empty. */
  readonly counts?: JobCounts;
  /** Epoch ms; absent while it is 0, null or missing. */
  readonly completedAt?: number;
  /** As answered. */
  readonly completionStatus?: string;
  readonly statusMessage?: string;
  /** The body, at most 10 000 characters of it. */
  readonly raw: string;
}

const maxRaw = 10_000;

/**
 * Fetch Background Job (page api-11531337), asked exactly once: polls are paced together with everything else of a run.
 * A status 404 may mean that the service does not know the job (any more), or that the key must not see it.
 */
export async function fetchJob(sender: Sender, jobId: string, signal?: AbortSignal): Promise<ApiResult<Job>> {
  const sent = await sender.send({ method: 'GET', path: jobPath(jobId), creates: false, once: true }, signal);
  if (!sent.ok) return sent;
  const raw = sent.reception.text.slice(0, maxRaw);
  return interpret(sent.reception, sender, ({ data, meta }) => {
    const job = readJob(jobId, data, meta, raw);
    const proven = job?.counts !== undefined || jobFieldsIn(objectOf(data)) > 1;
    return job === undefined ? undefined : { value: job, proven };
  });
}

/** Fields of a job in the samples (sections 4.1 and 5 of service-facts); one of them is enough to know one by. */
const jobFields = [
  'id',
  'createdAt',
  'updatedAt',
  'startedAt',
  'completedAt',
  'completionStatus',
  'statusMessage',
];

/** Reads a job; undefined when the answer holds nothing of one. */
function readJob(id: string, data: Json | undefined, meta: JsonObject, raw: string): Job | undefined {
  const inner = objectOf(data);
  const counts = readCounts([meta, inner, data]);
  if (counts === undefined && jobFieldsIn(inner) === 0) return undefined;
  const completedAt = timeOf(inner['completedAt']);
  const completionStatus = wordOf(inner['completionStatus']) ?? wordOf(inner['status']);
  const statusMessage = wordOf(inner['statusMessage']);
  return {
    id,
    ...(counts === undefined ? {} : { counts }),
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(completionStatus === undefined ? {} : { completionStatus }),
    ...(statusMessage === undefined ? {} : { statusMessage }),
    raw,
  };
}

/** The object that tells of the job: the data, the only item of it, or under a name. */
function objectOf(data: Json | undefined): JsonObject {
  const outer = isArray(data) && data.length === 1 ? data[0] : data;
  if (!isObject(outer)) return {};
  return [outer['backgroundJob'], outer['job']].find(isObject) ?? outer;
}

function jobFieldsIn(object: JsonObject): number {
  return jobFields.filter(field => field in object).length;
}

/** Epoch ms from a number, a text of digits or a time-stamp; undefined for 0, which is "not yet" (section 4.1). */
function timeOf(value: Json | undefined): number | undefined {
  const time =
    typeof value === 'string'
      ? /^\d+$/.test(value.trim())
        ? Number(value)
        : /^\d{4}-\d\d/.test(value.trim())
          ? Date.parse(value)
          : 0
      : value;
  return typeof time === 'number' && time > 0 ? time : undefined;
}

function wordOf(value: Json | undefined): string | undefined {
  const text = typeof value === 'string' ? clean(value, 2_000) : '';
  return text === '' ? undefined : text;
}
