import type { Json } from '../json';
import { readMessages } from './messages';
import type { FollowedOutcome } from './redirects';
import type { ApiFailure, Effect, ServiceMessage } from './result';
import { readRetryAfter } from './retryAfter';
import type { Call } from './call';
import { clean, excerpt } from './text';

/** A failure, and whether the same call may be sent again by itself. */
export interface Attempted {
  readonly failure: ApiFailure;
  readonly passing: boolean;
}

export interface FailureContext {
  readonly call: Call;
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Epoch ms. */
  readonly now: number;
  /** Takes the token out of what the service sent. */
  readonly redact: (text: string) => string;
}

/** Statuses after which a read is tried again. */
const passingForReads = new Set([408, 425, 500, 502, 503, 504]);

/**
 * Statuses below 500 that say nothing about the effect: 303 is how a POST that was carried out is answered (RFC 9110,
 * 15.4.4), 301 and 302 are what many services send in its place; after a 408 it may have been carried out all the same.
 */
const sayingNothing = new Set([301, 302, 303, 408]);

/** What a status other than success tells about the effect; undefined for 2xx. 307 and 308 ask to send it elsewhere. */
export function effectOf(status: number): Effect | undefined {
  if (status >= 200 && status < 300) return undefined;
  return status >= 300 && status < 500 && !sayingNothing.has(status) ? 'refused' : 'unknown';
}

/** The failure behind an outcome that is no whole 2xx answer. */
export function failureOf(outcome: FollowedOutcome, context: FailureContext): Attempted {
  const { call, redact } = context;
  const common = (effect: Effect) => ({
    effect,
    request: `${call.method} ${call.path}`,
    attempts: context.attempts,
  });
  const reads = !call.creates;
  switch (outcome.kind) {
    case 'unreachable': {
      const { kind, reason, passing } = outcome;
      const detail = clean(redact(outcome.detail), 300);
      return { passing, failure: { ...common('notSent'), kind, reason, detail } };
    }
    case 'cancelled': {
      const effect = outcome.sent ? 'unknown' : 'notSent';
      return { passing: false, failure: { ...common(effect), kind: 'cancelled' } };
    }
    case 'timeout':
      // Not tried again even for reads: whoever waits has waited long enough to be asked.
      return {
        passing: false,
        failure: { ...common('unknown'), kind: 'timeout', limitMs: context.timeoutMs },
      };
    case 'cut': {
      const detail = clean(redact(outcome.detail), 300);
      return { passing: reads, failure: { ...common('unknown'), kind: 'cut', detail } };
    }
    case 'tooLarge':
      return {
        passing: false,
        failure: { ...common('unknown'), kind: 'tooLarge', limitBytes: context.maxBytes },
      };
    case 'redirect': {
      const { kind, status } = outcome;
      const effect = effectOf(status) ?? 'unknown';
      return {
        passing: false,
        failure: { ...common(effect), kind, status, location: redact(outcome.location) },
      };
    }
    case 'garbled': {
      const { status, contentType } = outcome;
      const failure = {
        ...common('unknown'),
        kind: 'unreadable',
        status,
        contentType,
        excerpt: '',
        text: '',
      } as const;
      return { passing: false, failure };
    }
    case 'answer':
      return statusFailure(outcome, context, common(effectOf(outcome.status) ?? 'unknown'));
  }
}

function statusFailure(
  outcome: FollowedOutcome & { readonly kind: 'answer' },
  context: FailureContext,
  common: Pick<ApiFailure, 'effect' | 'request' | 'attempts'>,
): Attempted {
  const { status } = outcome;
  // Said by a proxy on the way, which passed nothing on.
  if (status === 407) {
    const failure = {
      ...common,
      effect: 'notSent',
      kind: 'unreachable',
      reason: 'proxy',
      detail: 'HTTP 407',
    } as const;
    return { passing: false, failure };
  }
  const text = context.redact(outcome.text);
  const date = Date.parse(outcome.header('date') ?? '');
  const serverNow = Number.isNaN(date) ? context.now : date;
  const retryAfterMs = readRetryAfter(outcome.header('retry-after'), serverNow, text);
  const messages = readMessagesOf(text);
  return {
    // That a 429 was not processed is an assumption (section 16, 12 of service-facts).
    passing: status === 429 || (!context.call.creates && passingForReads.has(status)),
    failure: {
      ...common,
      kind: 'status',
      status,
      messages,
      excerpt: messages.length > 0 || isNothing(text) ? '' : excerpt(text),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      text,
    },
  };
}

/** JSON that holds nothing: the service says no word by it. */
function isNothing(text: string): boolean {
  return /^\s*(?:\{\s*\}|\[\s*\]|null|"\s*")\s*$/.test(text.slice(0, 100));
}

/** Messages in a body that may not be JSON at all. */
function readMessagesOf(text: string): readonly ServiceMessage[] {
  try {
    const body = JSON.parse(text) as Json;
    return readMessages(body);
  } catch {
    return [];
  }
}
