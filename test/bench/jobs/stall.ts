import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { preflight } from '../../../src/core/bulk/preflight/pool';
import { bulkProcedure, bulkSchema } from '../lib/bulkFile';
import { Changed, finish, readyRun } from '../lib/bulkRun';

/** Of the delays of the main thread's loop, ms. A slice of ours is never longer than the longest delay while it ran. */
export interface Delays {
  readonly p999: number;
  readonly longest: number;
}

export interface StallFigures {
  readonly control: Delays;
  readonly preflight: Delays;
  readonly run: Delays;
}

/**
 * A process of its own: `PREFLIGHT-FILE WORKER RUN-FILE FOLDER URL TOKEN`. The same core code that the extension host runs on its thread, with
 * nothing beside it: an idle loop, a pre-flight with two workers, a run.
 */
const [large = '', worker = '', file = '', folder = '', baseUrl = '', token = ''] = process.argv.slice(2);
const controlMs = 5_000;
// What is loaded and compiled the first time is no slice of a run.
await check(file);
const control = await measured(() => delay(controlMs));
const during = await measured(() => check(large));
const changed = new Changed();
const ready = await readyRun(file, folder, { baseUrl, token }, { onChange: changed.tell });
const run = await measured(() => finish(ready, changed));
const figures: StallFigures = { control, preflight: during, run };
console.log(JSON.stringify(figures));
process.exit(0);

async function measured(work: () => Promise<unknown>): Promise<Delays> {
  const loop: IntervalHistogram = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  await work();
  loop.disable();
  return { p999: loop.percentile(99.9) / 1e6, longest: loop.max / 1e6 };
}

async function check(path: string): Promise<void> {
  const outcome = await preflight({
    path,
    schema: bulkSchema,
    procedure: bulkProcedure,
    limits: { entries: 500, bytes: 1_000_000 },
    workers: 2,
    start: resourceLimits => new Worker(worker, { resourceLimits }),
  });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
}
