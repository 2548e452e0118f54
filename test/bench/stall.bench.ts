import path from 'node:path';
import { runInHost } from '../tools/lib/hostJob.mjs';
import type { BenchResult } from './bench';
import type { StallFigures, StallRound, StallTask } from './jobs/stall';
import { sandboxLeadFrom } from './lib/bulkFile';
import { figure, list, median, versionOf } from './lib/figures';
import { withJobPlace } from './lib/jobProcess';
import { startSandboxProcess } from './lib/sandboxProcess';
import type { Watched } from './lib/threadWatch';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const host = 'newest';
const rounds = [1, 2, 3];

/**
 * How long the thread of the extension host is kept from its other work, inside a real VS Code with the sandbox in a process of its own: during
 * *Check File* of 1,000,000 entries and during *Bulk Create* of a tenth of them, to the end of the run. The control is the same window without anything
 * to do, while another process does the same pre-flight, or the same run against the same sandbox: the machine is as busy, the thread is not. Three rounds.
 */
export default async function bench(): Promise<BenchResult[]> {
  const figures = await withJobPlace(async ({ dir, fileOf, bundle }) => {
    const sandbox = await startSandboxProcess(await bundle('sandbox'));
    try {
      const task: StallTask = {
        baseUrl: sandbox.baseUrl,
        token: sandbox.token,
        first: fileOf(1_000, sandboxLeadFrom(90_000_000)),
        large: fileOf(entries, sandboxLeadFrom(0)),
        sent: rounds.map(round => fileOf(entries / 10 + round, sandboxLeadFrom(round * 10_000_000))),
        sentBeside: rounds.map(round =>
          fileOf(entries / 10 - round, sandboxLeadFrom(50_000_000 + round * 10_000_000)),
        ),
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
  const { first, idle } = figures;
  const used = `the first use in a window: ${ms(longestOf(first))}, with the code being loaded`;
  return [
    { ...slice('preflight', figures, used), rows: rowsOf(figures) },
    slice('run', figures),
    beyond('preflight', 'besidePreflight', figures.rounds, idle),
    beyond('run', 'besideRun', figures.rounds, idle),
  ];
}

type What = 'preflight' | 'run';

function slice(what: What, figures: StallFigures, more = ''): BenchResult {
  const watched = figures.rounds.map(round => round[what]);
  const seconds = Math.round(median(watched.map(one => one.ms)) / 1000);
  return figure(`stall-${what}`, watched.map(longestOf), 8, {
    note: `${versionOf(host)}, ${seconds} s each${more === '' ? '' : `; ${more}`}`,
  });
}

function beyond(
  what: What,
  beside: 'besidePreflight' | 'besideRun',
  all: readonly StallRound[],
  idle: Watched,
): BenchResult {
  const more = all.map(round => Math.max(0, round[what].p999 - round[beside].p999));
  const told = (name: What | typeof beside) => list(all.map(round => round[name].p999));
  const note = `99.9th percentile ${told(what)} ms, beside it ${told(beside)} ms, on an idle machine ${ms(idle.p999)}`;
  return figure(`stall-${what}-delay`, more, 10, { unit: 'ms beyond the control', note });
}

function longestOf({ slices }: Watched): number {
  return slices[0]?.ms ?? 0;
}

/** The longest slices of each, to see what to mend. */
function rowsOf({ first, rounds: [one] }: StallFigures): (readonly (string | number)[])[] {
  const named = { 'first use': first, ...(one && { preflight: one.preflight, run: one.run }) };
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
