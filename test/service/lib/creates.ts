import assert from 'node:assert/strict';
import type { CreatedProcess } from '../../../src/core/api/processes';
import type { ApiFailure, ApiResult, ServiceMessage } from '../../../src/core/api/result';
import { findProcedure } from '../../../src/core/catalog/find';
import type { Catalog, Procedure } from '../../../src/core/catalog/model';
import { requestBody } from '../../../src/core/payload/body';
import { locateAttribute } from '../../../src/core/payload/locate';
import type { SandboxChoices } from '../../../src/core/sandbox';
import type { Service } from './places';
import { fine } from './team';

interface Case {
  readonly payload: string;
  /** Whether the service refuses it; else it takes it. */
  readonly refused: (choices: SandboxChoices) => boolean;
  /** A word of its message. */
  readonly says: string;
  readonly path?: string;
  readonly attribute?: string;
  /** What is found in the payload by the name that the service uses; absent: there is nothing to be found. */
  readonly marks?: string;
  /** The primary key is taken: 409. */
  readonly conflict?: true;
}

const lead = (data: string, more = '') => `{ "data": { "lastname": "Ødegård", ${data} }${more} }`;
const source = '"source": "WEB"';

const cases: Readonly<Record<string, Case>> = {
  'unknown attribute': {
    payload: lead(`"lead_id": "u", ${source}, "nope": "?!"`),
    refused: choices => choices.unknownKeys === 'refused',
    says: "'nope'",
    path: 'data.nope',
    attribute: 'nope',
    marks: '"?!"',
  },
  'calculated attribute': {
    payload: lead(`"lead_id": "c", ${source}, "full_name": "Kim"`),
    refused: choices => choices.unknownKeys === 'refused',
    says: 'calculated',
    path: 'data.full_name',
    attribute: 'full_name',
    marks: '"Kim"',
  },
  'unknown attribute of the record': {
    payload: lead(`"lead_id": "r", ${source}`, ', "record": { "data": { "nope": [1] } }'),
    refused: choices => choices.unknownKeys === 'refused',
    says: "'nope'",
    path: 'record.data.nope',
    attribute: 'nope',
    marks: '[1]',
  },
  'wrong type': {
    payload: lead(`"lead_id": "t", ${source}, "score": "seven"`),
    refused: choices => choices.wrongTypes === 'refused',
    says: 'an integer',
    path: 'data.score',
    attribute: 'score',
    marks: '"seven"',
  },
  'missing attribute': {
    payload: lead('"lead_id": "m"'),
    refused: choices => choices.missingRequired === 'refused',
    says: "'source'",
    path: 'data.source',
    attribute: 'source',
  },
  'unknown state': {
    payload: lead(`"lead_id": "s", ${source}`, ', "state": "PLANNED"'),
    refused: choices => choices.unknownState === 'refused',
    says: '"PLANNED"',
    path: 'state',
    marks: '"PLANNED"',
  },
  'unknown user': {
    payload: lead(`"lead_id": "a", ${source}`, ', "assignedTo": "nobody"'),
    refused: choices => choices.unknownAssignee === 'refused',
    says: '"nobody"',
    path: 'assignedTo',
    marks: '"nobody"',
  },
  'unknown status': {
    payload: lead(`"lead_id": "x", ${source}`, ', "status": "DONE"'),
    refused: () => true,
    says: 'CANCELLED',
    path: 'status',
    marks: '"DONE"',
  },
  'key taken': {
    payload: lead(`"lead_id": "L-1", ${source}, "city": "Lyon"`),
    refused: choices => choices.duplicateKey === 'refused',
    says: 'exists already',
    path: 'data.lead_id',
    attribute: 'lead_id',
    marks: '"L-1"',
    conflict: true,
  },
};

const fewCases = ['unknown attribute of the record', 'missing attribute', 'key taken'];

/** Creates what the service takes and what it may refuse, and holds each outcome against what it really did. */
export async function checkCreates(
  service: Service,
  catalog: Catalog,
  which: 'all' | 'few' = 'all',
): Promise<void> {
  const { choices, store } = service;
  const procedure = findProcedure(catalog, 'lead');
  assert.ok(procedure);
  const first = await send(service, lead(`"lead_id": "L-1", ${source}`));
  assert.equal(first.added.length, 1);
  assertCreated(first.result, choices, first.added[0]);

  for (const [name, one] of Object.entries(cases)) {
    if (which === 'few' && !fewCases.includes(name)) continue;
    const { result, added } = await send(service, one.payload);
    const merged = one.conflict === true && choices.duplicateKey === 'merged';
    if (one.refused(choices)) {
      assert.deepEqual(added, [], name);
      if (result.ok) assert.fail(`${name}: was taken`);
      assertRefused(result.failure, one, choices, procedure);
    } else if (merged) {
      assert.deepEqual(added, [], name);
      const [kept] = store.processes('lead').filter(({ data }) => data['lead_id'] === 'L-1');
      assert.equal(kept?.data['city'], 'Lyon');
      assertCreated(result, choices, kept.id);
    } else {
      assert.equal(added.length, 1, name);
      assertCreated(result, choices, added[0]);
    }
  }
}

/** Sends a payload: one request, whatever comes of it. */
async function send(
  { api, events, store }: Service,
  payload: string,
): Promise<{ readonly result: ApiResult<CreatedProcess>; readonly added: readonly string[] }> {
  const sent = events.length;
  const before = new Set(store.processes().map(({ id }) => id));
  const result = await api.createProcess('lead', requestBody(payload));
  assert.equal(events.length, sent + 1);
  const added = store.processes().flatMap(({ id }) => (before.has(id) ? [] : [id]));
  return { result, added };
}

/** The id is there exactly where the service gives one. */
function assertCreated(
  result: ApiResult<CreatedProcess>,
  choices: SandboxChoices,
  id: string | undefined,
): void {
  assert.ok(id);
  const { createAnswer } = choices;
  const enveloped = createAnswer === 'process' || createAnswer === 'created' || createAnswer === 'id';
  const { value } = fine(result, choices, enveloped);
  assert.equal(value.id, enveloped || createAnswer === 'bare' ? id : undefined);
  const whole = createAnswer === 'process' || createAnswer === 'created' || createAnswer === 'bare';
  assert.equal(value.process?.['data'] !== undefined, whole);
}

function assertRefused(
  failure: ApiFailure,
  { says, path, attribute, marks, conflict, payload }: Case,
  choices: SandboxChoices,
  procedure: Procedure,
): void {
  const asSuccess = choices.okErrors === 'failure';
  const expected = asSuccess
    ? { kind: 'serviceErrors', effect: 'unknown', status: 200 }
    : { kind: 'status', effect: 'refused', status: conflict ? 409 : Number(choices.refusedStatus) };
  const { kind, effect } = failure;
  assert.ok(kind === 'status' || kind === 'serviceErrors', kind);
  assert.deepEqual({ kind, effect, status: failure.status }, expected);
  const message = failure.messages.find(({ text }) => text.includes(says));
  assert.ok(message, JSON.stringify(failure));

  const named = choices.errorShape === 'objects' || choices.errorShape === 'errors';
  const name = choices.errorField === 'path' ? path : (attribute ?? path);
  assert.deepEqual(message, { text: message.text, ...(named && { field: name }) } satisfies ServiceMessage);
  if (!named || name === undefined) return;
  const place = locateAttribute(payload, name, procedure);
  assert.equal(place && payload.slice(place.offset, place.offset + place.length), marks);
}
