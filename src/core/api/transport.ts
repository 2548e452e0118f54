import type { Clock } from './clock';
import { watchConnection, type ConnectionPhase } from './connection';
import { readBody } from './body';
import type { ApiFailure } from './result';
import { isUnpackingError, readFault } from './systemErrors';

/** The part of fetch that the client uses; node-fetch and the platform's own fit. */
export type FetchFunction = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: Buffer;
  /** Always by hand: only the client knows where the token may go. */
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<string | Uint8Array> | null;
}

/** One request as it goes out. */
export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Limits {
  /** For connecting, sending and the whole answer, ms. */
  readonly timeoutMs: number;
  /** Of an unpacked 2xx body. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** One attempt, for the log. Never a header, never a body. */
export interface RequestEvent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** `answer` = a whole answer with a 2xx status, else the kind of failure. */
  readonly outcome: 'answer' | ApiFailure['kind'];
  readonly status?: number;
  readonly durationMs: number;
  /** Of the answer's body, unpacked. */
  readonly bytes: number;
  /** The request will be repeated after this time. */
  readonly waitMs?: number;
}

/** What one request came to. `sent: false` and `unreachable`: certain that the service got nothing of it. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly header: (name: string) => string | undefined;
      /** Whole for 2xx; for any other status what arrived of it, since the status says what there is to know. */
      readonly text: string;
      readonly bytes: number;
    }
  | {
      readonly kind: 'unreachable';
      readonly reason: 'dns' | 'refused' | 'tls' | 'proxy' | 'network';
      readonly detail: string;
      /** It may go better in a moment. */
      readonly passing: boolean;
    }
  | { readonly kind: 'cancelled'; readonly sent: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cut'; readonly detail: string }
  | { readonly kind: 'tooLarge' }
  /** 2xx, but the body cannot be unpacked (`Content-Encoding`). */
  | { readonly kind: 'garbled'; readonly status: number; readonly contentType: string };

/** Enough of an error page to find its message. */
const maxErrorBytes = 1024 * 1024;

/** Sends one request, once, and reads the whole answer within the limits. Never throws for what the network does. */
export async function exchange(
  fetch: FetchFunction,
  clock: Clock,
  request: Exchange,
  limits: Limits,
): Promise<Outcome> {
  if (limits.signal?.aborted === true) return { kind: 'cancelled', sent: false };
  const stopper = new Stopper(clock, limits);
  const { started, watch } = watchConnection(() =>
    fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: stopper.signal,
    }),
  );
  try {
    const response = await started;
    return await readAnswer(response, stopper, limits.maxBytes);
  } catch (error) {
    return stopper.why === undefined ? broken(error, watch.phase()) : stopped(stopper.why, watch.phase());
  } finally {
    watch.stop();
    stopper.dispose();
  }
}

async function readAnswer(response: FetchResponse, stopper: Stopper, maxBytes: number): Promise<Outcome> {
  const { status } = response;
  const header = (name: string) => response.headers.get(name) ?? undefined;
  const success = status >= 200 && status < 300;
  const limit = success ? maxBytes : Math.min(maxBytes, maxErrorBytes);
  const body = await readBody(response.body, limit, stopper.signal);
  if (!success || body.end === 'complete') {
    return { kind: 'answer', status, header, text: body.text, bytes: body.bytes };
  }
  if (body.end === 'tooLarge') return { kind: 'tooLarge' };
  if (stopper.why !== undefined) return stopped(stopper.why, 'connected');
  if (isUnpackingError(body.error)) {
    return { kind: 'garbled', status, contentType: header('content-type') ?? '' };
  }
  return broken(body.error, 'connected');
}

function broken(error: unknown, phase: ConnectionPhase): Outcome {
  const fault = readFault(error, phase);
  if (!fault.neverMade) return { kind: 'cut', detail: fault.detail };
  const { reason, detail, passing } = fault;
  return { kind: 'unreachable', reason, detail, passing };
}

function stopped(why: 'timeout' | 'cancelled', phase: ConnectionPhase): Outcome {
  const sent = phase === 'connected' || phase === 'unseen';
  if (why === 'cancelled') return { kind: 'cancelled', sent };
  if (sent) return { kind: 'timeout' };
  return {
    kind: 'unreachable',
    reason: phase === 'securing' ? 'tls' : 'network',
    detail: 'ETIMEDOUT',
    passing: false,
  };
}

/** Ends a request when the time is over or the caller has cancelled, and knows which of them it was. */
class Stopper {
  readonly #controller = new AbortController();
  readonly #takeBack: () => void;
  #why: 'timeout' | 'cancelled' | undefined;

  constructor(
    clock: Clock,
    private readonly limits: Limits,
  ) {
    this.#takeBack = clock.after(limits.timeoutMs, () => this.#stop('timeout'));
    limits.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get why(): 'timeout' | 'cancelled' | undefined {
    return this.#why;
  }

  dispose(): void {
    this.#takeBack();
    this.limits.signal?.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = () => this.#stop('cancelled');

  #stop(why: 'timeout' | 'cancelled'): void {
    this.#why ??= why;
    this.#controller.abort();
  }
}
