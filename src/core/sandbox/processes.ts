import { isObject, type Json, type JsonObject } from '../json';
import { answer, refusal, refusedContent, type Reply } from './answers';
import { checkProcess } from './checkProcess';
import { keysAsked, readQuery } from './query';
import { derivedOf, type StoredProcess } from './store';
import { team } from './team';
import type { ProcedureDef } from './team/model';
import { keyOwner, pods } from './team/people';
import type { World } from './world';

const defaultLimit = 10;
const maxLimit = 100;

/** Create Process, page api-11530135. */
export function createProcess(world: World, procedure: ProcedureDef, body: JsonObject): Reply {
  const { choices, store } = world;
  const checked = checkProcess(world, procedure, body);
  if (!checked.ok) {
    return checked.conflict
      ? refusal(choices, 409, checked.problems, { content: true })
      : refusedContent(choices, checked.problems);
  }
  const { draft, existing, ignored: warnings } = checked;
  const process = existing ? store.merge(existing, draft) : store.add(procedure, draft);
  switch (choices.createAnswer) {
    case 'empty':
      return { status: 200, body: {} };
    case 'noContent':
      return { status: 204 };
    case 'bare':
      return answer(choices, false, processJson(world, process));
    case 'id':
      return answer(choices, true, { id: process.id }, { warnings });
    case 'process':
    case 'created':
      return answer(choices, true, processJson(world, process), {
        warnings,
        status: choices.createAnswer === 'created' && !existing ? 201 : 200,
      });
  }
}

/** List Processes, page docs:api/process/list. */
export function listProcesses(world: World, procedure: ProcedureDef, body: JsonObject): Reply {
  const { choices } = world;
  const { where = {}, skip = 0, limit = defaultLimit } = body;
  const problems = [];
  if (!isCount(skip)) problems.push({ message: 'skip must be an integer from 0.', path: 'skip' });
  if (!isCount(limit) || (limit > maxLimit && choices.overLimit === 'refused')) {
    problems.push({ message: `limit must be an integer from 0 to ${maxLimit}.`, path: 'limit' });
  }
  if (!isObject(where)) problems.push({ message: 'where must be a query object.', path: 'where' });
  const query = readQuery(choices, procedure, isObject(where) ? where : {});
  problems.push(...query.problems);
  if (problems.length > 0 || !isCount(skip) || !isCount(limit)) return refusedContent(choices, problems);

  const end = skip + Math.min(limit, maxLimit);
  // One more tells whether there are more.
  const found: StoredProcess[] = [];
  let seen = 0;
  for (const one of candidates(world, procedure, isObject(where) ? where : {})) {
    if (!query.test(one)) continue;
    seen += 1;
    if (seen > skip && seen <= end) found.push(one);
    if (seen > end) break;
  }
  const page = found.map(one => processJson(world, one));
  const meta = choices.listMeta === 'present' ? { meta: { hasMore: seen > end } } : {};
  return answer(choices, choices.dataEnvelope === 'present', page, meta);
}

/** Processes that a query may find, in the order of the list. */
function candidates(
  { choices, store }: World,
  procedure: ProcedureDef,
  where: JsonObject,
): Iterable<StoredProcess> {
  const keys = keysAsked(procedure, where);
  if (keys === undefined) return store.each(procedure.shortId, choices.listOrder);
  const found = store.mayHaveKey(procedure, keys);
  return choices.listOrder === 'newest' ? found.reverse() : found;
}

/** Fetch Process By Id, page api-11375429. */
export function fetchProcess(world: World, procedure: ProcedureDef, id: string): Reply {
  const process = world.store.byId(id);
  if (process?.procedure !== procedure) {
    return refusal(world.choices, 404, [{ message: 'Process not found.' }]);
  }
  return answer(world.choices, world.choices.dataEnvelope === 'present', processJson(world, process));
}

/** The process object of docs:data-model/process; the fields from `nextActionAt` on are those of requests and records. */
function processJson({ choices }: World, process: StoredProcess): JsonObject {
  return {
    id: process.id,
    team: team.id,
    procedure: process.procedure.id,
    entity: process.procedure.entity.id,
    record: process.recordId,
    createdBy: keyOwner.id,
    assignedTo: process.assignedTo?.id ?? null,
    belongsTo: pods[0]?.id ?? null,
    status: process.status,
    state: choices.stateInAnswers === 'uuid' ? process.state.id : process.state.shortId,
    data: process.data,
    derivedData: derivedOf(process),
    nextActionAt: process.nextActionAt,
    createdAt: process.createdAt,
    updatedAt: process.updatedAt,
    isDeleted: false,
  };
}

function isCount(value: Json): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
