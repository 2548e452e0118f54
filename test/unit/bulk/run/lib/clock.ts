import type { Clock } from '../../../../../src/core/api/clock';

/** Time that passes only when a test says so. */
export class TestClock implements Clock {
  /** Timers are called so many ms too early, as a machine's may be. */
  early = 0;
  /** Each look at the clock takes so long, in ms. */
  lookMs = 0;
  #now = 1_000_000;
  #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  now(): number {
    const now = this.#now;
    this.#now += this.lookMs;
    return now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms - this.early), callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** When the next timer is due; undefined without one. */
  get next(): number | undefined {
    let next: number | undefined;
    for (const { at } of this.#timers) if (next === undefined || at < next) next = at;
    return next;
  }

  /** Goes on to the next timer and calls it. False without one. */
  step(): boolean {
    let first: { readonly at: number; readonly callback: () => void } | undefined;
    for (const timer of this.#timers) if (first === undefined || timer.at < first.at) first = timer;
    if (first === undefined) return false;
    this.#timers.delete(first);
    this.#now = Math.max(this.#now, first.at);
    first.callback();
    return true;
  }

  /** Forgets every timer, as the end of a process does. */
  clear(): void {
    this.#timers.clear();
  }
}

/** More than anything rests in a row to let others have their turn. */
const mostTurns = 8;

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn++) await new Promise(resolve => setImmediate(resolve));
}

/** Numbers in [0, 1) that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
