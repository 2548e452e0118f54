import { processFields, statuses, type Status } from '../catalog/process';
import { isObject, type Json, type JsonObject } from '../json';
import type { Problem } from './answers';
import { checkAttributes } from './checkAttributes';
import type { SandboxChoices } from './choices';
import { Findings } from './findings';
import type { ProcessDraft, StoredProcess } from './store';
import type { ProcedureDef, StateDef, UserDef } from './team/model';
import { users } from './team/people';
import type { World } from './world';

export type CheckedProcess =
  | {
      readonly ok: true;
      readonly draft: ProcessDraft;
      /** What was left out of the draft. */
      readonly ignored: readonly Problem[];
      /** The process that the draft is merged into. */
      readonly existing?: StoredProcess;
    }
  /** `conflict`: the primary key is taken. */
  | { readonly ok: false; readonly conflict: boolean; readonly problems: readonly Problem[] };

/**
 * Checks the process object of Create (page api-11530135). A field that is null counts as absent. The primary key may stand at
 * the top level, as the samples of page api-11531004 have it.
 */
export function checkProcess(world: World, procedure: ProcedureDef, body: JsonObject): CheckedProcess {
  const { choices } = world;
  const findings = new Findings();
  const key = procedure.primaryKey?.shortId;
  for (const name of Object.keys(body)) {
    if (processFields.some(field => field === name) || (name === key && choices.keyPlace === 'anywhere'))
      continue;
    findings.add({ message: `Unknown field '${name}'.`, path: name }, choices.unknownKeys);
  }
  const draft: ProcessDraft = {
    data: dataOf(choices, procedure, body, findings),
    record: recordOf(choices, procedure, body, findings),
    status: statusOf(body, findings),
    state: stateOf(choices, procedure, body, findings),
    nextActionAt: timeOf(choices, body, findings),
    assignedTo: assigneeOf(choices, body, findings),
  };
  if (findings.problems.length > 0) return { ok: false, conflict: false, problems: findings.problems };
  return withKey(world, procedure, draft, findings.ignored);
}

function dataOf(
  choices: SandboxChoices,
  procedure: ProcedureDef,
  body: JsonObject,
  findings: Findings,
): JsonObject {
  const data = body['data'] ?? {};
  if (!isObject(data)) findings.add({ message: 'data must be an object.', path: 'data' });
  const key = procedure.primaryKey?.shortId;
  const atTop = key !== undefined && choices.keyPlace === 'anywhere' && Object.hasOwn(body, key);
  const values = { ...(atTop && { [key]: body[key] ?? null }), ...(isObject(data) && data) };
  return checkAttributes(choices, values, procedure.attributes, 'data', findings);
}

function recordOf(
  choices: SandboxChoices,
  procedure: ProcedureDef,
  body: JsonObject,
  findings: Findings,
): JsonObject | null {
  const record = body['record'] ?? null;
  if (record === null) return null;
  if (!isObject(record) || !isObject(record['data'])) {
    findings.add({ message: 'record must be an object with an object data.', path: 'record' });
    return null;
  }
  // A record that is there already may be named by a part of it: what it must hold is not documented.
  const partial = { ...choices, missingRequired: 'accepted' } as const;
  return checkAttributes(partial, record['data'], procedure.entity.attributes, 'record.data', findings);
}

function statusOf(body: JsonObject, findings: Findings): Status {
  const status = body['status'] ?? 'OPEN';
  const known = statuses.find(one => one === status);
  if (!known) findings.add({ message: `status must be one of ${statuses.join(', ')}.`, path: 'status' });
  return known ?? 'OPEN';
}

function stateOf(
  choices: SandboxChoices,
  procedure: ProcedureDef,
  body: JsonObject,
  findings: Findings,
): StateDef {
  const [start] = procedure.states;
  const state = body['state'] ?? start.shortId;
  const known = procedure.states.find(one => one.shortId === state);
  if (!known) {
    const message = `Procedure '${procedure.shortId}' has no state ${JSON.stringify(state)}.`;
    findings.add({ message, path: 'state' }, choices.unknownState);
  }
  return known ?? start;
}

/** A string of digits passes for a number, as in a sample of page api-11531082. */
function timeOf(choices: SandboxChoices, body: JsonObject, findings: Findings): Json {
  const time = body['nextActionAt'] ?? null;
  const loose = choices.wrongTypes === 'accepted' && typeof time === 'string' && /^\d+$/.test(time);
  if (time !== null && !Number.isInteger(time) && !loose) {
    findings.add({ message: 'nextActionAt must be an integer, epoch milliseconds.', path: 'nextActionAt' });
  }
  return time;
}

/** Takes a username or an id (page api-11530135). */
function assigneeOf(choices: SandboxChoices, body: JsonObject, findings: Findings): UserDef | null {
  const name = body['assignedTo'] ?? null;
  const known = users.find(user => (user.username === name || user.id === name) && !user.isDeleted);
  if (name !== null && !known) {
    const message = `There is no user ${JSON.stringify(name)}.`;
    findings.add({ message, path: 'assignedTo' }, choices.unknownAssignee);
  }
  return known ?? null;
}

function withKey(
  world: World,
  procedure: ProcedureDef,
  draft: ProcessDraft,
  ignored: readonly Problem[],
): CheckedProcess {
  const key = procedure.primaryKey?.shortId;
  const value = key === undefined ? null : (draft.data[key] ?? null);
  const existing = value === null ? undefined : world.store.byPrimaryKey(procedure, value);
  if (key === undefined || !existing || world.choices.duplicateKey === 'duplicated')
    return { ok: true, draft, ignored };
  if (world.choices.duplicateKey === 'merged') return { ok: true, draft, ignored, existing };
  const message = `A process with ${key} ${JSON.stringify(value)} exists already.`;
  return { ok: false, conflict: true, problems: [{ message, path: `data.${key}`, attribute: key }] };
}
