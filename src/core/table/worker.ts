import { parentPort, workerData } from 'node:worker_threads';
import { convert, type ConvertJob } from './convert';
import type { Answer } from './protocol';

/** The worker's entry point: a bundle of its own. Does the one job and ends. */
const tell = (answer: Answer): void => parentPort?.postMessage(answer);

try {
  const outcome = convert(workerData as ConvertJob, bytes => tell({ t: 'read', bytes }));
  tell({ t: 'over', outcome });
} catch (error) {
  tell({ t: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
