import { isArray, type Json } from '../json';
import type { Reply } from './answers';
import { isChoices, type SandboxChoices } from './choices';
import { isFault, type Faults } from './faults';
import type { SeenRequest } from './requests';
import type { SandboxStore } from './store';

/** Where tests steer a sandbox that runs in another process. */
export const controlPath = '/__sandbox/control';

export interface Controlled {
  choices: SandboxChoices;
  readonly store: SandboxStore;
  readonly faults: Faults;
  readonly seen: SeenRequest[];
}

/**
 * The control path:
 * - `GET …/control`: `{ contents, requests, faults, choices, jobs }`;
 * - `DELETE …/control`: forgets processes, jobs, requests and faults;
 * - `POST …/control/faults`: a fault or an array of them, each with `"always": true` or for the next requests;
 * - `POST …/control/choices`: choices to change.
 */
export function control(controlled: Controlled, method: string, path: string, body: string): Reply {
  const { store, faults, seen } = controlled;
  switch (`${method} ${path.slice(controlPath.length)}`) {
    case 'GET ': {
      const requests = seen.map(({ method, path, headers, body }) => ({
        method,
        path,
        headers: plain(headers),
        body,
      }));
      return {
        status: 200,
        body: {
          contents: store.contents(),
          requests,
          faults: faults.waiting.map(fault => plain(fault)),
          choices: controlled.choices,
          jobs: store.jobs.all.map(job => ({
            id: job.id,
            size: job.size,
            succeeded: job.count('SUCCESS'),
            failed: job.count('ERROR'),
            invalid: job.count('INVALID'),
            waiting: job.count('NOT_STARTED'),
          })),
        },
      };
    }
    case 'DELETE ':
      store.clear();
      faults.clear();
      seen.length = 0;
      return { status: 204 };
    case 'POST /faults': {
      const asked = parsed(body);
      const list = isArray(asked) ? asked : [asked];
      if (!list.every(isFault)) return { status: 400, body: { message: 'Not a fault.' } };
      for (const fault of list) {
        if ('always' in fault) faults.always(fault);
        else faults.next(fault);
      }
      return { status: 204 };
    }
    case 'POST /choices': {
      const asked = parsed(body);
      if (!isChoices(asked)) return { status: 400, body: { message: 'Not choices.' } };
      controlled.choices = { ...controlled.choices, ...asked };
      return { status: 204 };
    }
    default:
      return { status: 404, body: { message: `Cannot ${method} ${path}` } };
  }
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return null;
  }
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
