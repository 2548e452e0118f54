import type { Clock } from '../../src/core/api/clock';

/** Time that all processes share, and that goes `speed` times as fast as the machine's: waits of seconds take milliseconds. */
export function fastClock(began: number, speed: number): Clock {
  return {
    now: () => Math.round(began + (performance.timeOrigin + performance.now() - began) * speed),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms / speed);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
