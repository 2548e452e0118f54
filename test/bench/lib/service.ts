import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../src/core/json';

/** A service with one team, which takes any token and counts what it is asked. */
export interface Service {
  readonly baseUrl: string;
  /** How many requests came so far. */
  readonly requests: number;
  /** Lets the next Fetch Config wait for its answer. */
  holdConfig(): HeldAnswer;
  stop(): Promise<void>;
}

export interface HeldAnswer {
  /** Resolves when the request is there. */
  readonly asked: Promise<void>;
  /** Answers; resolves when the answer has been handed to the network. */
  release(): Promise<void>;
}

/** Starts it on a free port. Answers come in the documents' envelope (doc-738798). */
export async function startService(config: Json, users: Json = []): Promise<Service> {
  const texts = new Map([
    ['/v1/ext/config', enveloped(config)],
    ['/v1/ext/users', enveloped(users)],
  ]);
  let requests = 0;
  let held: ((response: ServerResponse) => void) | undefined;
  const answer = async (response: ServerResponse, path: string): Promise<void> => {
    const text = texts.get(path);
    response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    const finished = once(response, 'finish');
    response.end(text ?? '{"message":"Not Found"}');
    await finished;
  };
  const server = createServer((request, response) => {
    requests++;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const take = path === '/v1/ext/config' ? held : undefined;
    if (take === undefined) return void answer(response, path);
    held = undefined;
    take(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    holdConfig() {
      const waiting = new Promise<ServerResponse>(resolve => {
        held = resolve;
      });
      return {
        asked: waiting.then(() => undefined),
        release: async () => answer(await waiting, '/v1/ext/config'),
      };
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function enveloped(data: Json): string {
  return JSON.stringify({ _data: data, _meta: {}, _errors: [] });
}
