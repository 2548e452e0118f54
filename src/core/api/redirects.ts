import type { Clock } from './clock';
import { clean } from './text';
import { exchange, type Exchange, type FetchFunction, type Limits, type Outcome } from './transport';

export type FollowedOutcome =
  | Outcome
  /** One that was not followed; `location` has no query. */
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string };

const maxHops = 3;

/**
 * Sends a request and follows redirects of a GET within its own origin, a few of them, all within one time limit.
 * Nothing else is followed: a POST could be carried out twice, and another origin must not get the token.
 */
export async function exchangeFollowing(
  fetch: FetchFunction,
  clock: Clock,
  request: Exchange,
  limits: Limits,
): Promise<FollowedOutcome> {
  const deadline = clock.now() + limits.timeoutMs;
  let url = request.url;
  for (let hops = 0; ; hops++) {
    const timeoutMs = Math.min(limits.timeoutMs, Math.max(0, deadline - clock.now()));
    const outcome = await exchange(fetch, clock, { ...request, url }, { ...limits, timeoutMs });
    if (outcome.kind !== 'answer' || !isRedirect(outcome.status)) return outcome;
    const location = outcome.header('location') ?? '';
    const target = followable(location, url);
    if (target === undefined || request.method !== 'GET' || hops === maxHops) {
      return { kind: 'redirect', status: outcome.status, location: withoutQuery(location, url) };
    }
    url = target;
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** The URL when it is in the same origin. */
function followable(location: string, from: string): string | undefined {
  const target = resolve(location, from);
  if (location === '' || target?.origin !== new URL(from).origin) return undefined;
  if (target.username !== '' || target.password !== '') return undefined;
  target.hash = '';
  return target.href;
}

function withoutQuery(location: string, from: string): string {
  if (location === '') return '';
  const target = resolve(location, from);
  // An opaque URL (mailto:, data:) has the origin "null".
  const shown = target === undefined || target.origin === 'null' ? location : target.origin + target.pathname;
  return clean(shown.replace(/[?#].*$/s, ''), 500);
}

function resolve(location: string, from: string): URL | undefined {
  try {
    return new URL(location, from);
  } catch {
    return undefined;
  }
}
