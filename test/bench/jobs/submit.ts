import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import nodeFetch from 'node-fetch';
import { scan } from '../../../src/core/bulk/scan/scan';
import { openFile } from '../../../src/core/bulk/scan/source';
import { defaultLimits } from '../../../src/core/bulk/run/limits';
import { readBody } from '../../../src/core/bulk/run/body';
import { Changed, finish, readyRun } from '../lib/bulkRun';

/** Figures of one process. */
export interface SubmitFigures {
  readonly ms: number;
  /** Time on processors, all threads together. */
  readonly usedMs: number;
  readonly requests: number;
  readonly flushes: number;
}

/**
 * A process of its own: `run FILE FOLDER URL` sends the file by a run, journal included; `bare FILE FOLDER URL` sends the same bodies by a loop of
 * node-fetch that flushes a line before and after each request, with the same number of requests at a time; `closing` is the same with a connection for
 * each request, as a run has it. None of them scans while it is timed.
 */
const [what = '', file = '', parent = '', baseUrl = ''] = process.argv.slice(2);
const token = 'a-token-for-benchmarks';
const folder = mkdtempSync(path.join(parent, 'submit-'));
const figures = what === 'run' ? await run() : await bare(what === 'closing');
rmSync(folder, { recursive: true });
console.log(JSON.stringify(figures));
process.exit(0);

async function run(): Promise<SubmitFigures> {
  const changed = new Changed();
  const ready = await readyRun(file, folder, { baseUrl, token }, { onChange: changed.tell });
  const timed = await time(async () => finish(ready, changed));
  const { untracked } = ready.book.tally;
  if (untracked !== ready.book.size) throw new Error(JSON.stringify(ready.book.tally));
  const requests = [...ready.book.chunks()].length;
  return { ...timed, requests, flushes: requests * 2 + 3 };
}

async function time(work: () => Promise<unknown>): Promise<Pick<SubmitFigures, 'ms' | 'usedMs'>> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms, usedMs: (user + system) / 1000 };
}

async function bare(closing: boolean): Promise<SubmitFigures> {
  const bodies = await bodiesOf();
  const journal = await open(path.join(folder, 'journal'), 'ax');
  const line = Buffer.from(`${'x'.repeat(120)}\n`);
  let flushes = 0;
  const flush = async (): Promise<void> => {
    await journal.write(line);
    await journal.datasync();
    flushes++;
  };
  const one = async (body: Buffer): Promise<void> => {
    await flush();
    const response = await nodeFetch(`${baseUrl}/v1/ext/procedure/lead/process/bulk-create`, {
      method: 'POST',
      body,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(closing ? { Connection: 'close' } : {}),
      },
    });
    await response.text();
    if (!response.ok) throw new Error(String(response.status));
    await flush();
  };
  const { firstInFlight, maxInFlight } = defaultLimits;
  const loop = async () =>
    new Promise<void>((resolve, reject) => {
      let allowed = firstInFlight;
      let inFlight = 0;
      let next = 0;
      const pump = (): void => {
        while (inFlight < Math.floor(allowed + 1e-9) && next < bodies.length) {
          inFlight++;
          one(bodies[next++] ?? Buffer.alloc(0)).then(() => {
            inFlight--;
            // As a run grows.
            allowed = Math.min(maxInFlight, allowed + 1 / allowed);
            if (inFlight === 0 && next === bodies.length) resolve();
            else pump();
          }, reject);
        }
      };
      pump();
    });
  const timed = await time(loop);
  await journal.close();
  return { ...timed, requests: bodies.length, flushes };
}

async function bodiesOf(): Promise<Buffer[]> {
  const source = await openFile(file);
  const scanned = await scan(source);
  if (!scanned.ok) throw new Error(JSON.stringify(scanned));
  const { index } = scanned;
  const bodies: Buffer[] = [];
  for (let first = 0; first < index.count; first += defaultLimits.chunkEntries) {
    const count = Math.min(defaultLimits.chunkEntries, index.count - first);
    const body = await readBody(
      source,
      index,
      Array.from({ length: count }, (_, at) => first + at),
    );
    if (body === undefined) throw new Error('The file has changed.');
    bodies.push(Buffer.from(body));
  }
  await source.close();
  return bodies;
}
