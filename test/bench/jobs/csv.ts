import { createReadStream, readFileSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import Papa from 'papaparse';
import { noCatalog } from '../../../src/core/catalog/model';
import { lookAt } from '../../../src/core/table/look';
import { mapColumns } from '../../../src/core/table/mapping';
import { convertInWorker } from '../../../src/core/table/run';
import { targetsOf } from '../../../src/core/table/targets';
import { bulkProcedure } from '../lib/bulkFile';

/** Figures of one process: how long it took, and the most memory that it held. */
export interface CsvFigures {
  readonly ms: number;
  /** Of all threads; on a busy machine the fairer figure. */
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly rows: number;
}

/**
 * A process of its own: `idle`, `parse FILE` (papaparse alone, streamed), or `convert FILE` (to a payload file beside it, in the worker whose bundle is
 * beside this one). Writes its figures as JSON.
 */
const [what = '', file = ''] = process.argv.slice(2);
const cpuStart = process.cpuUsage();
const start = performance.now();
const rows = what === 'idle' ? 0 : what === 'parse' ? await parse() : await convert();
const figures: CsvFigures = {
  ms: performance.now() - start,
  cpuMs: (process.cpuUsage(cpuStart).user + process.cpuUsage(cpuStart).system) / 1000,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  rows,
};
console.log(JSON.stringify(figures));

async function parse(): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = -1;
    Papa.parse<string[]>(createReadStream(file), {
      skipEmptyLines: true,
      chunk: ({ data }) => void (count += data.length),
      complete: () => resolve(count),
      error: reject,
    });
  });
}

async function convert(): Promise<number> {
  const found = await lookAt(file, {});
  if (!found.ok) throw new Error(JSON.stringify(found.problem));
  const { format, rows: sample } = found.look;
  const first = sample[0]?.cells ?? [];
  const procedure = {
    ...bulkProcedure,
    attributes: [
      ...bulkProcedure.attributes,
      { shortId: 'comment', name: 'Comment', type: 'text', required: false, hidden: false, derived: false },
    ],
  };
  const columns = mapColumns(first, targetsOf(procedure, noCatalog), procedure).flatMap((info, column) =>
    info === undefined ? [] : [{ column, target: info.target, rule: info.rule }],
  );
  if (columns.length !== first.length)
    throw new Error(`${columns.length} of ${first.length} columns are mapped`);
  const temporary = `${file}.json`;
  const bundle = new URL('../../../src/core/table/worker.mjs', import.meta.url);
  const outcome = await convertInWorker(
    { path: file, temporary, format, first, columns, reading: {}, takeUneven: false },
    { start: (workerData, limits) => new Worker(bundle, { workerData, resourceLimits: limits }) },
  );
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  const { converted } = outcome;
  if (converted.notes.length > 0 || converted.short.count + converted.long.count > 0)
    throw new Error(`The payload is not right: ${JSON.stringify(converted)}`);
  if (process.env['BENCH_VERIFY'] === '1') JSON.parse(readFileSync(temporary, 'utf8'));
  rmSync(temporary);
  return converted.entries;
}
