import type { Why } from '../records';
import type { Tracker } from './tracker';

/** `nothing`: it has no results yet, they are being read, or what they say adds nothing to the verdicts. */
export type ResultsRead =
  { readonly kind: 'read' | 'nothing' | 'cancelled' } | { readonly kind: 'failed'; readonly why: Why };

/** Results of a chunk that somebody waits for; they come as the tracker is asked for what is due. */
export function requestResults(
  tracker: Pick<Tracker, 'request' | 'forget'>,
  chunk: number,
  signal: AbortSignal | undefined,
): Promise<ResultsRead> {
  if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
  return new Promise(resolve => {
    const stop = (): void => tracker.forget(chunk);
    const tracked = tracker.request(chunk, read => {
      signal?.removeEventListener('abort', stop);
      const why = tracked?.lastPollProblem?.why;
      if (read) resolve({ kind: 'read' });
      else if (signal?.aborted === true) resolve({ kind: 'cancelled' });
      else resolve(why === undefined ? { kind: 'nothing' } : { kind: 'failed', why });
    });
    if (tracked === undefined) resolve({ kind: 'nothing' });
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
