/** How often and for how long a request is repeated. */
export interface RetryPlan {
  /** The first one included. */
  readonly attempts: number;
  /** All attempts and waits together, ms: nothing begins after that. */
  readonly budgetMs: number;
  /** The service may ask to wait as long as this; a longer wait is the caller's decision. */
  readonly longestWaitMs: number;
}

/** Fetches and lists. */
export const readPlan: RetryPlan = { attempts: 4, budgetMs: 45_000, longestWaitMs: 20_000 };

/** Creates: only after an outcome that is certainly "not processed". A person waits for it. */
export const createPlan: RetryPlan = { attempts: 3, budgetMs: 30_000, longestWaitMs: 10_000 };

/** Calls of a run: the run itself decides when anything is sent again. */
export const oncePlan: RetryPlan = { attempts: 1, budgetMs: 0, longestWaitMs: 0 };

const firstBackOffMs = 500;
const longestBackOffMs = 8_000;
/** Spreads clients that were all told the same time. */
const spreadMs = 250;

/**
 * How long to wait before the next attempt, ms; absent when there is to be none. Without a word of the service: full
 * jitter, anything between 0 and a limit that doubles with each attempt.
 * @param attempt how many attempts were made
 * @param elapsedMs since the first one began
 * @param random a number in [0, 1)
 */
export function nextWait(
  plan: RetryPlan,
  attempt: number,
  elapsedMs: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  if (attempt >= plan.attempts) return undefined;
  if (retryAfterMs !== undefined && retryAfterMs > plan.longestWaitMs) return undefined;
  const wait =
    retryAfterMs === undefined
      ? random * Math.min(longestBackOffMs, firstBackOffMs * 2 ** (attempt - 1))
      : retryAfterMs + random * spreadMs;
  return elapsedMs + wait > plan.budgetMs ? undefined : Math.round(wait);
}
