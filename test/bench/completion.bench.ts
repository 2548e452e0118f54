import { runInHost } from '../tools/lib/hostJob.mjs';
import { hostNames } from '../tools/lib/hosts.mjs';
import type { BenchResult } from './bench';
import type { CompletionTimes } from './jobs/completion';
import { figure, list } from './lib/figures';
import { labelOf } from './lib/window';

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
    const name = (what: string): string => (host === 'newest' ? what : `${what}-${host}`);
    const firsts = times.map(({ drafts }) => drafts[0] ?? Infinity);
    results.push(
      figure(
        name('completion'),
        times.flatMap(({ drafts }) => drafts),
        1_000,
        {
          note: `${labelOf(host)}; the first of a window took ${list(firsts)}`,
        },
      ),
      figure(
        name('completion-config'),
        times.flatMap(({ configs }) => configs),
        300,
        {
          note: labelOf(host),
        },
      ),
    );
  }
  return results;
}
