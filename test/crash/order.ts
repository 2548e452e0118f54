import type { LookResult } from '../../src/core/bulk/run/look';

/**
 * Where a window dies, by SIGKILL:
 * - `beforeWrite`: a record is about to be written;
 * - `torn`: part of the bytes is in the file;
 * - `beforeFlush`: all of them are, nothing was flushed;
 * - `power`: the same, and the machine dies with it: what was not flushed is gone, or in part, or is NUL bytes now;
 * - `afterFlush`: the record is on the disk, and nobody has heard of it;
 * - `request`: a request has just gone out, or its answer is on its way.
 */
export const deathPoints = ['beforeWrite', 'torn', 'beforeFlush', 'power', 'afterFlush', 'request'] as const;

export interface Death {
  readonly point: (typeof deathPoints)[number];
  /** Which record of this window's life, from 1; with `request` which request. */
  readonly step: number;
  /** In [0, 1): where the record is torn, how much of it a power cut leaves, how long after the request. */
  readonly dice: number;
}

/** What a window is to do with one run, from where the journal left it. */
export interface Order {
  /** `run`: recover and go on to the end. `look`: recover, and look for what is in doubt. */
  readonly what: 'run' | 'look';
  readonly runId: string;
  /** Of the journals. */
  readonly folder: string;
  /** Path of the file that is sent. */
  readonly file: string;
  readonly leftOut: readonly number[];
  readonly procedure: string;
  readonly primaryKey?: string;
  readonly baseUrl: string;
  readonly token: string;
  /** Of the time that all share: it began at this moment, epoch ms, and goes so many times as fast. */
  readonly began: number;
  readonly speed: number;
  readonly timeoutMs: number;
  readonly seed: number;
  readonly maxJobs: number;
  /** The user cancels after so many requests of this window's life. */
  readonly cancelAfter?: number;
  readonly death?: Death;
}

/** What a window that lived has to say. */
export type Report =
  { readonly kind: 'done'; readonly look?: LookResult } | { readonly kind: 'failed'; readonly error: string };
