import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
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
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

/** Starts an HTTP server on 127.0.0.1 for what the sandbox cannot do. */
export async function startService(answer: (seen: Seen) => Answer | Promise<Answer>): Promise<Service> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async body => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      seen.push(one);
      const { status = 200, headers: more, body: sent = '{}' } = await answer(one);
      response.writeHead(status, { 'Content-Type': 'application/json', ...more });
      response.end(sent);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    seen,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An answer in the documented envelope. */
export function data(value: unknown): Answer {
  return { body: JSON.stringify({ _data: value, _meta: {}, _errors: [] }) };
}
