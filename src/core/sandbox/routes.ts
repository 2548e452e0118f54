import { isObject, type Json, type JsonObject } from '../json';
import { answer, refusal, refusedContent, type Reply } from './answers';
import { bulkCreate } from './bulkCreate';
import { configJson } from './config';
import { entriesReply } from './jobs/entriesJson';
import { jobReply } from './jobs/jobJson';
import type { StoredJob } from './jobs/storedJob';
import { createProcess, fetchProcess, listProcesses } from './processes';
import { procedureByShortId } from './team';
import type { ProcedureDef } from './team/model';
import { uploadPhoto } from './photos';
import { listUsers } from './users';
import type { World } from './world';

/** What faults are aimed at; `other` is everything that is no known call. */
export type RouteName =
  'config' | 'users' | 'create' | 'list' | 'fetch' | 'bulk' | 'job' | 'entries' | 'photo' | 'other';

/** A request that was read to its end. */
export interface SandboxRequest {
  readonly contentType: string;
  readonly body: string;
  /** Without the question mark. */
  readonly query: string;
  /** `http://127.0.0.1:PORT`, as the client calls it. */
  readonly origin: string;
}

/** Carries a call out. */
export type Handler = (world: World, request: SandboxRequest) => Reply;

interface Route {
  readonly name: RouteName;
  readonly method: string;
  /** Segments of the path; `*` takes any value, the first one the procedure's short id. */
  readonly path: readonly string[];
  readonly handle: (world: World, values: readonly string[], request: SandboxRequest) => Reply;
}

const ofProcedure = ['v1', 'ext', 'procedure', '*', 'process'];

const routes: readonly Route[] = [
  {
    name: 'config',
    method: 'GET',
    path: ['v1', 'ext', 'config'],
    handle: ({ choices }) => answer(choices, choices.configEnvelope === 'present', configJson(choices)),
  },
  { name: 'users', method: 'GET', path: ['v1', 'ext', 'users'], handle: listUsers },
  {
    name: 'create',
    method: 'POST',
    path: ofProcedure,
    handle: inProcedure((world, procedure, _, request) =>
      withBody(world, request, body => createProcess(world, procedure, body)),
    ),
  },
  {
    name: 'list',
    method: 'POST',
    path: [...ofProcedure, 'list'],
    handle: inProcedure((world, procedure, _, request) =>
      withBody(world, request, body => listProcesses(world, procedure, body)),
    ),
  },
  {
    name: 'bulk',
    method: 'POST',
    path: [...ofProcedure, 'bulk-create'],
    handle: inProcedure((world, procedure, _, request) =>
      withJson(world, request, body => bulkCreate(world, procedure, body, Buffer.byteLength(request.body))),
    ),
  },
  {
    name: 'job',
    method: 'GET',
    path: ['v1', 'ext', 'background-job', '*'],
    handle: ofJob((world, job) => jobReply(world.choices, job)),
  },
  {
    name: 'entries',
    method: 'GET',
    path: ['v1', 'ext', 'background-job', '*', 'entries'],
    handle: ofJob((world, job, request) => entriesReply(world, job, request.query, request.origin)),
  },
  {
    name: 'photo',
    method: 'POST',
    path: ['v1', 'ext', 'photo'],
    handle: (world, _, request) => uploadPhoto(world, undefined, request),
  },
  {
    name: 'photo',
    method: 'POST',
    path: ['v1', 'ext', 'photo', '*'],
    handle: (world, [id = ''], request) => uploadPhoto(world, id, request),
  },
  {
    name: 'fetch',
    method: 'GET',
    path: [...ofProcedure, '*'],
    handle: inProcedure((world, procedure, id) => fetchProcess(world, procedure, id)),
  },
];

/** Finds the call that a method and a path (without its query) stand for. */
export function findRoute(
  method: string,
  path: string,
): { readonly name: RouteName; readonly handle: Handler } {
  const segments = path.split('/').slice(1).map(decoded);
  for (const route of routes) {
    if (route.method !== method || route.path.length !== segments.length) continue;
    if (!route.path.every((part, index) => part === '*' || part === segments[index])) continue;
    const values = segments.filter((_, index) => route.path[index] === '*');
    return { name: route.name, handle: (world, request) => route.handle(world, values, request) };
  }
  return {
    name: 'other',
    handle: world => refusal(world.choices, 404, [{ message: `Cannot ${method} ${path}` }]),
  };
}

function inProcedure(
  handle: (world: World, procedure: ProcedureDef, second: string, request: SandboxRequest) => Reply,
): Route['handle'] {
  return (world, [shortId = '', second = ''], request) => {
    const procedure = procedureByShortId(shortId);
    return procedure
      ? handle(world, procedure, second, request)
      : refusal(world.choices, 404, [{ message: `Procedure '${shortId}' not found.` }]);
  };
}

function ofJob(handle: (world: World, job: StoredJob, request: SandboxRequest) => Reply): Route['handle'] {
  return (world, [id = ''], request) => {
    const job = world.store.jobs.byId(id);
    return job
      ? handle(world, job, request)
      : refusal(world.choices, 404, [{ message: 'Background job not found.' }]);
  };
}

function withBody(world: World, request: SandboxRequest, handle: (body: JsonObject) => Reply): Reply {
  return withJson(world, request, body =>
    isObject(body)
      ? handle(body)
      : refusedContent(world.choices, [{ message: 'The body must be a JSON object.' }]),
  );
}

function withJson(world: World, request: SandboxRequest, handle: (body: Json) => Reply): Reply {
  if (!/^application\/json\b/i.test(request.contentType)) {
    return refusal(world.choices, 415, [{ message: 'Content-Type must be application/json.' }]);
  }
  let body: Json;
  try {
    body = JSON.parse(request.body) as Json;
  } catch {
    return refusedContent(world.choices, [{ message: 'The body is not JSON.' }]);
  }
  return handle(body);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
