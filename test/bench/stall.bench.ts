import path from 'node:path';
import { runInHost } from '../tools/lib/hostJob.mjs';
import type { BenchResult } from './bench';
import type { StallFigures, StallTask } from './jobs/stall';
import { sandboxLeadFrom } from './lib/bulkFile';
import { versionOf } from './lib/figures';
import { withJobPlace } from './lib/jobProcess';
import { startSandboxProcess } from './lib/sandboxProcess';
import type { Watched } from './lib/threadWatch';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const host = 'newest';

/**
 * How long the thread of the extension host is kept from its other work, inside a real VS Code with the sandbox in a process of its own: during
 * *Check File* of 1,000,000 entries and during *Bulk Create* of a tenth of them, to the end of the run. The control is the same window without anything
 * to do, while another process does the same pre-flight, or the same run against the same sandbox: the machine is as busy, the thread is not.
 */
export default async function bench(): Promise<BenchResult[]> {
  const figures = await withJobPlace(async ({ dir, fileOf, bundle }) => {
    const sandbox = await startSandboxProcess(await bundle('sandbox'));
    try {
      const task: StallTask = {
        baseUrl: sandbox.baseUrl,
        token: sandbox.token,
        first: fileOf(1_000, sandboxLeadFrom(10_000_000)),
        large: fileOf(entries, sandboxLeadFrom(0)),
        sent: fileOf(entries / 10, sandboxLeadFrom(0)),
        sentBeside: fileOf(entries / 10 + 1, sandboxLeadFrom(20_000_000)),
        load: await bundle('load'),
        worker: await bundle('../../../src/core/bulk/preflight/worker'),
        folder: path.join(dir, 'runs'),
      };
      // Names of functions are told; they take no longer than those of the packaged extension.
      const job = {
        host,
        suiteFile: 'test/bench/jobs/stall.ts',
        minify: false,
        timeoutMs: 1_800_000,
      } as const;
      return (await runInHost({ ...job, env: { CHAKRA_BENCH: JSON.stringify(task) } })) as StallFigures;
    } finally {
      sandbox.stop();
    }
  });
  const { first, idle, preflight, besidePreflight, run, besideRun } = figures;
  const used = `${versionOf(host)}; the first use in a window: ${ms(longestOf(first))}, with the code being loaded`;
  return [
    { ...slice('stall-preflight', preflight, used), rows: rowsOf(figures) },
    slice('stall-run', run, versionOf(host)),
    beyond('stall-preflight-delay', preflight, besidePreflight, idle),
    beyond('stall-run-delay', run, besideRun, idle),
  ];
}

function slice(name: string, watched: Watched, note: string): BenchResult {
  const value = round(longestOf(watched));
  return { name, value, unit: 'ms', limit: 8, ok: value <= 8, note: `in ${ms(watched.ms)}; ${note}` };
}

function beyond(name: string, watched: Watched, control: Watched, idle: Watched): BenchResult {
  const value = round(Math.max(0, watched.p999 - control.p999));
  const note = `${ms(watched.p999)}, the control ${ms(control.p999)}, an idle machine ${ms(idle.p999)}; the longest ${ms(watched.longest)}, ${ms(control.longest)} and ${ms(idle.longest)}`;
  return { name, value, unit: 'ms beyond the control', limit: 10, ok: value <= 10, note };
}

function longestOf({ slices }: Watched): number {
  return slices[0]?.ms ?? 0;
}

/** The longest slices of each, to see what to mend. */
function rowsOf({ first, preflight, run }: StallFigures): (readonly (string | number)[])[] {
  const named = { 'first use': first, preflight, run };
  return [
    ['during', 'ms', 'in which functions of ours'],
    ...Object.entries(named).flatMap(([name, { slices }]) =>
      slices.map(one => [name, round(one.ms), one.what]),
    ),
  ];
}

function ms(value: number): string {
  return `${round(value)} ms`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
