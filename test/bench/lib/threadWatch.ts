import { closeSync, openSync, readSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ownSlices, type Slice, type Turn } from './ownSlices';

/** How a thread was kept busy for a while; all in ms. */
export interface Watched {
  readonly ms: number;
  /** Of the delays of its loop, whoever caused them. */
  readonly p999: number;
  readonly longest: number;
  /** The longest stretches of the extension's own code without a rest, the longest first; empty where nobody asked for them. */
  readonly slices: readonly Slice[];
}

/** Turns shorter than this hold no slice of interest, ms. */
const shortest = 2;

/**
 * Watches the main thread of this process while work goes on: the delays of its loop, and with `ours` (the folder of the extension's bundles) the
 * extension's own slices, by a sampling profile cut at the turns of the loop. A slice is counted by the time on the processor (Linux tells it):
 * what the machine gave to others meanwhile, or took to fetch a page, makes a delay and no slice.
 */
export async function watched(work: () => Promise<unknown>, ours?: string): Promise<Watched> {
  const turns: Turn[] = [];
  const profile = ours === undefined ? undefined : await Profile.start();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const stopTurns = watchTurns(turn => turns.push(turn));
  loop.enable();
  const start = performance.now();
  try {
    await work();
  } finally {
    loop.disable();
    stopTurns();
  }
  const ms = performance.now() - start;
  const slices = ours === undefined ? [] : ownSlices(await profile!.stop(), turns, ours);
  return { ms, p999: loop.percentile(99.9) / 1e6, longest: loop.max / 1e6, slices };
}

class Profile {
  static async start(): Promise<Profile> {
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
    return new Profile(session);
  }

  private constructor(private readonly session: Session) {}

  async stop() {
    const { profile } = await this.session.post('Profiler.stop');
    this.session.disconnect();
    return profile;
  }
}

/** Tells of each turn of the loop that was no short one. */
function watchTurns(tell: (turn: Turn) => void): () => void {
  const processor = openProcessorTime();
  let last = micros();
  let lastUsed = processor.read();
  const timer = setInterval(() => {
    const now = micros();
    const used = processor.read() ?? now;
    if (now - last > shortest * 1000) tell({ from: last, to: now, used: used - (lastUsed ?? last) });
    last = now;
    lastUsed = used;
  }, 1);
  return () => {
    clearInterval(timer);
    processor.close();
  };
}

/** How long the main thread has had a processor, µs; undefined where the system does not tell. */
function openProcessorTime(): { read(): number | undefined; close(): void } {
  const buffer = Buffer.alloc(128);
  try {
    const file = openSync('/proc/self/schedstat', 'r');
    return {
      read() {
        // Makes the system count up to this moment, and not to its last tick.
        process.cpuUsage();
        return Number.parseInt(buffer.toString('latin1', 0, readSync(file, buffer, 0, 128, 0))) / 1000;
      },
      close: () => closeSync(file),
    };
  } catch {
    return { read: () => undefined, close: () => undefined };
  }
}

/** On the clock of profiles. */
function micros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
