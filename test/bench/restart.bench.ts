import { runInHost } from '../tools/lib/hostJob.mjs';
import { hostNames } from '../tools/lib/hosts.mjs';
import type { BenchResult } from './bench';
import { figure, nameOf, versionOf } from './lib/figures';

/**
 * The tree after a restart, from the cache alone, 50 procedures of 40 attributes: from the beginning of loading the code
 * until VS Code has taken every procedure of the tree. The service is gone.
 */
export default async function bench(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const host of hostNames) {
    const times = (await runInHost({ host, suiteFile: 'test/bench/jobs/restart.ts' })) as number[];
    results.push(figure(nameOf('restart', host), times, 200, { note: versionOf(host) }));
  }
  return results;
}
