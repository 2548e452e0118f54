import { monitorEventLoopDelay } from 'node:perf_hooks';
import { rowsOf } from '../../../src/core/bulk/book/rows';
import type { Tally } from '../../../src/core/bulk/records';
import { benchRunId, Changed, finish, readyRun } from '../lib/bulkRun';

/** Figures of the process that drives the run; memory in bytes. */
export interface MillionFigures {
  readonly seconds: number;
  readonly reportSeconds: number;
  /** Resident, after a garbage collection, when a tenth and when all of the entries had their verdicts. */
  readonly early: number;
  readonly late: number;
  /** The most that was ever resident, the report included. */
  readonly peak: number;
  /** Of the loop's delay, 99.9th percentile, ms. */
  readonly delay: number;
  readonly tally: Tally;
  readonly rows: number;
}

/** A process of its own: `FILE FOLDER URL TOKEN`. Scans, records, sends and follows the run, then reads the report's rows. Needs --expose-gc. */
const [file = '', folder = '', baseUrl = '', token = ''] = process.argv.slice(2);
const changed = new Changed();
const start = performance.now();
const ready = await readyRun(file, folder, { baseUrl, token }, { onChange: onChange });
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
let early = 0;
await finish(ready, changed);
loop.disable();
const late = resident();
const ended = performance.now();
let rows = 0;
for await (const batch of rowsOf(ready.store.read(benchRunId))) rows += batch.length;
const figures: MillionFigures = {
  seconds: (ended - start) / 1000,
  reportSeconds: (performance.now() - ended) / 1000,
  early,
  late,
  peak: process.resourceUsage().maxRSS * 1024,
  delay: loop.percentile(99.9) / 1e6,
  tally: ready.book.tally,
  rows,
};
console.log(JSON.stringify(figures));
process.exit(0);

function onChange(): void {
  changed.tell();
  const { size, tally } = ready.book;
  if (early === 0 && size - tally.pending >= size / 10) early = resident();
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
