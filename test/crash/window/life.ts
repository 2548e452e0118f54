import { createApi, type ChakraApi } from '../../../src/core/api/client';
import type { Clock } from '../../../src/core/api/clock';
import { fetch } from '../../../src/core/api/nodeFetch';
import { RunEngine } from '../../../src/core/bulk/run/engine';
import { defaultLimits } from '../../../src/core/bulk/run/limits';
import type { LookResult } from '../../../src/core/bulk/run/look';
import { seeded } from '../../unit/bulk/run/lib/clock';
import type { Order } from '../order';
import { fastClock } from '../time';
import { mortalFetch } from './death';
import { openRun, type OpenRun } from './openRun';

/** How often the user looks at the view, ms of the machine. */
const glanceMs = 4;
/** A job that is not over after this time is given up by the user. */
const patienceMs = 80_000;
/** Answers that the client still reads. */
const maxBytes = 400_000;

/** What a window does with a run: recovers it, goes on with it to its end, or looks. Ends the process where the order says so. */
export async function live(order: Order): Promise<LookResult | undefined> {
  const clock = fastClock(order.began, order.speed);
  const random = seeded(order.seed);
  let requests = 0;
  const { baseUrl, token, timeoutMs } = order;
  const api = createApi({
    baseUrl,
    token,
    timeoutMs,
    maxBytes,
    fetch: mortalFetch(fetch, order.death),
    userAgent: 'chakra-vscode/0.0.0',
    clock,
    random,
    onEvent: () => requests++,
  });
  const open = await openRun(order, clock);
  const engine = engineFor(order, open, api, clock, random);
  let looked: LookResult | undefined;
  if (order.what === 'look') looked = await engine.look({ api, file: open.file });
  else await drive(engine, open, clock, () => requests >= (order.cancelAfter ?? Infinity));
  await engine.dispose();
  await open.close();
  return looked;
}

function engineFor(
  order: Order,
  { book, journal, file }: OpenRun,
  api: ChakraApi,
  clock: Clock,
  random: () => number,
): RunEngine {
  return new RunEngine({
    api,
    book,
    journal,
    file,
    limits: { ...defaultLimits, chunkEntries: 5, chunkBytes: 200_000, maxJobs: order.maxJobs },
    clock,
    random,
    onChange: () => undefined,
  });
}

/** Says *Resume* at every pause, gives up jobs that never end, until the run is finished. */
async function drive(
  engine: RunEngine,
  { book }: OpenRun,
  clock: Clock,
  cancels: () => boolean,
): Promise<void> {
  const since = new Map<number, number>();
  const go = (): void => {
    const { phase } = engine;
    if (phase.kind === 'paused' && phase.why === 'journal') throw new Error(`Journal: ${phase.detail ?? ''}`);
    if (!engine.start()) engine.track();
  };
  go();
  while (book.phase.kind !== 'finished') {
    await new Promise(resolve => setTimeout(resolve, glanceMs));
    if (cancels()) void engine.cancel();
    if (engine.phase.kind === 'paused') go();
    for (const { chunk } of engine.jobs) {
      const first = since.get(chunk) ?? clock.now();
      since.set(chunk, first);
      if (clock.now() - first > patienceMs) {
        since.set(chunk, clock.now());
        await engine.giveUp(chunk);
      }
    }
  }
}
