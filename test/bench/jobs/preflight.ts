import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { preflight } from '../../../src/core/bulk/preflight/pool';
import { bulkProcedure, bulkSchema } from '../lib/bulkFile';

/** Figures of one process: how long it took, and the most memory that it held. */
export interface JobFigures {
  readonly ms: number;
  readonly peakBytes: number;
  readonly entries: number;
}

/**
 * A process of its own: `idle`, `parse FILE` (read, decode, JSON.parse), or `check FILE WORKERS` (the complete pre-flight, with
 * the worker's bundle beside this one). Writes its figures as JSON.
 */
const [what = '', file = '', workers = '1'] = process.argv.slice(2);
const start = performance.now();
const entries = what === 'idle' ? 0 : what === 'parse' ? parse() : await check();
const figures: JobFigures = {
  ms: performance.now() - start,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  entries,
};
console.log(JSON.stringify(figures));

function parse(): number {
  return (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).length;
}

async function check(): Promise<number> {
  const bundle = new URL('../../../src/core/bulk/preflight/worker.mjs', import.meta.url);
  const outcome = await preflight({
    path: file,
    schema: bulkSchema,
    procedure: bulkProcedure,
    limits: { entries: 500, bytes: 1_000_000 },
    workers: Number(workers),
    start: resourceLimits => new Worker(bundle, { resourceLimits }),
  });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  const { report } = outcome;
  const wrong = report.entries - Math.floor((report.entries + 57) / 100) - report.requests.valid.entries;
  if (!report.checkedBySchema || wrong !== 0 || report.repeats.entries !== 0)
    throw new Error(`The report is not right: ${JSON.stringify(report.causes)}`);
  return report.entries;
}
