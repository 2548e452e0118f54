import type { BenchResult } from './bench';
import type { RetryFigures } from './jobs/retry';
import { figure } from './lib/figures';
import { withJobProcess } from './lib/jobProcess';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const rounds = 5;

/** Cutting and making the bodies for 100,000 failed entries out of 1,000,000, from the file. */
export default async function bench(): Promise<BenchResult[]> {
  return withJobProcess('retry', async (job, { fileOf }) => {
    const results: BenchResult[] = [];
    for (const what of ['scattered', 'clustered']) {
      const all: RetryFigures[] = [];
      for (let round = 0; round < rounds; round++)
        all.push((await job(what, fileOf(entries))) as RetryFigures);
      const note = `${all[0]?.entries ?? 0} entries in ${all[0]?.bodies ?? 0} bodies`;
      const times = all.map(({ ms }) => ms);
      results.push(figure(`retry-${what}`, times, 200, { note }));
    }
    return results;
  });
}
