import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { refusal, type Reply } from './answers';
import { control, controlPath, type Controlled } from './control';
import { isAuthorised, isLoopbackHost } from './guard';
import { misbehave } from './misbehave';
import { readBody, remember } from './requests';
import { findRoute } from './routes';
import { rawOf, send } from './wire';

/** Largest request body, bytes. The service's own limit is not documented. */
export const maxBodyBytes = 8 * 1024 * 1024;

export interface ServerParts extends Controlled {
  readonly token: string;
  readonly now: () => number;
  readonly withControl: boolean;
  /** Aborted when the sandbox stops. */
  readonly signal: AbortSignal;
}

/** The HTTP server of the sandbox, not yet listening. */
export function createSandboxServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    handle(parts, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else send(response, rawOf(refusal(parts.choices, 500, [{ message: 'The sandbox failed.' }])));
    });
  });
  // A connection that cannot be accepted is no reason to end the process.
  server.on('error', () => undefined);
  // Without a listener node answers by itself, but a socket that breaks while it does so would be an uncaught error.
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url: target = '' } = request;
  response.on('error', () => response.destroy());
  // The Date header is the service's own clock, which tests set.
  response.sendDate = false;
  response.setHeader('Date', new Date(parts.now()).toUTCString());

  const answer = (reply: Reply) => send(response, rawOf(reply));
  const refuse = (status: number, message: string) => answer(refusal(parts.choices, status, [{ message }]));
  if (!isLoopbackHost(request.headers.host)) {
    refuse(403, 'The sandbox answers to loopback names only.');
    return;
  }
  if (!target.startsWith('/')) {
    refuse(400, 'The request target must be a path.');
    return;
  }
  const [path = '', ...query] = target.split('?');
  const toControl = parts.withControl && path.startsWith(controlPath);
  const route = findRoute(method, path);
  const fault = toControl ? undefined : parts.faults.take(method, route.name);
  const seen = { method, path: target, headers: request.headers };
  if (fault?.kind === 'cut-before-reading') {
    remember(parts.seen, { ...seen, body: '' });
    request.socket.destroy();
    return;
  }
  const body = await readBody(request, maxBodyBytes);
  if (!toControl) remember(parts.seen, { ...seen, body: body.ok ? body.text : '' });
  if (!body.ok) {
    if (body.why === 'tooLarge') refuse(413, 'The body is too large.');
    return;
  }
  const perform = (): Reply => {
    if (!isAuthorised(request.headers.authorization, parts.token)) {
      return refusal(parts.choices, 401, [{ message: 'The access token is missing or not valid.' }]);
    }
    if (toControl) return control(parts, method, path, body.text);
    return route.handle(parts, {
      contentType: request.headers['content-type'] ?? '',
      body: body.text,
      query: query.join('?'),
      origin: `http://${request.headers.host ?? ''}`,
    });
  };
  if (fault === undefined) {
    answer(perform());
    return;
  }
  await misbehave(
    {
      response,
      perform,
      jobs: parts.store.jobs,
      refuse: (status, problem, headers) => refusal(parts.choices, status, [problem], headers && { headers }),
      now: parts.now,
      port: request.socket.localPort ?? 0,
      target,
      signal: parts.signal,
    },
    fault,
  );
}
