import type { ChunkOutcome, ChunkState, RunPhase, Verdict } from '../records';

type PhaseKind = RunPhase['kind'];
type ChunkKind = ChunkState['kind'];

/**
 * Which phase may follow which. `finished` needs more: nothing pending, no job open. A run that is waiting or paused twice has a new reason or a
 * new time.
 */
export const phaseAfter: Readonly<Record<PhaseKind, readonly PhaseKind[]>> = {
  ready: ['running', 'paused', 'cancelled', 'finished'],
  running: ['waiting', 'paused', 'cancelled', 'finished'],
  waiting: ['running', 'waiting', 'paused', 'cancelled', 'finished'],
  paused: ['running', 'paused', 'cancelled', 'finished'],
  cancelled: ['finished'],
  finished: [],
};

/**
 * Phases in which an intent may be recorded. `waiting` and `paused` are among them since two appends can cross: the record of the pause may come
 * to stand before the intent of a request that was already decided. A cancelled run has nothing unsent.
 */
export const phasesThatSend: readonly PhaseKind[] = ['running', 'waiting', 'paused'];

/** Chunks of these states (or new ones) may get an intent: never one whose request may have arrived. */
export const chunksThatMayBeSent: readonly ChunkKind[] = ['planned'];

/**
 * What an outcome makes of a chunk that is `sent`; no other chunk may have one. `unsent`: its entries are planned again (a cancelled run skips them
 * instead).
 */
export const outcomeEffect: Readonly<Record<ChunkOutcome['kind'], Verdict | 'unsent'>> = {
  accepted: 'pending',
  untracked: 'untracked',
  refused: 'refused',
  unknown: 'unknown',
  again: 'unsent',
  tooLarge: 'unsent',
};

/** Only these chunks have jobs, and so polls, pages and verdicts. */
export const chunksWithJobs: readonly ChunkKind[] = ['accepted'];

/** An entry that a look may prove to have arrived; a second look may see again what the first one saw. */
export const verdictsInDoubt: readonly Verdict[] = ['unknown', 'untracked', 'unmatched'];
