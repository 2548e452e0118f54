import type { BenchResult } from './bench';
import { median } from './lib/figures';
import { withPreflightJob } from './lib/preflightJob';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const rounds = 3;

/** The complete pre-flight of 1,000,000 entries against `JSON.parse` of the same file, in the same round; each in a process of its own. */
export default async function bench(): Promise<BenchResult[]> {
  const measured = await withPreflightJob(async (job, fileOf) => {
    const file = fileOf(entries);
    const all: { parse: number; one: number; two: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const { ms: parse } = await job('parse', file);
      const { ms: one } = await job('check', file, '1');
      const { ms: two } = await job('check', file, '2');
      all.push({ parse, one, two });
    }
    return all;
  });
  const result = (
    name: string,
    limit: number,
    of: (round: (typeof measured)[number]) => number,
  ): BenchResult => {
    const ratios = measured.map(round => of(round) / round.parse);
    const value = Math.round(median(ratios) * 1000) / 1000;
    const note = `median of ${rounds}: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}; JSON.parse ${Math.round(median(measured.map(({ parse }) => parse)))} ms`;
    return { name, value, unit: 'of JSON.parse', limit, ok: value <= limit, note };
  };
  return [result('preflight', 1.3, ({ one }) => one), result('preflight-two-workers', 0.8, ({ two }) => two)];
}
