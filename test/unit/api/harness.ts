import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { createApi, type ApiOptions, type ChakraApi } from '../../../src/core/api/client';
import type { Clock } from '../../../src/core/api/clock';
import { fetch } from '../../../src/core/api/nodeFetch';
import type { ApiFailure, ApiResult } from '../../../src/core/api/result';
import type { RequestEvent } from '../../../src/core/api/transport';

export const token = 'tokenForTestsOnly0123456789';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface TestServer {
  readonly url: string;
  readonly origin: string;
  readonly seen: Seen[];
  connections: number;
}

type Handler = (seen: Seen, response: http.ServerResponse, count: number) => void;

const open: net.Server[] = [];
const sockets = new Set<net.Socket>();

/** Closes every server of the test. For `afterEach`. */
export async function closeServers(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await Promise.all(open.splice(0).map(server => new Promise(resolve => server.close(resolve))));
}

async function listen(server: net.Server): Promise<string> {
  open.push(server);
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that reads every request whole before the handler answers. */
export async function serve(handler: Handler): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const whole = { method, url, headers, body: Buffer.concat(chunks) };
      seen.push(whole);
      handler(whole, response, seen.length);
    });
  });
  const host = await listen(server);
  const test = { url: `http://${host}`, origin: `http://${host}`, seen, connections: 0 };
  server.on('connection', () => test.connections++);
  return test;
}

/** A server below HTTP: the handler gets each connection, and how many there were. */
export async function serveRaw(handler: (socket: net.Socket, count: number) => void): Promise<TestServer> {
  const test: TestServer = { url: '', origin: '', seen: [], connections: 0 };
  const server = net.createServer(socket => handler(socket, ++test.connections));
  const host = await listen(server);
  return Object.assign(test, { url: `http://${host}`, origin: `http://${host}` });
}

/** Listens with any server, e.g. one for TLS. */
export async function serveWith(server: net.Server): Promise<string> {
  return listen(server);
}

/** Answers with JSON. */
export function json(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Waits are over at once and take the time that they would; time limits pass only when told to. */
export class TestClock implements Clock {
  time = Date.parse('2026-01-01T00:00:00Z');
  readonly waits: number[] = [];
  readonly #limits = new Set<() => void>();

  constructor(readonly limitMs = 30_000) {}

  now(): number {
    return this.time;
  }

  after(ms: number, callback: () => void): () => void {
    // The client waits for no longer than 20 s; limits grow with what is sent.
    if (ms === this.limitMs || ms > 30_000) {
      this.#limits.add(callback);
      return () => this.#limits.delete(callback);
    }
    this.waits.push(ms);
    const timer = setImmediate(() => {
      this.time += ms;
      callback();
    });
    return () => {
      clearImmediate(timer);
    };
  }

  /** The time limit of every request underway is over. */
  expire(): void {
    this.time += this.limitMs;
    for (const callback of [...this.#limits]) callback();
  }

  get limitsRunning(): number {
    return this.#limits.size;
  }
}

export interface TestApi {
  readonly api: ChakraApi;
  readonly clock: TestClock;
  readonly events: RequestEvent[];
}

export function apiFor(server: { readonly url: string }, options: Partial<ApiOptions> = {}): TestApi {
  const clock = new TestClock(options.timeoutMs);
  const events: RequestEvent[] = [];
  const api = createApi({
    baseUrl: server.url,
    token,
    fetch,
    userAgent: 'chakra-vscode/0.0.0',
    clock,
    random: () => 0.5,
    onEvent: event => events.push(event),
    ...options,
  });
  return { api, clock, events };
}

export const payload = Buffer.from('{ "data": { "big": 12345678901234567890, "name": "Zoë" } }');

export function failed(result: ApiResult<unknown>): ApiFailure {
  if (result.ok) throw new Error('A failure was to be expected.');
  return result.failure;
}
