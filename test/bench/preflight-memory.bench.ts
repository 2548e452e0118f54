import type { BenchResult } from './bench';
import { median } from './lib/figures';
import { withPreflightJob } from './lib/preflightJob';

const few = 10_000;
const many = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const rounds = 3;
const mb = 1_000_000;

/** Peak memory of the complete pre-flight with one worker, beyond a process that does nothing; and what an entry adds to it. */
export default async function bench(): Promise<BenchResult[]> {
  const measured = await withPreflightJob(async (job, fileOf) => {
    const all: { idle: number; small: number; large: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const { peakBytes: idle } = await job('idle');
      const { peakBytes: small } = await job('check', fileOf(few), '1');
      const { peakBytes: large } = await job('check', fileOf(many), '1');
      all.push({ idle, small, large });
    }
    return all;
  });
  const peaks = measured.map(({ idle, large }) => (large - idle) / mb);
  const growth = measured.map(({ small, large }) => (large - small) / (many - few));
  const idle = Math.round(median(measured.map(round => round.idle)) / mb);
  const small = Math.round(median(measured.map(round => round.small)) / mb);
  return [
    result('preflight-memory', peaks, 110, 'MB', `idle ${idle} MB, ${few} entries ${small} MB`),
    result('preflight-memory-growth', growth, 40, 'bytes an entry', `from ${few} to ${many} entries`),
  ];
}

function result(
  name: string,
  values: readonly number[],
  limit: number,
  unit: string,
  note: string,
): BenchResult {
  const value = Math.round(median(values) * 10) / 10;
  const all = values.map(one => one.toFixed(1)).join(', ');
  return { name, value, unit, limit, ok: value <= limit, note: `median of ${rounds}: ${all}; ${note}` };
}
