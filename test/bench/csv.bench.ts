import path from 'node:path';
import { bundleForNode } from '../tools/lib/bundle.mjs';
import { inRoot } from '../tools/lib/paths.mjs';
import { run } from '../tools/lib/processes.mjs';
import { scratch } from '../tools/lib/stage.mjs';
import type { BenchResult } from './bench';
import type { CsvFigures } from './jobs/csv';
import { figure, median } from './lib/figures';
import { writeTable } from './lib/tableFile';

const rows = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const rounds = 5;
const mb = 1_000_000;

/**
 * A table of 1,000,000 rows to a payload file, against papaparse alone reading the same file in the same round; and the most memory beyond a
 * process that does nothing. Each in a process of its own.
 */
export default async function bench(): Promise<BenchResult[]> {
  const build = scratch('csv');
  try {
    const sources = [inRoot('test/bench/jobs/csv.ts'), inRoot('src/core/table/worker.ts')];
    const [bundle = ''] = await bundleForNode(sources, inRoot(), build.dir);
    const job = async (...args: readonly string[]): Promise<CsvFigures> => {
      const { code, output } = await run(process.execPath, ['--enable-source-maps', bundle, ...args]);
      if (code !== 0) throw new Error(`The job ${args.join(' ')} ended with ${code}: ${output}`);
      return JSON.parse(output) as CsvFigures;
    };
    const file = path.join(build.dir, 'table.csv');
    writeTable(file, rows);
    const all: { idle: CsvFigures; parse: CsvFigures; convert: CsvFigures }[] = [];
    for (let round = 0; round < rounds; round++) {
      all.push({
        idle: await job('idle'),
        parse: await job('parse', file),
        convert: await job('convert', file),
      });
    }
    if (all.some(({ parse, convert }) => parse.rows !== rows || convert.rows !== rows))
      throw new Error(`Rows were lost: ${JSON.stringify(all)}`);
    const times = (of: (round: (typeof all)[number]) => CsvFigures) =>
      Math.round(median(all.map(one => of(one).ms)));
    const cpu = Math.round(100 * median(all.map(one => one.convert.cpuMs / one.parse.cpuMs))) / 100;
    return [
      figure(
        'csv',
        all.map(({ parse, convert }) => Math.round((100 * convert.ms) / parse.ms) / 100),
        2.5,
        {
          unit: 'of papaparse',
          note: `${rows} rows, ${times(one => one.convert)} ms, papaparse ${times(one => one.parse)} ms; processor time ${cpu} of papaparse's`,
        },
      ),
      figure(
        'csv-memory',
        all.map(({ idle, convert }) => (convert.peakBytes - idle.peakBytes) / mb),
        150,
        {
          unit: 'MB',
          note: 'beyond idle',
        },
      ),
    ];
  } finally {
    build.remove();
  }
}
