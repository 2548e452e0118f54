import assert from 'node:assert/strict';
import type { JobEntry } from '../../../src/core/bulk/records';
import { EntriesPager } from '../../../src/core/api/entriesPager';
import { meaningOf } from '../../../src/core/api/jobCounts';
import { jobProgress, type JobProgress } from '../../../src/core/api/jobProgress';
import type { ChoiceName, SandboxChoices, StoredJob } from '../../../src/core/sandbox';
import { processEntries } from '../../../src/core/sandbox/jobs/processing';
import type { Service } from './places';
import { fine } from './team';

/** Choices that nothing but bulk create, jobs and entries depend on. */
export const bulkChoices: readonly ChoiceName[] = [
  'bulkAck',
  'bulkStatus',
  'jobIds',
  'badEntry',
  'bulkLimit',
  'jobEnvelope',
  'jobCounts',
  'jobCountsPlace',
  'jobCountsForm',
  'jobDone',
  'jobDoneWord',
  'jobOpenWord',
  'jobsKept',
  'entryUnderway',
  'entriesInserted',
  'invalidEntries',
  'entriesOrder',
  'entriesEcho',
  'entryStatusField',
  'entryStatusWords',
  'entryMessage',
  'entryProcessId',
  'entryIds',
  'entriesPaging',
  'entriesQuery',
  'entriesPageSize',
  'entriesMeta',
  'entriesEnd',
];

interface Item {
  readonly json: string;
  readonly key: string;
  /** What becomes of it. */
  readonly ends: (choices: SandboxChoices) => 'succeeded' | 'failed' | 'invalid';
  /** A word of its message, and the name that the service may give to what it is about. */
  readonly says?: string;
  readonly path?: string;
  readonly attribute?: string;
}

const lead = (key: string, data: string, more = '') =>
  `{ "data": { "lead_id": "${key}", "lastname": "Ødegård"${data} }${more} }`;
const source = ', "source": "WEB"';
const unless = (refused: boolean) => (refused ? 'invalid' : 'succeeded');

const items: readonly Item[] = [
  { json: lead('B-1', source), key: 'B-1', ends: () => 'succeeded' },
  {
    json: '{ "lead_id": "B-2", "data": { "lastname": "Lin", "source": "WEB" } }',
    key: 'B-2',
    ends: ({ keyPlace, unknownKeys, missingRequired }) =>
      unless(keyPlace === 'data' && (unknownKeys === 'refused' || missingRequired === 'refused')),
    says: 'lead_id',
  },
  {
    json: lead('B-3', `${source}, "nope": 1`),
    key: 'B-3',
    ends: ({ unknownKeys }) => unless(unknownKeys === 'refused'),
    says: "'nope'",
    path: 'data.nope',
    attribute: 'nope',
  },
  {
    json: lead('B-4', source, ', "status": "DONE"'),
    key: 'B-4',
    ends: () => 'invalid',
    says: 'CANCELLED',
    path: 'status',
  },
  {
    json: lead('B-1', `${source}, "city": "Lyon"`),
    key: 'B-1',
    ends: ({ duplicateKey }) => (duplicateKey === 'refused' ? 'failed' : 'succeeded'),
    says: 'exists already',
    path: 'data.lead_id',
    attribute: 'lead_id',
  },
  { json: lead('B-6', source), key: 'B-6', ends: () => 'succeeded' },
];

/** Sends entries of every kind, follows the job, reads its entries, and holds all of it against what really happened. */
export async function checkBulk(service: Service): Promise<void> {
  const { api, choices, store, events } = service;
  if (choices.badEntry === 'callRefused') await assertCallRefused(service);
  const sent =
    choices.badEntry === 'callRefused' ? items.filter(one => one.ends(choices) !== 'invalid') : items;
  const before = store.size;
  const requests = events.length;
  const { bulkAck } = choices;
  const enveloped = !bulkAck.endsWith('oEnvelope') && bulkAck !== 'empty' && bulkAck !== 'location';
  const created = fine(await api.bulkCreate('lead', bodyOf(sent)), choices, enveloped);
  assert.equal(events.length, requests + 1);
  assert.equal(created.answer.status, Number(choices.bulkStatus));
  assert.equal(store.size, before, 'nothing is processed yet');
  const job = store.jobs.latest;
  assert.ok(job);
  assert.equal(created.value.jobId, bulkAck === 'empty' ? undefined : job.id);

  const ends = sent.map(one => one.ends(choices));
  await follow(service, job, ends);
  assert.equal(
    store.size - before,
    ends.filter((end, i) => end === 'succeeded' && !isMerged(choices, i, sent)).length,
  );
  await assertEntries(service, job, sent);

  const unknown = await api.fetchJob('no-such-job');
  assert.ok(!unknown.ok && unknown.failure.kind === 'status' && unknown.failure.status === 404);
}

function bodyOf(sent: readonly Item[]): Uint8Array {
  return Buffer.from(`[${sent.map(({ json }) => json).join(',')}]`);
}

/** The one whose key is taken by the first. */
function isMerged(choices: SandboxChoices, place: number, sent: readonly Item[]): boolean {
  return choices.duplicateKey === 'merged' && sent[place]?.says === 'exists already';
}

async function assertCallRefused({ api, choices, store }: Service): Promise<void> {
  const result = await api.bulkCreate('lead', bodyOf(items));
  assert.ok(!result.ok);
  const { failure } = result;
  const asSuccess = choices.okErrors === 'failure';
  assert.ok(failure.kind === (asSuccess ? 'serviceErrors' : 'status'));
  assert.deepEqual(
    [failure.effect, failure.status],
    asSuccess ? ['unknown', 200] : ['refused', Number(choices.refusedStatus)],
  );
  assert.ok(
    failure.messages.some(({ text }) => text.includes('[3] status must be')),
    JSON.stringify(failure),
  );
  assert.equal(store.jobs.all.length, 0);
}

/** Polls before, during and after the work. */
async function follow(service: Service, job: StoredJob, ends: readonly string[]): Promise<void> {
  const { choices } = service;
  let progress = await poll(service, job, undefined);
  assert.equal(progress.kind, 'unfinished', 'before');
  processEntries(service, 2);
  progress = await poll(service, job, progress);
  assert.equal(progress.kind, 'unfinished', 'half-way');
  while (job.count('NOT_STARTED') > 0) processEntries(service, 1000);
  for (let polls = 0; progress.kind === 'unfinished'; polls++) {
    assert.ok(polls < 10, JSON.stringify(progress));
    progress = await poll(service, job, progress);
  }
  const count = (end: string) => ends.filter(one => one === end).length;
  const missing = choices.invalidEntries === 'leftOut' ? count('invalid') : 0;
  const dated = choices.jobDone.startsWith('completedAt') || choices.jobDone === 'both';
  const counted = choices.jobCounts !== 'none';
  assert.equal(progress.kind, missing > 0 && counted && !dated ? 'short' : 'finished');
  assert.equal(progress.missing, counted ? missing : 0);
  assert.equal(progress.tally !== undefined, counted);
  if (progress.tally === undefined) return;
  assert.deepEqual(progress.tally, {
    succeeded: count('succeeded'),
    failed: count('failed'),
    invalid: count('invalid') - missing,
    unfinished: 0,
    sum: ends.length - missing,
  });
}

async function poll(
  { api, choices }: Service,
  job: StoredJob,
  previous: JobProgress | undefined,
): Promise<JobProgress> {
  const { value } = fine(await api.fetchJob(job.id), choices, choices.jobEnvelope === 'present');
  // Half a minute between two polls, as far as the rule goes.
  const now = previous?.kind === 'unfinished' ? previous.since + previous.same * 30_000 : 0;
  return jobProgress(value, job.size, previous, now);
}

async function assertEntries(service: Service, job: StoredJob, sent: readonly Item[]): Promise<void> {
  const { api, choices, events } = service;
  const requests = events.length;
  const entries: JobEntry[] = [];
  const pager = new EntriesPager(
    (path, reading) => api.fetchJobEntries(job.id, path, undefined, reading),
    'lead_id',
  );
  for await (const page of pager) {
    const { value } = fine(page, choices, choices.jobEnvelope === 'present');
    entries.push(...value.entries);
    // An end that points to itself, without a total, may as well be a way back.
    const vague = choices.entriesEnd === 'itself' && choices.entriesMeta === 'nextOnly';
    if (!vague || choices.entriesPaging === 'onePage') assert.equal(value.incomplete, false);
  }
  const listed = sent.filter(one => choices.invalidEntries === 'listed' || one.ends(choices) !== 'invalid');
  assert.equal(entries.length, listed.length);
  assert.ok(events.length - requests <= Math.ceil(entries.length / Number(choices.entriesPageSize)) + 1);
  const count = (list: readonly string[]) => [...list].sort();
  assert.deepEqual(
    count(entries.map(({ status }) => meaningOf(status))),
    count(listed.map(one => one.ends(choices))),
  );
  for (const entry of entries) assertEntry(service, job, entry, sent);
  if (choices.entriesEcho === 'none')
    assert.ok(entries.every(one => one.key === undefined && one.index === undefined));
}

/** What an entry tells belongs to what was sent in its place. */
function assertEntry(
  { choices, store }: Service,
  job: StoredJob,
  entry: JobEntry,
  sent: readonly Item[],
): void {
  const meaning = meaningOf(entry.status);
  const { entriesEcho, entryProcessId, entryMessage } = choices;
  const indexed = entriesEcho === 'index' || entriesEcho === 'rowFrom1' || entriesEcho === 'positionText';
  if (indexed) {
    const place = (entry.index ?? -1) - (entriesEcho === 'rowFrom1' ? 1 : 0);
    const item = sent[place];
    assert.ok(item, JSON.stringify(entry));
    assert.equal(meaning, item.ends(choices));
    if (meaning !== 'succeeded') assert.ok(entry.message?.includes(item.says ?? '?'), JSON.stringify(entry));
    const structured =
      entryMessage === 'errorObject' || entryMessage === 'errors' || entryMessage === 'result';
    const name = choices.errorField === 'path' ? item.path : (item.attribute ?? item.path);
    if (meaning !== 'succeeded' && structured && item.path !== undefined) assert.equal(entry.field, name);
    const process = job.process(place);
    const id = process === undefined || entryProcessId === 'none' ? undefined : store.byNumber(process).id;
    assert.equal(entry.processId, id);
  } else if (entriesEcho !== 'none') {
    assert.ok(
      sent.some(one => one.key === entry.key && one.ends(choices) === meaning),
      JSON.stringify(entry),
    );
  }
  assert.equal(entry.message !== undefined, meaning !== 'succeeded', JSON.stringify(entry));
  assert.equal(entry.processId !== undefined, meaning === 'succeeded' && entryProcessId !== 'none');
}
