import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that a service of a test's own got. */
export interface Seen {
  readonly method: string;
  /** Path and query as they came. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers: 200 and JSON unless it says otherwise. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Service {
  /** `http://127.0.0.1:PORT`, or https */
  readonly baseUrl: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

/** Starts an HTTP server on 127.0.0.1 for what the sandbox cannot do; with a certificate an HTTPS server. */
export async function startService(
  answer: (seen: Seen) => Answer | Promise<Answer>,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<Service> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    void text(request).then(async body => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      seen.push(one);
      const { status = 200, headers: more, body: sent = '{}' } = await answer(one);
      response.writeHead(status, { 'Content-Type': 'application/json', ...more });
      response.end(sent);
    });
  };
  const server =
    certificate === undefined ? createServer(listener) : createSecureServer(certificate, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    seen,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Passes a request on to a sandbox and gives its answer. */
export async function forward(
  sandbox: { readonly baseUrl: string },
  { method, path, headers, body }: Seen,
): Promise<Answer> {
  const response = await fetch(sandbox.baseUrl + path, {
    method,
    headers: {
      authorization: headers.authorization ?? '',
      'content-type': headers['content-type'] ?? 'application/json',
    },
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: response.status, body: await response.text() };
}

/** An answer in the documented envelope. */
export function data(value: unknown): Answer {
  return { body: JSON.stringify({ _data: value, _meta: {}, _errors: [] }) };
}
