import { runInHost } from '../tools/lib/hostJob.mjs';
import type { BenchResult } from './bench';
import type { MemoryPoint, MillionFigures, MillionTask } from './jobs/million';
import { sandboxLead } from './lib/bulkFile';
import { median, versionOf } from './lib/figures';
import { withJobPlace } from './lib/jobProcess';
import { startSandboxProcess } from './lib/sandboxProcess';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const host = 'newest';
const mb = 1_000_000;
/** What an entry may add to the memory between a tenth of a run and its end, bytes. */
const mostGrowth = 20;
/** A command that does nothing is answered within, ms. */
const mostTrip = 100;

/**
 * *Bulk Create* of 1,000,000 entries inside a real VS Code, from the command to the report that a user reads, against a sandbox in a process of its own: it
 * finishes, every entry has the verdict that the service gave it, memory stays flat, and a command that does nothing is answered all along.
 */
export default async function bench(): Promise<BenchResult[]> {
  const done = await withJobPlace(async ({ fileOf, bundle }) => {
    const sandbox = await startSandboxProcess(await bundle('sandbox'));
    try {
      const task: MillionTask = { ...sandbox, file: fileOf(entries, sandboxLead) };
      const job = {
        host,
        suiteFile: 'test/bench/jobs/million.ts',
        timeoutMs: 3_500_000,
        unpainted: true,
      } as const;
      return (await runInHost({ ...job, env: { CHAKRA_BENCH: JSON.stringify(task) } })) as MillionFigures;
    } finally {
      sandbox.stop();
    }
  });
  return [finished(done), memory(done), responsive(done)];
}

/** It is to finish; the time is for information. */
function finished({ tally, report, problems, seconds, reportSeconds }: MillionFigures): BenchResult {
  const { succeeded, failed, invalid } = tally;
  const told = new RegExp(String.raw`^ +${entries.toLocaleString('en-US')}  `, 'm').test(report);
  const ok = succeeded + failed + invalid === entries && told && problems > 0;
  const note =
    `${versionOf(host)}; ${succeeded} succeeded, ${failed + invalid} did not, ${problems} Problems; ` +
    `the report of ${report.split('\n').length} lines took ${reportSeconds.toFixed(1)} s more`;
  return { name: 'million', value: seconds, unit: 's', limit: 3_600, ok, note };
}

function memory({ points }: MillionFigures): BenchResult {
  const at = (name: string) => points.find(point => point.at === name)?.resident ?? Infinity;
  const [early, late] = [at('10 %'), at('Problems shown')];
  const value = Math.round(((late - early) / (entries * 0.9)) * 10) / 10;
  const note = `resident ${inMb(early)} MB at a tenth, ${inMb(late)} MB at the end, ${inMb(at('report shown'))} MB with the report`;
  const unit = 'bytes an entry';
  return {
    name: 'million-memory-growth',
    value,
    unit,
    limit: mostGrowth,
    ok: value <= mostGrowth,
    note,
    rows: rowsOf(points),
  };
}

function responsive({ trips, delay, reportDelay }: MillionFigures): BenchResult {
  const sorted = [...trips].sort((a, b) => a - b);
  const late = Math.round(sorted[Math.floor(0.99 * (sorted.length - 1))] ?? Infinity);
  const note =
    `99th percentile of ${trips.length}, median ${median(trips).toFixed(0)} ms, the longest ${sorted.at(-1)?.toFixed(0) ?? '?'} ms; ` +
    `loop delay 99.9th percentile ${delay.p999.toFixed(1)} ms, while the report is made ${reportDelay.p999.toFixed(1)} ms`;
  return { name: 'million-command', value: late, unit: 'ms', limit: mostTrip, ok: late <= mostTrip, note };
}

function rowsOf(points: readonly MemoryPoint[]): (readonly (string | number)[])[] {
  return [
    ['verdicts', 's', 'resident MB', 'heap MB', 'buffers MB'],
    ...points.map(({ at, seconds, resident, heap, buffers }) => [
      at,
      Math.round(seconds),
      inMb(resident),
      inMb(heap),
      inMb(buffers),
    ]),
  ];
}

function inMb(bytes: number): number {
  return Math.round(bytes / mb);
}
