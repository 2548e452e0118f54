import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/**
 * How far a request's connection got:
 * - `unseen`: not known;
 * - `connecting`: no connection yet (resolving the name, asking for the proxy, TCP or the proxy's CONNECT);
 * - `securing`: connected, TLS not agreed: nothing of the request can have left;
 * - `connected`: bytes may have left.
 */
export type ConnectionPhase = 'unseen' | 'connecting' | 'securing' | 'connected';

export interface ConnectionWatch {
  phase(): ConnectionPhase;
  /** Stops watching; the phase stays as it was. */
  stop(): void;
}

const rank: Record<ConnectionPhase, number> = { unseen: 0, connecting: 1, securing: 2, connected: 3 };

/** Node publishes on the first from Node 22.12 on, as soon as the request exists; on the second when it is sent. */
const channels = ['http.client.request.created', 'http.client.request.start'];

/** Tells on behalf of whom a message is published. */
interface Scope {
  run<T>(mine: object, start: () => T): T;
  getStore(): object | undefined;
}

/** For what is published during `start` itself. */
class CallScope implements Scope {
  #current: object | undefined;

  run<T>(mine: object, start: () => T): T {
    const before = this.#current;
    this.#current = mine;
    try {
      return start();
    } finally {
      this.#current = before;
    }
  }

  getStore(): object | undefined {
    return this.#current;
  }
}

/**
 * A storage that follows the whole of an asynchronous call makes every promise of the process slower (page nodejs.org/api/async_context:
 * it stands on async_hooks up to Node 23), those of other extensions, too. Where Node tells of a request in the call that makes it, a
 * variable does.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const current: Scope =
  major > 22 || (major === 22 && minor >= 12) ? new CallScope() : new AsyncLocalStorage();

/**
 * Calls `start` and watches the connections of the requests it makes through `http` or `https`. Errors do not tell
 * whether a request can have reached the service (a reset during the TLS handshake and one after it look the same); the
 * sockets do. They are reached through Node's diagnostics channels because an agent of our own would take VS Code's
 * proxy settings away. It only ever watches: where Node publishes nothing the phase stays `unseen`.
 */
export function watchConnection<T>(start: () => T): { readonly started: T; readonly watch: ConnectionWatch } {
  const mine = {};
  let phase: ConnectionPhase = 'unseen';
  const seen = new Set<ClientRequest>();
  const reach = (reached: ConnectionPhase) => {
    if (rank[reached] > rank[phase]) phase = reached;
  };
  const onMessage = (message: unknown) => {
    if (current.getStore() !== mine) return;
    const { request } = message as { request: ClientRequest };
    if (seen.has(request)) return;
    seen.add(request);
    reach('connecting');
    if (request.socket === null) request.once('socket', socket => follow(socket, reach));
    else follow(request.socket, reach);
  };
  for (const channel of channels) subscribe(channel, onMessage);
  const stop = () => {
    for (const channel of channels) unsubscribe(channel, onMessage);
  };
  try {
    return { started: current.run(mine, start), watch: { phase: () => phase, stop } };
  } catch (error) {
    stop();
    throw error;
  }
}

/** A socket that is open when it is first seen (kept alive, or handed over by a proxy agent) counts as connected. */
function follow(socket: Socket | TLSSocket, reach: (phase: ConnectionPhase) => void): void {
  const secure = isSecure(socket);
  if (secure ? !socket.secureConnecting : !socket.connecting) {
    reach('connected');
    return;
  }
  if (!socket.connecting) reach('securing');
  else socket.once('connect', () => reach(secure ? 'securing' : 'connected'));
  if (secure) socket.once('secureConnect', () => reach('connected'));
}

/** `secureConnecting` is Node's own, but missing in its types (page nodejs.org/api/tls: `secureConnect`). */
function isSecure(socket: Socket | TLSSocket): socket is TLSSocket & { readonly secureConnecting: boolean } {
  return 'encrypted' in socket && 'secureConnecting' in socket;
}
