import type { RunLimits } from './limits';

/** A request's place in the order in which requests went out. */
export type Ticket = number;

/**
 * How many requests may be under way: grows by about one a round trip, is cut to 0.7 on a throttle. Several throttles of
 * one round trip are one: a request that went out before the last cut says nothing about the pace after it.
 */
export class Pace {
  #allowed: number;
  #tickets = 0;
  #lastCut = 0;

  constructor(private readonly limits: () => RunLimits) {
    this.#allowed = limits().firstInFlight;
  }

  /** At least 1. */
  get slots(): number {
    return Math.max(1, Math.floor(Math.min(this.#allowed, this.limits().maxInFlight) + 1e-9));
  }

  /** To be asked for when a request goes out. */
  ticket(): Ticket {
    return ++this.#tickets;
  }

  /** The service took a chunk. */
  grow(): void {
    this.#allowed = Math.min(this.limits().maxInFlight, this.#allowed + 1 / Math.max(1, this.#allowed));
  }

  /** The service had too much. True when this is news, false for a further throttle of the same round trip. */
  cut(ticket: Ticket): boolean {
    if (ticket <= this.#lastCut) return false;
    this.#lastCut = this.#tickets;
    this.#allowed = Math.max(1, this.#allowed * cutFactor);
    return true;
  }

  /** After a pause: as at the beginning. */
  reset(): void {
    this.#allowed = this.limits().firstInFlight;
  }
}

const cutFactor = 0.7;
