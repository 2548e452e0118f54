/** What a call came to. Failures are values; an exception is a bug. */
export type ApiResult<T> =
  | { readonly ok: true; readonly value: T; readonly answer: Answer }
  | { readonly ok: false; readonly failure: ApiFailure };

/** The answer behind a result, without any header that could hold a secret. */
export interface Answer {
  readonly status: number;
  /** The body's text, as received; should the service repeat the token in it, that is taken out. */
  readonly text: string;
  /** The `Date` header, epoch ms: the service's own clock. Absent when it was not sent or not readable. */
  readonly serverTime?: number;
  /** From the first byte out to the last byte in, ms. */
  readonly durationMs: number;
  /** Non-empty `_errors` beside usable data: warnings (section 16, 13 of service-facts). */
  readonly warnings: readonly ServiceMessage[];
}

/** One message in the service's own words. */
export interface ServiceMessage {
  readonly text: string;
  /** The attribute or path that the service names beside the message, as it stands there. */
  readonly field?: string;
}

/**
 * What is known about the effect of a request that did not succeed:
 * - `notSent`: nothing reached the service;
 * - `refused`: the service answered that it did nothing (most 4xx and 3xx; for 429 an assumption, section 16, 12);
 * - `unknown`: it may have been carried out (time-out, cut, 301 to 303, 408, any 5xx, an answer that makes no sense).
 */
export type Effect = 'notSent' | 'refused' | 'unknown';

interface Common {
  readonly effect: Effect;
  /** Method and path of the request, e.g. `GET /v1/ext/config`. Never a header. */
  readonly request: string;
  /** How many times the request was made, repeats included; 0 = not once. */
  readonly attempts: number;
}

export type ApiFailure = Common &
  (
    | {
        /** No connection was made, also not within the time limit. `detail` is the system's code, e.g. ECONNREFUSED. */
        readonly kind: 'unreachable';
        readonly reason: 'dns' | 'refused' | 'tls' | 'proxy' | 'network';
        readonly detail: string;
      }
    | { readonly kind: 'noToken' }
    | { readonly kind: 'cancelled' }
    /** No complete answer within the limit. */
    | { readonly kind: 'timeout'; readonly limitMs: number }
    /** The connection broke after the request had gone out. */
    | { readonly kind: 'cut'; readonly detail: string }
    | { readonly kind: 'tooLarge'; readonly limitBytes: number }
    /** A redirect that was not followed; `location` has no query. */
    | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
    /** An answer with a status outside 2xx. `excerpt`: the first characters of the body where it has no message. */
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly messages: readonly ServiceMessage[];
        readonly excerpt: string;
        readonly retryAfterMs?: number;
        readonly text: string;
      }
    /** 2xx, but `_errors` holds something and there is no usable data. */
    | {
        readonly kind: 'serviceErrors';
        readonly status: number;
        readonly messages: readonly ServiceMessage[];
        readonly text: string;
      }
    /** 2xx, but not the JSON that was to be expected. */
    | {
        readonly kind: 'unreadable';
        /** JSON, but without what it is asked for. */
        readonly lacks?: 'procedures';
        readonly status: number;
        readonly contentType: string;
        readonly excerpt: string;
        readonly text: string;
      }
  );
