import { isArray, isObject, type Json, type JsonObject } from '../json';
import { answer, refusal, refusedContent, type Problem, type Reply } from './answers';
import { checkProcess } from './checkProcess';
import { acknowledgedJob } from './jobs/jobJson';
import type { StoredJob } from './jobs/storedJob';
import type { ProcedureDef } from './team/model';
import type { World } from './world';

const limits = {
  none: { entries: Infinity, bytes: Infinity },
  '1000 entries': { entries: 1000, bytes: Infinity },
  '100 kB': { entries: Infinity, bytes: 100_000 },
} as const;

/** Bulk Create Process, page api-11531004: a bare array; the creates run in the background. */
export function bulkCreate(world: World, procedure: ProcedureDef, body: Json, bytes: number): Reply {
  const { choices, store } = world;
  if (!isArray(body) || body.length === 0) {
    return refusedContent(choices, [{ message: 'The body must be an array with at least one process.' }]);
  }
  const limit = limits[choices.bulkLimit];
  if (body.length > limit.entries || bytes > limit.bytes) {
    return refusal(choices, 413, [{ message: 'Too many processes in one call.' }]);
  }
  const problems = choices.badEntry === 'callRefused' ? problemsOf(world, procedure, body) : [];
  if (problems.length > 0) return refusedContent(choices, problems);
  const job = store.jobs.add(procedure, body, choices.jobIds);
  job.inserted = choices.entriesInserted === 'atOnce';
  return acknowledgment(world, job);
}

/** The problems of all entries, each with its place. A key that is taken shows only when the entry is processed. */
function problemsOf(world: World, procedure: ProcedureDef, entries: readonly Json[]): Problem[] {
  return entries.flatMap((entry, index) => {
    if (!isObject(entry)) return [{ message: `[${index}] must be an object.`, path: `[${index}]` }];
    const checked = checkProcess(world, procedure, entry);
    if (checked.ok || checked.conflict) return [];
    return checked.problems.map(({ message, path, ...rest }) => ({
      ...rest,
      message: `[${index}] ${message}`,
      path: path === undefined ? `[${index}]` : `[${index}].${path}`,
    }));
  });
}

function acknowledgment({ choices }: World, job: StoredJob): Reply {
  const whole = acknowledgedJob(choices, job);
  const id = whole['id'] ?? null;
  const status = Number(choices.bulkStatus);
  const wrapped = (data: Json) => answer(choices, true, data, { status });
  const bare = (data: JsonObject) => answer(choices, false, data, { status });
  switch (choices.bulkAck) {
    case 'job':
      return wrapped(whole);
    case 'nestedJob':
      return wrapped({ backgroundJob: whole });
    case 'backgroundJobId':
      return wrapped({ backgroundJobId: id });
    case 'jobId':
      return wrapped({ jobId: id });
    case 'bareId':
      return wrapped(id);
    case 'list':
      return wrapped([whole]);
    case 'noEnvelope':
      return bare(whole);
    case 'nestedNoEnvelope':
      return bare({ message: 'Accepted.', backgroundJob: { id } });
    case 'dataNoEnvelope':
      return bare({ message: 'Accepted.', data: { id } });
    case 'location':
      return { status, body: {}, headers: { Location: `/v1/ext/background-job/${job.id}` } };
    case 'empty':
      return { status, body: {} };
  }
}
