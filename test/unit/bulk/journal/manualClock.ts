import type { Clock } from '../../../../src/core/api/clock';

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #now = Date.now();
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  /** Called when somebody begins to wait. */
  onWait: (ms: number) => void = () => undefined;

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    this.onWait(ms);
    return () => {
      this.#timers = this.#timers.filter(each => each !== timer);
    };
  }

  /** Calls back whatever is due by then. */
  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }

  get waiting(): number {
    return this.#timers.length;
  }
}
