/** Full jitter: anything between nothing and a limit that doubles with each attempt (from 1), ms. */
function fullJitter(attempt: number, firstMs: number, longestMs: number, random: number): number {
  return Math.round(random * Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 30)));
}

const firstThrottleMs = 1_000;
const longestThrottleMs = 20_000;
const firstOutageMs = 1_000;
const longestOutageMs = 30_000;
/** Spreads clients that were all told the same time. */
const spreadMs = 250;
/** Timers hold no more than 24 days; a service that asks for more than a day is asked again after one. */
export const longestAskedMs = 24 * 60 * 60_000;

/**
 * How long the whole run waits after a throttle, ms.
 * @param wave how many waves of throttles there were without a success between, this one included
 * @param retryAfterMs what the service asks for
 * @param random in [0, 1)
 */
export function throttleWait(wave: number, retryAfterMs: number | undefined, random: number): number {
  const own = fullJitter(wave, firstThrottleMs, longestThrottleMs, random);
  if (retryAfterMs === undefined) return own;
  const asked = Math.min(longestAskedMs, Math.max(0, retryAfterMs)) + Math.round(random * spreadMs);
  // A service that names no time worth the name (0, a date that is past) is not to be asked without a pause.
  return wave > 1 ? Math.max(asked, own) : asked;
}

/** How long the whole run waits after the service could not be reached `attempt` times in a row, ms. */
export function outageWait(attempt: number, random: number): number {
  return fullJitter(attempt, firstOutageMs, longestOutageMs, random);
}
