import { once, setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { defaultChoices, isChoices, type SandboxChoices } from './choices';
import { Faults } from './faults';
import { randomToken } from './guard';
import { processEntries } from './jobs/processing';
import { JobWorker } from './jobs/worker';
import type { SeenRequest } from './requests';
import { createSandboxServer, type ServerParts } from './server';
import { SandboxStore } from './store';

export { sandboxChoices, type ChoiceName, type SandboxChoices } from './choices';
export { controlPath } from './control';
export {
  faultKinds,
  jobFaultKinds,
  type Fault,
  type FaultKind,
  type Faults,
  type JobFaultKind,
} from './faults';
export type { SeenRequest } from './requests';
export type { RouteName } from './routes';
export type { JobStore } from './jobs/jobStore';
export type { StoredJob } from './jobs/storedJob';
export type { SandboxStore, StoredProcess } from './store';

export interface SandboxOptions {
  /** Else a random run of letters and digits. */
  readonly token?: string;
  /** Else a free one. */
  readonly port?: number;
  /** The undocumented choices that differ from the defaults. */
  readonly choices?: Partial<SandboxChoices>;
  /** For tests: the control path exists. */
  readonly control?: boolean;
  /** Epoch ms. */
  readonly clock?: () => number;
  /** For tests: jobs go on when `workOn` is called, and not by themselves. */
  readonly jobsByHand?: boolean;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  readonly token: string;
  readonly choices: SandboxChoices;
  readonly store: SandboxStore;
  readonly faults: Faults;
  /** The latest requests, oldest first; those to the control path are left out. */
  readonly requests: readonly SeenRequest[];
  /** One step of the background work: processes so many entries, the oldest job first. Returns how many there were. */
  workOn(entries: number): number;
  /** Changes choices from the next request on. */
  choose(choices: Partial<SandboxChoices>): void;
  /** Cuts every connection and lets go of the port. */
  stop(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that behaves as the documents say ChakraHQ does.
 * Rejects with the system's error when it cannot listen (`EADDRINUSE`).
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const choices = options.choices ?? {};
  if (!isChoices(choices)) throw new RangeError('Unknown sandbox choice');
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const now = options.clock ?? Date.now;
  const seen: SeenRequest[] = [];
  const parts: ServerParts = {
    token: options.token ?? randomToken(),
    choices: { ...defaultChoices, ...choices },
    store: new SandboxStore(now),
    faults: new Faults(),
    seen,
    now,
    withControl: options.control === true,
    signal: stopping.signal,
  };
  const worker = options.jobsByHand === true ? undefined : new JobWorker(parts);
  const server = createSandboxServer(parts);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}`,
    token: parts.token,
    get choices() {
      return parts.choices;
    },
    store: parts.store,
    faults: parts.faults,
    requests: seen,
    workOn: entries => processEntries(parts, entries),
    choose(changed) {
      parts.choices = { ...parts.choices, ...changed };
    },
    async stop() {
      stopping.abort();
      worker?.stop();
      const closed = server.listening ? once(server, 'close') : undefined;
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
