import type { ConvertOutcome } from './convert';

/** What the worker says; what it is to do is in its `workerData`, a `ConvertJob`. */
export type Answer =
  | { readonly t: 'read'; readonly bytes: number }
  | { readonly t: 'over'; readonly outcome: ConvertOutcome }
  /** A bug, or the memory was not enough. */
  | { readonly t: 'failed'; readonly error: string };
