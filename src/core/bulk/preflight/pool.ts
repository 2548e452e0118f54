import type { ResourceLimits } from 'node:worker_threads';
import type { Procedure } from '../../catalog/model';
import type { JsonObject } from '../../json';
import type { SharedIndex } from '../scan/entryIndex';
import type { ScanProblem } from '../scan/problem';
import type { Layout } from '../scan/scan';
import { Coordinator } from './coordinator';
import type { Answer, Request } from './protocol';
import type { Limits, PreflightReport } from './report';

/** What the pool needs of a worker; `Worker` of `node:worker_threads` has it. */
export interface WorkerLike {
  postMessage(request: Request): void;
  on(event: 'message', listener: (answer: Answer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): unknown;
}

export interface PreflightOptions {
  readonly path: string;
  /** By its name the file holds JSON lines. */
  readonly lines?: boolean;
  /** Of `buildSchema`, as a single payload is checked by; without it nothing is checked by a schema. */
  readonly schema?: JsonObject;
  readonly procedure?: Procedure;
  readonly limits: Limits;
  /** 1 or 2; more do not help, since one has to scan first. Default 1. */
  readonly workers?: number;
  /** In bytes: for a smaller file a second worker takes longer to start than it saves. */
  readonly secondFrom?: number;
  /** Starts a worker with the bundle of `worker.ts`, with {@link resourceLimits}. */
  readonly start: (resourceLimits: ResourceLimits) => WorkerLike;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PreflightProgress) => void;
}

export interface PreflightProgress {
  /** Of the file, in bytes. */
  readonly size: number;
  /** Bytes that were scanned. */
  readonly scanned: number;
  /** Entries found so far. */
  readonly entries: number;
  /** Entries that were checked. */
  readonly checked: number;
}

export type PreflightOutcome =
  | {
      readonly kind: 'done';
      readonly layout: Layout;
      readonly index: SharedIndex;
      /** Of the file. */
      readonly size: number;
      readonly sha256: string;
      readonly report: PreflightReport;
    }
  /** The file is no list of entries, cannot be read, or changed meanwhile. */
  | { readonly kind: 'refused'; readonly problem: ScanProblem }
  | { readonly kind: 'cancelled' }
  /** A worker failed: a bug, or not enough memory. */
  | { readonly kind: 'failed'; readonly error: string };

/** A small young generation keeps the memory flat; nothing lives longer than an entry. */
export const resourceLimits: ResourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

/**
 * The complete pre-flight of a file, in worker threads that end with it. Once `signal` aborts, the workers are stopped and the
 * outcome is `cancelled`.
 */
export async function preflight(options: PreflightOptions): Promise<PreflightOutcome> {
  const workers: WorkerLike[] = [];
  const aborted = new AbortController();
  try {
    return await new Promise<PreflightOutcome>(resolve => {
      const cancel = (): void => resolve({ kind: 'cancelled' });
      options.signal?.addEventListener('abort', cancel, { signal: aborted.signal });
      if (options.signal?.aborted === true) {
        cancel();
        return;
      }
      const coordinator = new Coordinator(options, resolve);
      const start = (): void => {
        const worker = options.start(resourceLimits);
        workers.push(worker);
        worker.on('message', answer => {
          const large = answer.t === 'opened' && answer.size >= (options.secondFrom ?? 4_000_000);
          const wanted = large ? (options.workers ?? 1) : 1;
          coordinator.answer(worker, answer);
          if (workers.length < wanted) start();
        });
        worker.on('error', error => resolve({ kind: 'failed', error: error.stack ?? error.message }));
        worker.on('exit', code => resolve({ kind: 'failed', error: `A worker ended with ${code}.` }));
        coordinator.add(worker);
      };
      start();
    });
  } finally {
    aborted.abort();
    for (const worker of workers) void worker.terminate();
  }
}
