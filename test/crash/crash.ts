import type { Outcome } from './play';
import { play } from './play';
import { scheduleOf } from './schedule';
import { Windows } from './windows';

export type { Outcome } from './play';

export interface CrashOptions {
  /** How many schedules, from number 0. */
  readonly count: number;
  /** Only those whose name holds this. */
  readonly filter?: string;
  /** Bundle of `window/main.ts`. */
  readonly bundle: string;
  /** Schedules at a time. */
  readonly atOnce: number;
  readonly onOutcome: (outcome: Outcome) => void;
}

/**
 * Plays {every fault of the sandbox, and none} x {each step of the journal} x seeds. Every death is a real one: a process of its own, with the
 * real journal, engine, client and sockets, ends itself by SIGKILL at the step, and another one goes on; nothing here is simulated but the power
 * cut (what was not flushed is torn off the file before the process dies) and time, which goes faster. A process that was not killed goes on
 * with the next schedule, as a window does that has several runs: so there are about as many processes as deaths.
 */
export async function playAll({ count, filter, bundle, atOnce, onOutcome }: CrashOptions): Promise<number> {
  const windows = new Windows(bundle);
  const schedules = Array.from({ length: count }, (_, number) => scheduleOf(number)).filter(
    ({ name }) => filter === undefined || name.includes(filter),
  );
  windows.prepare(Math.min(atOnce + 1, schedules.length));
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let schedule; (schedule = schedules[next++]) !== undefined;)
      onOutcome(await play(schedule, windows));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    windows.close();
  }
  return windows.kills;
}
