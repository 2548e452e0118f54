import path from 'node:path';
import { runInHost } from '../tools/lib/hostJob.mjs';
import type { BenchResult } from './bench';
import type { MemoryPoint, MillionFigures, MillionTask } from './jobs/million';
import { sandboxLead } from './lib/bulkFile';
import { median, versionOf } from './lib/figures';
import { withJobPlace } from './lib/jobProcess';
import { startSandboxProcess, type Received } from './lib/sandboxProcess';
import { writeLeadTable } from './lib/tableFile';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
/** Of a table, through the payload that *CSV to Payload* makes of it. */
const fromTable = process.env['BENCH_TABLE'] === '1';
const prefix = fromTable ? 'million-table' : 'million';
const host = 'newest';
const mb = 1_000_000;
/** What an entry may add between a tenth of a run and its end, bytes: to what is held, and to what the process has of the system. */
const mostHeld = 20;
const mostResident = 120;
/** What a run may add to the time in which a command that does nothing is answered, ms. */
const mostTrip = 100;

/**
 * *Bulk Create* of 1,000,000 entries inside a real VS Code, from the command to the report that a user reads, against a sandbox in a process of its own: it
 * finishes, every entry has the verdict that the service gave it, memory stays flat, and a command that does nothing is answered all along. With
 * `BENCH_TABLE=1` the entries come from a table, which *CSV to Payload* makes the file of first.
 */
export default async function bench(): Promise<BenchResult[]> {
  const { figures, received } = await withJobPlace(async ({ dir, fileOf, bundle }) => {
    const sandbox = await startSandboxProcess(await bundle('sandbox'));
    try {
      const { baseUrl, token } = sandbox;
      const task: MillionTask = fromTable
        ? { baseUrl, token, file: path.join(dir, 'leads.json'), table: path.join(dir, 'leads.csv') }
        : { baseUrl, token, file: fileOf(entries, sandboxLead) };
      if (task.table !== undefined) writeLeadTable(task.table, entries);
      const job = {
        host,
        suiteFile: 'test/bench/jobs/million.ts',
        timeoutMs: 3_500_000,
        unpainted: true,
      } as const;
      const env = { CHAKRA_BENCH: JSON.stringify(task) };
      const figures = (await runInHost({ ...job, env })) as MillionFigures;
      return { figures, received: await sandbox.received() };
    } finally {
      sandbox.stop();
    }
  });
  return [finished(figures, received), ...memory(figures), responsive(figures)];
}

/** It is to finish; the time is for information. */
function finished(
  { tally, report, problems, seconds, reportSeconds, tableSeconds }: MillionFigures,
  received: Received,
): BenchResult {
  const { succeeded, failed, invalid } = tally;
  const told = new RegExp(String.raw`^ +${entries.toLocaleString('en-US')}  `, 'm').test(report);
  // Each entry was sent once, and has the verdict that it got.
  const once = received.entries === entries && received.created === succeeded;
  const ok = succeeded + failed + invalid === entries && once && told && problems > 0;
  const note =
    `${versionOf(host)}; ${succeeded} succeeded, ${failed + invalid} did not, ${problems} Problems; ` +
    `the service was sent ${received.entries} and created ${received.created}; ` +
    (fromTable ? `the payload was made of the table in ${tableSeconds.toFixed(1)} s before; ` : '') +
    `the report of ${report.split('\n').length} lines took ${reportSeconds.toFixed(1)} s more`;
  return { name: prefix, value: seconds, unit: 's', limit: 3_600, ok, note };
}

/** Held: heap and buffers after a collection of garbage. Resident: with what the allocators keep for the next request. */
function memory({ points }: MillionFigures): BenchResult[] {
  const growth = (name: string, of: (point: MemoryPoint) => number, limit: number): BenchResult => {
    const at = (wanted: string) => points.filter(point => point.at === wanted).map(of)[0] ?? Infinity;
    const [early, middle, late] = [at('10 %'), at('50 %'), at('report shown')];
    const value = Math.round(((late - early) / (entries * 0.9)) * 10) / 10;
    const note = `${inMb(early)} MB at a tenth, ${inMb(middle)} MB at half, ${inMb(late)} MB with the report`;
    return { name, value, unit: 'bytes an entry', limit, ok: value <= limit, note };
  };
  return [
    { ...growth(`${prefix}-memory`, ({ heap, buffers }) => heap + buffers, mostHeld), rows: rowsOf(points) },
    growth(`${prefix}-resident`, ({ resident }) => resident, mostResident),
  ];
}

function responsive({ trips, idleTrips, delay, reportDelay }: MillionFigures): BenchResult {
  const [late, idle] = [percentile99(trips), percentile99(idleTrips)];
  const value = Math.round(Math.max(0, late - idle));
  const note =
    `99th percentile of ${trips.length}: ${late.toFixed(0)} ms, in the idle window ${idle.toFixed(0)} ms; median ${median(trips).toFixed(0)} ms; ` +
    `loop delay 99.9th percentile ${delay.p999.toFixed(1)} ms, while the report is made ${reportDelay.p999.toFixed(1)} ms`;
  return {
    name: `${prefix}-command`,
    value,
    unit: 'ms beyond idle',
    limit: mostTrip,
    ok: value <= mostTrip,
    note,
  };
}

function percentile99(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(0.99 * (sorted.length - 1))] ?? Infinity;
}

function rowsOf(points: readonly MemoryPoint[]): (readonly (string | number)[])[] {
  return [
    ['verdicts', 's', 'resident MB', 'heap MB', 'taken for it MB', 'buffers MB'],
    ...points.map(({ at, seconds, resident, heap, heapTaken, buffers }) => [
      at,
      Math.round(seconds),
      inMb(resident),
      inMb(heap),
      inMb(heapTaken),
      inMb(buffers),
    ]),
  ];
}

function inMb(bytes: number): number {
  return Math.round(bytes / mb);
}
