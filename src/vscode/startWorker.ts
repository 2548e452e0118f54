import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a worker thread with a bundle of its own. Throws what a late bundle throws that is not there any more: see `isPartGone`. */
export function startWorker(bundle: 'preflight' | 'tableWorker', options: WorkerOptions): Worker {
  const file = path.join(__dirname, `${bundle}.js`);
  if (!existsSync(file)) {
    throw Object.assign(new Error(`Cannot find module '${file}'`), { code: 'MODULE_NOT_FOUND' });
  }
  return new Worker(file, options);
}
