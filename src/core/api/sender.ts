import { isArray, type Json } from '../json';
import { sleep, type Clock } from './clock';
import type { Call } from './call';
import { effectOf, failureOf, type Attempted } from './failures';
import { exchangeFollowing, type FollowedOutcome } from './redirects';
import type { Redactor } from './redact';
import type { ApiFailure } from './result';
import { createPlan, nextWait, oncePlan, readPlan } from './retry';
import type { Exchange, FetchFunction, RequestEvent } from './transport';

/** A whole 2xx answer. The texts hold no secret any more. */
export interface Reception {
  readonly call: Call;
  readonly status: number;
  readonly text: string;
  /** The same as received; for reading values, never for showing. */
  readonly raw: string;
  readonly contentType: string;
  /** The `Location` header, as received. */
  readonly location?: string;
  readonly serverTime?: number;
  readonly durationMs: number;
  readonly attempts: number;
}

export type Sent =
  { readonly ok: true; readonly reception: Reception } | { readonly ok: false; readonly failure: ApiFailure };

export interface SenderOptions {
  /** A `BaseUrl.url`. */
  readonly baseUrl: string;
  /** undefined: there is none, and nothing is sent. */
  readonly token: string | undefined;
  readonly fetch: FetchFunction;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly redactor: Redactor;
  readonly onEvent?: ((event: RequestEvent) => void) | undefined;
}

/** In a second: a slow uplink that several requests share. */
const slowBytes = 50_000;

type Tried = (Sent & { readonly ok: true }) | (Attempted & { readonly ok: false });

/** Sends calls and repeats what may be repeated (design: no call that creates is repeated after an unknown outcome). */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  /** A `BaseUrl.url`: what paths go to. */
  get baseUrl(): string {
    return this.options.baseUrl;
  }

  /** Texts of the service without the token. */
  redact(text: string): string {
    return this.options.redactor.redact(text);
  }

  /** The same for every text within a value; what is nested absurdly deep is left out. */
  redactAll(value: Json, depth = 0): Json {
    if (typeof value === 'string') return this.redact(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > 200) return null;
    if (isArray(value)) return value.map(item => this.redactAll(item, depth + 1));
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [this.redact(key), this.redactAll(item, depth + 1)]),
    );
  }

  async send(call: Call, signal?: AbortSignal): Promise<Sent> {
    const { token, clock, random } = this.options;
    const untried = { effect: 'notSent', request: `${call.method} ${call.path}`, attempts: 0 } as const;
    if (token === undefined) return { ok: false, failure: { ...untried, kind: 'noToken' } };
    if (signal?.aborted === true) return { ok: false, failure: { ...untried, kind: 'cancelled' } };
    const plan = call.once === true ? oncePlan : call.creates ? createPlan : readPlan;
    const began = clock.now();
    for (let attempt = 1; ; attempt++) {
      const started = clock.now();
      const outcome = await this.#exchange(call, token, signal);
      const durationMs = Math.max(0, clock.now() - started);
      const tried = this.#read(call, outcome, attempt, durationMs);
      const waitMs =
        tried.ok || !tried.passing
          ? undefined
          : nextWait(plan, attempt, clock.now() - began, retryAfterOf(tried.failure), random());
      this.#tell({
        method: call.method,
        path: call.path,
        attempt,
        outcome: tried.ok ? 'answer' : tried.failure.kind,
        ...(outcome.kind === 'answer' || outcome.kind === 'redirect' ? { status: outcome.status } : {}),
        durationMs,
        bytes: outcome.kind === 'answer' ? outcome.bytes : 0,
        ...(waitMs === undefined ? {} : { waitMs }),
      });
      if (tried.ok) return tried;
      if (waitMs === undefined) return { ok: false, failure: tried.failure };
      if (!(await sleep(clock, waitMs, signal))) {
        const { effect, request } = tried.failure;
        return { ok: false, failure: { kind: 'cancelled', effect, request, attempts: attempt } };
      }
    }
  }

  /** Whoever listens must not take the outcome of a request away. */
  #tell(event: RequestEvent): void {
    try {
      this.options.onEvent?.(event);
    } catch {
      // Told to nobody then.
    }
  }

  #mostBytes({ maxBytes = Infinity }: Call): number {
    return Math.min(this.options.maxBytes, maxBytes);
  }

  #exchange(call: Call, token: string, signal: AbortSignal | undefined): Promise<FollowedOutcome> {
    const { baseUrl, fetch, userAgent, clock } = this.options;
    const maxBytes = this.#mostBytes(call);
    const timeoutMs = this.#timeoutMs(call);
    const exchange: Exchange = {
      method: call.method,
      url: baseUrl + call.path,
      headers: {
        Accept: 'application/json',
        'Accept-Encoding': 'gzip, br',
        Authorization: `Bearer ${token}`,
        // A connection that was kept alive may be closed just as a request goes out on it, and nobody could tell
        // whether that was carried out.
        Connection: 'close',
        'User-Agent': userAgent,
        ...(call.body === undefined ? {} : { 'Content-Type': call.contentType ?? 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: asBuffer(call.body) }),
    };
    return exchangeFollowing(fetch, clock, exchange, { timeoutMs, maxBytes, signal });
  }

  /** What is sent on a slow line takes its time: a create that is cut in the middle would be of unknown outcome. */
  #timeoutMs({ body, once, contentType }: Call): number {
    const { timeoutMs } = this.options;
    // Where a person waits for it, it is small; but for a file.
    if (once !== true && contentType === undefined) return timeoutMs;
    return timeoutMs + Math.floor((body?.length ?? 0) / slowBytes) * 1_000;
  }

  #read(call: Call, outcome: FollowedOutcome, attempts: number, durationMs: number): Tried {
    if (outcome.kind !== 'answer' || effectOf(outcome.status) !== undefined) {
      const { clock } = this.options;
      const maxBytes = this.#mostBytes(call);
      const context = {
        call,
        attempts,
        timeoutMs: this.#timeoutMs(call),
        maxBytes,
        now: clock.now(),
        redact: (text: string) => this.redact(text),
      };
      return { ok: false, ...failureOf(outcome, context) };
    }
    const date = Date.parse(outcome.header('date') ?? '');
    const location = outcome.header('location');
    return {
      ok: true,
      reception: {
        call,
        status: outcome.status,
        text: this.redact(outcome.text),
        raw: outcome.text,
        contentType: outcome.header('content-type') ?? '',
        ...(location === undefined ? {} : { location }),
        ...(Number.isNaN(date) ? {} : { serverTime: date }),
        durationMs,
        attempts,
      },
    };
  }
}

function retryAfterOf(failure: ApiFailure): number | undefined {
  return failure.kind === 'status' ? failure.retryAfterMs : undefined;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
