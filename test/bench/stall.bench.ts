import path from 'node:path';
import type { BenchResult } from './bench';
import type { Delays, StallFigures } from './jobs/stall';
import { sandboxLead } from './lib/bulkFile';
import { figure, list } from './lib/figures';
import { withJobProcess } from './lib/jobProcess';
import { startSandboxProcess } from './lib/sandboxProcess';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const rounds = 3;

/**
 * How long the thread of the extension host is kept from its other work, in plain Node with the same core code: during a pre-flight of 1,000,000
 * entries with two workers and during a run of a tenth of them, against an idle loop of the same process. The slice is bounded from above by the
 * longest delay of the loop, which holds the machine's own pauses as well: those of the idle loop are in the note.
 */
export default async function bench(): Promise<BenchResult[]> {
  const all = await withJobProcess('stall', async (job, { dir, fileOf, bundle }) => {
    const worker = await bundle('../../../src/core/bulk/preflight/worker');
    const sandboxBundle = await bundle('sandbox');
    const figures: StallFigures[] = [];
    for (let round = 0; round < rounds; round++) {
      const sandbox = await startSandboxProcess(sandboxBundle);
      const { baseUrl, token } = sandbox;
      const runFile = fileOf(entries / 10, sandboxLead);
      const folder = path.join(dir, `runs-${round}`);
      const args = [fileOf(entries), worker, runFile, folder, baseUrl, token];
      figures.push((await job(...args)) as StallFigures);
      sandbox.stop();
    }
    return figures;
  });
  const idle = all.map(({ control }) => control);
  return (['preflight', 'run'] as const).flatMap(what => {
    const delays = all.map(round => round[what]);
    const beyond = delays.map(({ p999 }, round) => Math.max(0, p999 - (idle[round]?.p999 ?? 0)));
    return [
      figure(`stall-${what}`, delays.map(longestOf), 8, { note: `idle: ${list(idle.map(longestOf))} ms` }),
      figure(`stall-${what}-delay`, beyond, 10, { note: '99.9th percentile beyond the idle loop' }),
    ];
  });
}

function longestOf({ longest }: Delays): number {
  return longest;
}
