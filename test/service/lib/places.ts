import { Readable } from 'node:stream';
import type { ChakraApi } from '../../../src/core/api/client';
import type { FetchFunction, RequestEvent } from '../../../src/core/api/transport';
import type { Sandbox, SandboxChoices } from '../../../src/core/sandbox';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { findRoute } from '../../../src/core/sandbox/routes';
import { SandboxStore } from '../../../src/core/sandbox/store';
import { rawOf } from '../../../src/core/sandbox/wire';
import { apiFor, TestClock, token } from '../../unit/api/harness';

/** The client, and the service that it talks to. */
export interface Service {
  readonly api: ChakraApi;
  /** The client's own. */
  readonly clock: TestClock;
  /** Requests that went out. */
  readonly events: readonly RequestEvent[];
  readonly choices: SandboxChoices;
  readonly store: SandboxStore;
}

const serviceTime = new TestClock().time + 3_600_000;

/** The service's clock, epoch ms: an hour ahead of the client's. */
export const serviceClock = () => serviceTime;

/** The client over HTTP. */
export function overHttp(sandbox: Sandbox): Service {
  const { api, clock, events } = apiFor({ url: sandbox.baseUrl }, { token: sandbox.token });
  return { api, clock, events, choices: sandbox.choices, store: sandbox.store };
}

/** The client with the sandbox's routes in place of the network: all but sockets, faults and the check of the token. */
export function inProcess(chosen: Partial<SandboxChoices>): Service {
  const choices = { ...defaultChoices, ...chosen };
  const store = new SandboxStore(serviceClock);
  const fetch: FetchFunction = (url, { method, headers, body }) => {
    const { pathname, search, origin } = new URL(url);
    const { handle } = findRoute(method, pathname);
    const contentType = headers['Content-Type'] ?? '';
    const request = { contentType, body: body?.toString() ?? '', query: search.slice(1), origin };
    const reply = rawOf(handle({ choices, store }, request));
    const sent = new Headers({ ...reply.headers, Date: new Date(serviceClock()).toUTCString() });
    return Promise.resolve({ status: reply.status, headers: sent, body: Readable.from([reply.text]) });
  };
  const { api, clock, events } = apiFor({ url: 'http://127.0.0.1:9' }, { token, fetch });
  return { api, clock, events, choices, store };
}
