/** Time, as the client sees it; tests bring their own. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Calls back once, `ms` from now. Returns what takes that back. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * A clock that never goes back: one that is set back goes on from where it was. Else whatever waits until a time would wait for as much longer,
 * and what came later would look older.
 */
export function forwardOnly(clock: Clock): Clock {
  let latest = -Infinity;
  let ahead = 0;
  return {
    now: () => {
      const now = clock.now();
      if (now + ahead < latest) ahead = latest - now;
      return (latest = now + ahead);
    },
    after: (ms, callback) => clock.after(ms, callback),
  };
}

/** Waits `ms`. Resolves with false as soon as the signal is aborted, with true when the time is over. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    if (signal?.aborted === true) {
      resolve(false);
      return;
    }
    const onAbort = () => {
      takeBack();
      resolve(false);
    };
    const takeBack = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve(true);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
