import path from 'node:path';
import type { BenchResult } from './bench';
import type { MillionFigures } from './jobs/million';
import { sandboxLead } from './lib/bulkFile';
import { withJobProcess } from './lib/jobProcess';
import { startSandboxProcess } from './lib/sandboxProcess';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const mb = 1_000_000;
/** What an entry may add to the memory between a tenth of a run and its end, bytes. */
const limit = 20;

/**
 * A run of 1,000,000 entries, start to report, against a sandbox in a process of its own: it finishes, every entry has the verdict that the service
 * gave it, and the memory stays flat.
 */
export default async function bench(): Promise<BenchResult[]> {
  const done = await withJobProcess(
    'million',
    async (job, { dir, fileOf, bundle }) => {
      const sandbox = await startSandboxProcess(await bundle('sandbox'));
      try {
        const folder = path.join(dir, 'runs');
        return (await job(
          fileOf(entries, sandboxLead),
          folder,
          sandbox.baseUrl,
          sandbox.token,
        )) as MillionFigures;
      } finally {
        sandbox.stop();
      }
    },
    ['--expose-gc'],
  );
  const { tally, rows } = done;
  const whole = rows === entries && tally.succeeded + tally.failed + tally.invalid === entries;
  const note =
    `${tally.succeeded} succeeded, ${tally.invalid} invalid, ${rows} rows in the report; report ${done.reportSeconds.toFixed(1)} s; ` +
    `loop delay 99.9th percentile ${done.delay.toFixed(1)} ms`;
  const growth = Math.round(((done.late - done.early) / (entries * 0.9)) * 10) / 10;
  const inMb = (bytes: number) => Math.round(bytes / mb);
  return [
    // It is to finish; the time is for information.
    { name: 'million', value: done.seconds, unit: 's', limit: 3_600, ok: whole, note },
    {
      name: 'million-memory-growth',
      value: growth,
      unit: 'bytes an entry',
      limit,
      ok: growth <= limit,
      note: `${inMb(done.early)} MB at a tenth, ${inMb(done.late)} MB at the end, at most ${inMb(done.peak)} MB`,
    },
  ];
}
