import type { Json, JsonObject } from '../../json';
import { answer, type Reply } from '../answers';
import type { SandboxChoices } from '../choices';
import { team } from '../team';
import { uuidOf } from '../team/model';
import { entryStatuses, type StoredJob } from './storedJob';

/** How many entries read as being processed, at most. */
const mostUnderway = 2;

/** The job in the answer to a bulk create: as that of a bulk update (page api-11531337; section 4.1 of service-facts). */
export function acknowledgedJob(choices: SandboxChoices, job: StoredJob): JsonObject {
  return {
    id: idOf(choices, job),
    createdAt: job.createdAt,
    updatedAt: job.createdAt,
    completionStatus: 'IN_PROGRESS',
    statusMessage: null,
    startedAt: job.createdAt,
    completedAt: 0,
    team: team.id,
    type: uuidOf('backgroundJobType:bulk'),
  };
}

/** Fetch Background Job (page api-11531337). */
export function jobReply(choices: SandboxChoices, job: StoredJob): Reply {
  const counts = countsJson(choices, job);
  const done: JsonObject = {
    ...(says(choices, 'word') && {
      completionStatus: job.finished ? choices.jobDoneWord : choices.jobOpenWord,
      statusMessage: null,
    }),
    ...(says(choices, 'completedAt') && { completedAt: timeOf(choices, job.completedAt) }),
  };
  const data: JsonObject = {
    id: idOf(choices, job),
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    startedAt: job.createdAt,
    ...done,
    team: team.id,
    type: 'bulk_api_job',
  };
  const wrapped = choices.jobEnvelope === 'present';
  if (wrapped && choices.jobCountsPlace === 'meta') return answer(choices, true, data, { meta: counts });
  return answer(choices, wrapped, { ...data, ...counts });
}

function says(choices: SandboxChoices, what: 'word' | 'completedAt'): boolean {
  const { jobDone } = choices;
  if (what === 'word') return jobDone === 'word' || jobDone === 'both';
  const nothingElse = jobDone === 'countsOnly' && choices.jobCounts === 'none';
  return jobDone.startsWith('completedAt') || jobDone === 'both' || nothingElse;
}

function timeOf(choices: SandboxChoices, at: number): Json {
  return choices.jobDone === 'completedAtIso' && at > 0 ? new Date(at).toISOString() : at;
}

function idOf(choices: SandboxChoices, job: StoredJob): Json {
  return choices.jobIds === 'number' && /^\d+$/.test(job.id) ? Number(job.id) : job.id;
}

function countsJson(choices: SandboxChoices, job: StoredJob): JsonObject {
  if (choices.jobCounts === 'none') return {};
  const all = countsOf(choices, job);
  const counts = choices.jobCounts === 'all' ? all : all.filter(([, count]) => count > 0);
  switch (choices.jobCountsForm) {
    case 'documented':
      return { bjEntryCompletionStatusVsCount: Object.fromEntries(counts) };
    case 'otherName':
      return { entryStatusCounts: Object.fromEntries(counts) };
    case 'texts':
      return {
        bjEntryCompletionStatusVsCount: Object.fromEntries(
          counts.map(([word, count]) => [word, String(count)]),
        ),
      };
    case 'pairs':
      return { entryCounts: counts.map(([completionStatus, count]) => ({ completionStatus, count })) };
  }
}

function countsOf(choices: SandboxChoices, job: StoredJob): [string, number][] {
  if (!job.inserted) return [];
  const underway = underwayOf(choices, job);
  const counts = entryStatuses
    .filter(status => status !== 'INVALID' || choices.invalidEntries === 'listed')
    .map((status): [string, number] => [
      word(choices, status),
      job.count(status) - (status === 'NOT_STARTED' ? underway : 0),
    ]);
  return underway === 0 ? counts : [...counts, [word(choices, choices.entryUnderway), underway]];
}

/** How many of the entries that are next read as being processed. */
export function underwayOf(choices: SandboxChoices, job: StoredJob): number {
  return choices.entryUnderway === 'none' ? 0 : Math.min(mostUnderway, job.count('NOT_STARTED'));
}

/** A status word as it was chosen to be written. */
export function word(choices: SandboxChoices, status: string): string {
  return choices.entryStatusWords === 'upper' ? status : status.toLowerCase();
}
