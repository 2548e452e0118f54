import type { ResourceLimits } from 'node:worker_threads';
import type { ConvertJob, ConvertOutcome } from './convert';
import type { Answer } from './protocol';

/** What is needed of a worker; `Worker` of `node:worker_threads` has it. */
export interface WorkerLike {
  on(event: 'message', listener: (answer: Answer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

export interface ConvertOptions {
  /** Starts a worker with the bundle of `worker.ts`, with the job as its `workerData`. */
  readonly start: (job: ConvertJob, resourceLimits: ResourceLimits) => WorkerLike;
  readonly signal?: AbortSignal;
  /** Bytes of the table that were read. */
  readonly onProgress?: (bytes: number) => void;
}

/** Nothing lives longer than a row: a young generation of this size is rarely collected, and keeps the memory flat all the same. */
const resourceLimits: ResourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 256 };

/**
 * Converts a table in a worker thread that ends with it. Throws for a bug, or where memory was not enough. The temporary file is the
 * caller's to remove, whatever becomes of it.
 */
export async function convertInWorker(
  job: ConvertJob,
  { start, signal, onProgress }: ConvertOptions,
): Promise<ConvertOutcome | { readonly kind: 'cancelled' }> {
  if (signal?.aborted === true) return { kind: 'cancelled' };
  const worker = start(job, resourceLimits);
  let cancel = (): void => undefined;
  try {
    return await new Promise<ConvertOutcome | { readonly kind: 'cancelled' }>((resolve, reject) => {
      cancel = () => resolve({ kind: 'cancelled' });
      signal?.addEventListener('abort', cancel);
      worker.on('message', answer => {
        if (answer.t === 'read') onProgress?.(answer.bytes);
        else if (answer.t === 'over') resolve(answer.outcome);
        else reject(new Error(answer.error));
      });
      worker.on('error', reject);
      worker.on('exit', code => reject(new Error(`A worker ended with ${code}.`)));
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    // Waited for: until then it may write.
    await worker.terminate();
  }
}
