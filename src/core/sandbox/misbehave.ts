import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Problem, Reply } from './answers';
import type { Fault, FaultKind, JobFaultKind } from './faults';
import { namingNext } from './jobs/nextPage';
import type { JobStore } from './jobs/jobStore';
import type { StoredJob } from './jobs/storedJob';
import { stepMs } from './jobs/worker';
import { rawOf, send, writeHead, type RawReply } from './wire';

/** A request that was read and is to be answered wrongly. */
export interface Exchange {
  readonly response: ServerResponse;
  /** Carries the request out and gives the right answer. */
  readonly perform: () => Reply;
  readonly refuse: (status: number, problem: Problem, headers?: Readonly<Record<string, string>>) => Reply;
  readonly jobs: JobStore;
  /** Epoch ms. */
  readonly now: () => number;
  readonly port: number;
  /** Path and query of the request. */
  readonly target: string;
  /** Aborted when the sandbox stops. */
  readonly signal: AbortSignal;
}

type Misbehaviour = (exchange: Exchange, fault: Fault) => void | Promise<void>;

const page =
  '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Please wait</h1></body></html>';
const html = { 'Content-Type': 'text/html; charset=utf-8' };
const json = { 'Content-Type': 'application/json; charset=utf-8' };

/** What each kind does once the request was read; `cut-before-reading` strikes earlier. */
const misbehaviours: Readonly<Record<FaultKind | JobFaultKind, Misbehaviour>> = {
  delay: async (exchange, { ms = 1000 }) => {
    await wait(ms, undefined, { signal: exchange.signal });
    send(exchange.response, rawOf(exchange.perform()));
  },
  '401': refuse(401, 'The access token is not valid.'),
  '403': refuse(403, 'The role of this key does not allow it.'),
  '404': refuse(404, 'Not found.'),
  '429': refuse(429, 'Too many requests.'),
  '429-seconds': refuse(429, 'Too many requests.', ({ seconds = 1 }) => String(seconds)),
  '429-date': refuse(429, 'Too many requests.', ({ seconds = 1 }, now) =>
    new Date(now + seconds * 1000).toUTCString(),
  ),
  '429-text': (exchange, { ms = 50 }) => {
    send(
      exchange.response,
      rawOf(exchange.refuse(429, { message: `Too many requests, retry after ${ms} ms.` })),
    );
  },
  '500': refuse(500, 'Something went wrong.'),
  '502-html': ({ response }) => send(response, { status: 502, headers: html, text: page }),
  '503-retry-after': refuse(503, 'Down for maintenance.', ({ seconds = 1 }) => String(seconds)),
  'cut-before-reading': cut,
  'cut-before-doing': cut,
  'cut-after-doing': exchange => {
    exchange.perform();
    cut(exchange);
  },
  'cut-in-answer': exchange => {
    const reply = rawOf(exchange.perform());
    const body = Buffer.from(reply.text);
    writeHead(exchange.response, reply, Math.max(body.length, 2));
    exchange.response.write(body.subarray(0, Math.floor(body.length / 2)), () => cut(exchange));
  },
  html: ({ response }) => send(response, { status: 200, headers: html, text: page }),
  huge: ({ response, signal }, { bytes = Infinity }) =>
    stream(response, { headers: json }, pour(bytes), signal),
  empty: ({ response }) => send(response, { status: 200, headers: {}, text: '' }),
  never: async ({ response, signal }) => {
    await once(response, 'close', { signal });
  },
  drip: ({ response, perform, signal }, { ms = 20 }) => {
    const reply = rawOf(perform());
    return stream(response, reply, drip(reply.text, ms, signal), signal);
  },
  'redirect-same-origin': ({ response, target }, { status = 307 }) =>
    send(response, { status, headers: { Location: target }, text: '' }),
  'redirect-other-origin': ({ response, target, port }, { status = 307, to }) =>
    send(response, { status, headers: { Location: to ?? `http://localhost:${port}${target}` }, text: '' }),
  'wrong-content-type': ({ response, perform }) => {
    const reply = rawOf(perform());
    send(response, { ...reply, headers: { ...reply.headers, 'Content-Type': 'text/plain; charset=utf-8' } });
  },
  truncated: ({ response, perform }) => {
    const reply = rawOf(perform());
    send(response, { ...reply, text: reply.text.slice(0, Math.floor(reply.text.length / 2)) });
  },
  'job-stuck': withJob(job => (job.stuck = true)),
  'job-slow': withJob((job, { ms = 100 }) => (job.slowness = Math.max(1, Math.ceil(ms / stepMs) - 1))),
  'job-lost': withJob(job => (job.lost = true)),
  'entries-loop': ({ response, perform, target }) => {
    send(response, rawOf(namingNext(perform(), target)));
  },
  'entries-other-origin': ({ response, perform, target, port }, { to }) => {
    send(response, rawOf(namingNext(perform(), to ?? `http://localhost:${port}${target}`)));
  },
};

/** Answers a request as a fault says. A client that goes away, or the end of the sandbox, ends it quietly. */
export async function misbehave(exchange: Exchange, fault: Fault): Promise<void> {
  try {
    if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { signal: exchange.signal });
    if (fault.afterDoing === true) exchange.perform();
    await misbehaviours[fault.kind](exchange, fault);
  } catch (error) {
    if (!exchange.signal.aborted && !exchange.response.closed) throw error;
  }
}

function refuse(
  status: number,
  message: string,
  retryAfter?: (fault: Fault, now: number) => string,
): Misbehaviour {
  return (exchange, fault) => {
    const headers = retryAfter && { 'Retry-After': retryAfter(fault, exchange.now()) };
    send(exchange.response, rawOf(exchange.refuse(status, { message }, headers)));
  };
}

/** Does something to the job that a request made; other requests are answered as usual. */
function withJob(change: (job: StoredJob, fault: Fault) => unknown): Misbehaviour {
  return ({ response, perform, jobs }, fault) => {
    const before = jobs.latest;
    const reply = perform();
    if (jobs.latest !== undefined && jobs.latest !== before) change(jobs.latest, fault);
    send(response, rawOf(reply));
  };
}

function cut({ response }: Pick<Exchange, 'response'>): void {
  response.socket?.destroy();
}

async function stream(
  response: ServerResponse,
  head: Partial<RawReply>,
  source: AsyncIterable<string> | Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  writeHead(response, { status: 200, headers: {}, text: '', ...head });
  await pipeline(Readable.from(source), response, { signal });
}

function* pour(bytes: number): Generator<string> {
  yield '{"_data":"';
  const block = 'x'.repeat(65_536);
  for (let sent = 0; sent < bytes; sent += block.length) yield block;
  yield '"}';
}

async function* drip(text: string, ms: number, signal: AbortSignal): AsyncGenerator<string> {
  for (const character of text) {
    await wait(ms, undefined, { signal });
    yield character;
  }
}
