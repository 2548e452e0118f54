import { runInHost } from '../tools/lib/hostJob.mjs';
import { hostNames } from '../tools/lib/hosts.mjs';
import type { BenchResult } from './bench';
import type { CompletionTimes } from './jobs/completion';
import { figure, list, nameOf, versionOf } from './lib/figures';

const windows = 3;

/**
 * The first completion of an attribute in a new payload, from the draft being open; and after the config arrived for a
 * payload that was open before it. In several fresh windows, the first payload of a window included.
 */
export default async function bench(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const host of hostNames) {
    const times: CompletionTimes[] = [];
    for (let window = 0; window < windows; window++) {
      times.push((await runInHost({ host, suiteFile: 'test/bench/jobs/completion.ts' })) as CompletionTimes);
    }
    const firsts = times.map(({ drafts }) => drafts[0] ?? Infinity);
    results.push(
      figure(
        nameOf('completion', host),
        times.flatMap(({ drafts }) => drafts),
        1_000,
        {
          note: `${versionOf(host)}; the first of a window took ${list(firsts)}`,
        },
      ),
      figure(
        nameOf('completion-config', host),
        times.flatMap(({ configs }) => configs),
        300,
        {
          note: versionOf(host),
        },
      ),
    );
  }
  return results;
}
