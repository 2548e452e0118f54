import type { ServerResponse } from 'node:http';
import type { Reply } from './answers';

/** An answer as it goes over the wire. */
export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Renders an answer; one without a body has no content type. */
export function rawOf(reply: Reply): RawReply {
  const { status, body, headers = {} } = reply;
  if (body === undefined) return { status, headers, text: '' };
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    text: JSON.stringify(body),
  };
}

/** Writes the head, with a length unless the body is streamed. */
export function writeHead(response: ServerResponse, reply: RawReply, length?: number): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(length !== undefined && reply.status !== 204 && { 'Content-Length': length }),
  });
}

/** Writes the whole answer. */
export function send(response: ServerResponse, reply: RawReply): void {
  const body = Buffer.from(reply.text);
  writeHead(response, reply, body.length);
  response.end(body);
}
