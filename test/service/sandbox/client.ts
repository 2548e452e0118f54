import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import type { Sandbox } from '../../../src/core/sandbox';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body read as JSON; undefined where it is none. */
  readonly json: Json | undefined;
}

interface Call {
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw?: string;
}

/** Opens a request; resolves with the head of the answer, rejects when the connection breaks before. */
export function open(
  sandbox: Pick<Sandbox, 'baseUrl' | 'token'>,
  method: string,
  path: string,
  { body, raw, headers = {} }: Call = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(sandbox.baseUrl), {
      method,
      path,
      agent: false,
      headers: {
        Authorization: `Bearer ${sandbox.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(raw ?? (body === undefined ? undefined : JSON.stringify(body)));
  });
}

/** Reads an answer to its end; rejects when the connection breaks before. */
export async function read(message: IncomingMessage): Promise<Answered> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: message.statusCode ?? 0, headers: message.headers, text, json: parsed(text) };
}

/** One request and its whole answer. */
export async function call(
  sandbox: Pick<Sandbox, 'baseUrl' | 'token'>,
  method: string,
  path: string,
  more?: Call,
): Promise<Answered> {
  return read(await open(sandbox, method, path, more));
}

/** Writes bytes to the server's port and gives everything that comes back until the connection ends. */
export function talk(sandbox: Pick<Sandbox, 'baseUrl'>, bytes: string): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(Number(new URL(sandbox.baseUrl).port), '127.0.0.1');
    let text = '';
    socket.on('data', chunk => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

/** The member of an object; undefined for anything else. */
export function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

/** The value as an array of objects; fails for anything else. */
export function objects(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw new Error('Not an array of objects');
  return value;
}

/** A value as text: a string as it is, else its JSON. */
export function text(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
