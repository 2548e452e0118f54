import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchResult } from './bench';
import type { SubmitFigures } from './jobs/submit';
import { median } from './lib/figures';
import { withJobProcess } from './lib/jobProcess';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 100_000);
const rounds = 7;

/**
 * Sends 100,000 entries to a server that reads and acknowledges, without a job: a run with its journal, against a bare loop of node-fetch with
 * the same bodies (in memory already), flushes and number of requests at a time. A process each, in turn. Beside it stands the same loop with a connection
 * for each request: a run never sends on one that was kept, since nobody could tell what became of a request that it was closed under.
 */
export default async function bench(): Promise<BenchResult[]> {
  const server = createServer((request, response) => {
    request.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end('{"_data":{},"_meta":{},"_errors":[]}');
    });
    request.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const all: Record<'bare' | 'closing' | 'run', SubmitFigures>[] = [];
  await withJobProcess('submit', async (job, { dir, fileOf }) => {
    const figures = async (what: string): Promise<SubmitFigures> =>
      (await job(what, fileOf(entries), dir, baseUrl)) as SubmitFigures;
    for (let round = 0; round < rounds; round++) {
      all.push({
        bare: await figures('bare'),
        closing: await figures('closing'),
        run: await figures('run'),
      });
    }
  });
  server.close();
  server.closeAllConnections();
  const ratios = all.map(({ run, bare }) => run.ms / bare.ms);
  const value = Math.round(median(ratios) * 100) / 100;
  const ms = (of: 'run' | 'bare' | 'closing') => Math.round(median(all.map(round => round[of].ms)));
  const beside = (of: 'bare' | 'closing', what: 'ms' | 'usedMs') =>
    median(all.map(round => round.run[what] / round[of][what])).toFixed(2);
  const counts =
    all.map(({ run, bare }) => [run.requests, bare.requests, run.flushes, bare.flushes])[0] ?? [];
  const note =
    `median of ${rounds}: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}; run ${ms('run')} ms, bare ${ms('bare')} ms, ` +
    `bare with a connection each ${ms('closing')} ms (${beside('closing', 'ms')} of it); processor time ` +
    `${beside('bare', 'usedMs')} and ${beside('closing', 'usedMs')} of theirs; ` +
    `${counts[0] ?? 0} and ${counts[1] ?? 0} requests, at most ${counts[2] ?? 0} and ${counts[3] ?? 0} flushes`;
  return [{ name: 'submit', value, unit: 'of the bare loop', limit: 1.3, ok: value <= 1.3, note }];
}
