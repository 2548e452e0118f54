import assert from 'node:assert/strict';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import type { ChoiceName, SandboxChoices } from '../../../src/core/sandbox';
import type { Reply } from '../../../src/core/sandbox/answers';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { createProcess } from '../../../src/core/sandbox/processes';
import { SandboxStore } from '../../../src/core/sandbox/store';
import { lead, onboarding, walkIn } from '../../../src/core/sandbox/team/sales';
import { fieldVisit } from '../../../src/core/sandbox/team/service';
import { text } from './client';
import { aloneAndInPairs } from './pairs';

const at = Date.UTC(2026, 0, 2);

function world(choices: Partial<SandboxChoices> = {}) {
  return { choices: { ...defaultChoices, ...choices }, store: new SandboxStore(() => at) };
}

const valid = { data: { lead_id: 'L-1', lastname: 'Ødegård', source: 'WEB' } };

const withData = (data: JsonObject): JsonObject => ({ data: { ...valid.data, ...data } });

/** The texts of a refusal, in the reading order of service-facts section 12. */
function messages(body: Json | undefined): string[] {
  if (!isObject(body)) return [];
  const list = body['_errors'] ?? body['errors'];
  if (Array.isArray(list))
    return (list as Json[]).map(one => (isObject(one) ? text(one['message']) : text(one)));
  const { message, error } = body;
  if (typeof message === 'string') return [message];
  if (isObject(error)) return [text(error['message'])];
  return typeof error === 'string' ? [error] : [];
}

interface Case {
  readonly body: JsonObject;
  /** A lead with the key L-1 is there already. */
  readonly twice?: true;
  readonly refused: (choices: SandboxChoices) => boolean;
  readonly says?: string;
}

const cases: Readonly<Record<string, Case>> = {
  valid: { body: valid, refused: () => false },
  'everything set': {
    body: {
      ...withData({
        score: 7,
        interests: ['PV', 'BATTERY'],
        roof_photos: ['a', 'b'],
        wants_newsletter: true,
      }),
      record: { data: { customer_name: 'Pat', is_business: false } },
      status: 'OPEN',
      state: 'QUALIFIED',
      nextActionAt: at,
      assignedTo: 'ines.pereira',
    },
    refused: () => false,
  },
  'unknown attribute': {
    body: withData({ nope: 1 }),
    refused: c => c.unknownKeys === 'refused',
    says: "'nope'",
  },
  'calculated attribute': {
    body: withData({ full_name: 'A' }),
    refused: c => c.unknownKeys === 'refused',
    says: 'calculated',
  },
  'deleted attribute': {
    body: withData({ old_rating: 1 }),
    refused: c => c.unknownKeys === 'refused',
    says: "'old_rating'",
  },
  'unknown field': { body: { ...valid, nope: 1 }, refused: c => c.unknownKeys === 'refused', says: "'nope'" },
  'unknown record attribute': {
    body: { ...valid, record: { data: { nope: 1 } } },
    refused: c => c.unknownKeys === 'refused',
    says: "'nope'",
  },
  'number as string': {
    body: withData({ score: '7' }),
    refused: c => c.wrongTypes === 'refused',
    says: 'an integer',
  },
  'unknown option': {
    body: withData({ source: 'FAX' }),
    refused: c => c.wrongTypes === 'refused',
    says: '"WEB"',
  },
  'option not in a list': {
    body: withData({ interests: 'PV' }),
    refused: c => c.wrongTypes === 'refused',
    says: 'array',
  },
  'required missing': {
    body: { data: { lead_id: 'L-2' } },
    refused: c => c.missingRequired === 'refused',
    says: "'lastname'",
  },
  'required empty': {
    body: withData({ lastname: '' }),
    refused: c => c.missingRequired === 'refused',
    says: "'lastname'",
  },
  'unknown state': {
    body: { ...valid, state: 'NOPE' },
    refused: c => c.unknownState === 'refused',
    says: '"NOPE"',
  },
  "another procedure's state": {
    body: { ...valid, state: 'PLANNED' },
    refused: c => c.unknownState === 'refused',
    says: '"PLANNED"',
  },
  'unknown user': {
    body: { ...valid, assignedTo: 'x' },
    refused: c => c.unknownAssignee === 'refused',
    says: '"x"',
  },
  'deleted user': {
    body: { ...valid, assignedTo: 'former.colleague' },
    refused: c => c.unknownAssignee === 'refused',
    says: 'former',
  },
  'key taken': {
    body: valid,
    twice: true,
    refused: c => c.duplicateKey === 'refused',
    says: 'exists already',
  },
  'data no object': { body: { data: [] }, refused: () => true, says: 'data must' },
  'record no object': { body: { ...valid, record: 'x' }, refused: () => true, says: 'record must' },
  'unknown status': { body: { ...valid, status: 'DONE' }, refused: () => true, says: 'CANCELLED' },
  'time as text': { body: { ...valid, nextActionAt: 'soon' }, refused: () => true, says: 'nextActionAt' },
};

const createChoices: readonly ChoiceName[] = [
  'createAnswer',
  'emptyKeys',
  'errorShape',
  'errorField',
  'refusedStatus',
  'okErrors',
  'unknownKeys',
  'wrongTypes',
  'missingRequired',
  'unknownState',
  'unknownAssignee',
  'duplicateKey',
  'stateInAnswers',
];

function runAll(chosen: Partial<SandboxChoices>): void {
  for (const [name, { body, twice, refused, says = '' }] of Object.entries(cases)) {
    const about = `${name} ${JSON.stringify(chosen)}`;
    const here = world(chosen);
    if (twice) createProcess(here, lead, valid);
    const before = here.store.processes().length;
    const reply = createProcess(here, lead, body);
    const after = here.store.processes();
    if (refused(here.choices)) {
      assert.equal(after.length, before, about);
      const expected = twice ? 409 : Number(here.choices.refusedStatus);
      assert.equal(reply.status, here.choices.okErrors === 'failure' ? 200 : expected, about);
      assert.ok(
        messages(reply.body).some(one => one.includes(says)),
        `${about}: ${JSON.stringify(reply.body)}`,
      );
      assert.ok(!isObject(reply.body) || !('_data' in reply.body), about);
    } else {
      const merged = twice && here.choices.duplicateKey === 'merged';
      assert.equal(after.length, merged ? before : before + 1, about);
      assertAnswer(reply, here.choices, after.at(-1)!.id, merged === true, about);
    }
  }
}

function assertAnswer(
  reply: Reply,
  choices: SandboxChoices,
  id: string,
  merged: boolean,
  about: string,
): void {
  const { body } = reply;
  const data = isObject(body) ? body['_data'] : undefined;
  switch (choices.createAnswer) {
    case 'empty':
      assert.deepEqual(reply, { status: 200, body: {} }, about);
      return;
    case 'noContent':
      assert.deepEqual(reply, { status: 204 }, about);
      return;
    case 'bare':
      assert.equal(isObject(body) && body['id'], id, about);
      assert.equal(reply.status, 200, about);
      return;
    case 'id':
      assert.deepEqual(data, { id }, about);
      break;
    case 'process':
    case 'created':
      assert.equal(isObject(data) && data['id'], id, about);
      assert.equal(isObject(data) && isObject(data['data']), true, about);
  }
  assert.equal(reply.status, choices.createAnswer === 'created' && !merged ? 201 : 200, about);
  const warned = isObject(body) && Array.isArray(body['_errors']) && body['_errors'].length > 0;
  assert.equal(warned, choices.okErrors === 'warnings', about);
}

describe('sandbox: Create Process', () => {
  it('takes and refuses as chosen, with the defaults', () => runAll({}));

  it('takes and refuses as chosen, each choice alone and in pairs', () => {
    for (const chosen of aloneAndInPairs(createChoices)) runAll(chosen);
  });

  it('stores the attributes as they were received, and shows them to people', () => {
    const here = world();
    createProcess(here, lead, {
      ...withData({ score: '007', firstname: null }),
      record: { data: { phone_number: '5550100200' } },
      state: 'WON',
      assignedTo: 'asha.rao',
    });
    createProcess(here, walkIn, {});
    createProcess(here, lead, { data: { ...valid.data, lead_id: 'L-2' } });
    const contents = here.store.contents();
    assert.deepEqual(Object.keys(contents), ['lead', 'walk_in']);
    const [first, second] = contents['lead'] as JsonObject[];
    assert.ok(first && second);
    const { id, ...rest } = first;
    assert.match(text(id), /^[0-9a-f-]{36}$/);
    assert.deepEqual(rest, {
      createdAt: '2026-01-02T00:00:00.000Z',
      status: 'OPEN',
      state: 'WON',
      assignedTo: 'asha.rao',
      nextActionAt: null,
      data: { ...valid.data, score: '007', firstname: null },
      record: { data: { phone_number: '5550100200' } },
    });
    assert.equal(second['state'], 'NEW');
    assert.equal(second['record'], null);
  });

  it('takes the primary key at the top level too', () => {
    const here = world();
    assert.equal(createProcess(here, fieldVisit, { visit_no: 7, data: { purpose: 'SURVEY' } }).status, 200);
    assert.deepEqual(here.store.processes('field_visit')[0]?.data, { visit_no: 7, purpose: 'SURVEY' });
    assert.equal(createProcess(here, fieldVisit, { data: { visit_no: '7', purpose: 'REPAIR' } }).status, 409);
  });

  it('merges the attributes of a process whose key is taken', () => {
    const here = world({ duplicateKey: 'merged', createAnswer: 'process' });
    createProcess(here, lead, withData({ city: 'Lyon', score: 1 }));
    createProcess(here, lead, { ...withData({ score: 2 }), state: 'WON' });
    assert.deepEqual(
      here.store.processes().map(one => [one.data['city'], one.data['score'], one.state.shortId]),
      [['Lyon', 2, 'WON']],
    );
  });

  it('knows no duplicates where there is no primary key', () => {
    const here = world();
    for (let i = 0; i < 2; i++) createProcess(here, onboarding, { data: { employee_name: 'Lin' } });
    assert.equal(here.store.processes('onboarding').length, 2);
  });

  it('answers with the documented process object', () => {
    const here = world({ createAnswer: 'bare' });
    const { body } = createProcess(here, lead, { ...withData({ firstname: 'Ada' }), record: { data: {} } });
    assert.ok(isObject(body));
    const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    for (const key of ['id', 'team', 'procedure', 'entity', 'record', 'createdBy', 'belongsTo', 'state']) {
      assert.match(text(body[key]), uuid, key);
    }
    assert.deepEqual(body['derivedData'], { full_name: 'Ada Ødegård' });
    assert.equal(body['createdAt'], at);
    assert.equal(body['status'], 'OPEN');
    const short = createProcess(world({ createAnswer: 'bare', stateInAnswers: 'shortId' }), lead, valid).body;
    assert.equal(isObject(short) && short['state'], 'NEW');
  });

  it('names the attribute in an error object as chosen', () => {
    const first = (choices: Partial<SandboxChoices>) => {
      const { body } = createProcess(world(choices), lead, withData({ nope: 1 }));
      const list = isObject(body) && (body['_errors'] ?? body['errors']);
      return Array.isArray(list) ? (list[0] as JsonObject) : {};
    };
    assert.equal(first({ errorShape: 'objects' })['field'], 'nope');
    assert.equal(first({ errorShape: 'objects', errorField: 'attribute' })['attribute'], 'nope');
    assert.equal(first({ errorShape: 'errors', errorField: 'path' })['path'], 'data.nope');
  });
});
