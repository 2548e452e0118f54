import type { Clock } from '../../api/clock';
import type { PauseReason, RunPhase, Why } from '../records';
import { outageWait, throttleWait } from './backoff';
import type { Sign } from './judge';
import type { RunLimits } from './limits';
import { Pace, type Ticket } from './pace';
import { retryCost, RetryQuota, stubbornCost } from './quota';
import { Streaks } from './streaks';

export interface SteeringNeeds {
  readonly phase: RunPhase;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: () => RunLimits;
  /** Keeps a new phase; what it stops is stopped already. */
  readonly keep: (phase: RunPhase) => void;
}

/** Waits shorter than this are not worth a record. */
const worthShowingMs = 1_000;

/** Whether a run may send, and when: its phase, and what the answers so far say about the run as a whole. */
export class Steering {
  readonly pace: Pace;
  readonly quota = new RetryQuota();
  readonly #streaks = new Streaks();
  #phase: RunPhase;
  #until = 0;
  #throttles = 0;
  #outages = 0;

  constructor(private readonly needs: SteeringNeeds) {
    this.pace = new Pace(needs.limits);
    this.#phase = needs.phase;
  }

  /** As decided; the book follows when it is recorded. */
  get phase(): RunPhase {
    return this.#phase;
  }

  /** Nothing is asked of the service before this time, polls included; epoch ms. */
  get until(): number {
    return this.#until;
  }

  get held(): boolean {
    return this.needs.clock.now() < this.#until;
  }

  get sends(): boolean {
    return this.#phase.kind === 'running' || this.#phase.kind === 'waiting';
  }

  /** The user wants it to go on: at once, and with a new quota. False in a phase that has no way back. */
  go(): boolean {
    const { kind } = this.#phase;
    if (kind === 'cancelled' || kind === 'finished') return false;
    if (kind === 'running') return true;
    this.#until = 0;
    this.#throttles = 0;
    this.#outages = 0;
    this.quota.refill();
    this.#streaks.resumed();
    this.pace.reset();
    this.#set({ kind: 'running' });
    return true;
  }

  /** The wait is over. */
  wake(): void {
    if (this.#phase.kind === 'waiting' && !this.held) this.#set({ kind: 'running' });
  }

  pause(why: PauseReason, detail?: string): void {
    if (!this.sends && this.#phase.kind !== 'ready') return;
    this.#set({ kind: 'paused', why, ...(detail === undefined || detail === '' ? {} : { detail }) });
  }

  cancel(): void {
    if (this.#phase.kind === 'cancelled' || this.#phase.kind === 'finished') return;
    this.#set({ kind: 'cancelled' });
  }

  finish(): void {
    if (this.#phase.kind !== 'finished') this.#set({ kind: 'finished' });
  }

  /** The journal keeps no more records: nothing may be sent, and nobody can be told in the journal. */
  broken(detail: string): void {
    this.#phase = { kind: 'paused', why: 'journal', detail };
  }

  /** What an answer to a POST means for the run. */
  heed(sign: Sign, ticket: Ticket, why: Why | undefined): void {
    if (sign.kind !== 'throttled' && sign.kind !== 'unreachable') {
      this.#throttles = 0;
      this.#outages = 0;
    }
    switch (sign.kind) {
      case 'taken':
        this.pace.grow();
        this.quota.earn();
        this.#streaks.taken();
        break;
      case 'throttled':
        this.throttled(ticket, sign.retryAfterMs, why);
        break;
      case 'unreachable':
        if (this.pace.cut(ticket)) this.#outages++;
        if (!this.quota.spend(sign.stubborn ? stubbornCost : retryCost)) this.pause('quota', detailOf(why));
        else this.#hold(outageWait(Math.max(1, this.#outages), this.needs.random()), 'unreachable');
        break;
      case 'denied':
        this.pause('refused', detailOf(why));
        break;
      case 'refused':
        if (why !== undefined && this.#streaks.refused(why)) this.pause('refused', detailOf(why));
        break;
      case 'tooLarge':
        break;
      case 'unknown':
        this.pace.cut(ticket);
        if (this.#streaks.unknown()) this.pause('quota', detailOf(why));
        // Each further one is another chunk that nobody knows about.
        this.#hold(
          throttleWait(this.#streaks.unknowns, sign.retryAfterMs, this.needs.random()),
          sign.retryAfterMs === undefined ? 'unreachable' : 'throttled',
        );
        break;
    }
  }

  /** 429, also to a poll: the whole run waits. Only throttles without any success between use up the quota. */
  throttled(ticket: Ticket, retryAfterMs: number | undefined, why: Why | undefined): void {
    const isNews = this.pace.cut(ticket);
    if (isNews) this.#throttles++;
    if (!isNews && retryAfterMs === undefined) return;
    if (isNews && this.#throttles > 1 && !this.quota.spend()) this.pause('quota', detailOf(why));
    this.#hold(throttleWait(Math.max(1, this.#throttles), retryAfterMs, this.needs.random()), 'throttled');
  }

  /** A poll was answered: only where nothing is sent does that say that the throttling is over. */
  answered(): void {
    if (!this.sends) this.#throttles = 0;
  }

  #hold(waitMs: number, why: 'throttled' | 'unreachable'): void {
    const until = this.needs.clock.now() + waitMs;
    if (until <= this.#until) return;
    this.#until = until;
    if (this.sends && waitMs >= worthShowingMs) this.#set({ kind: 'waiting', until, why });
  }

  #set(phase: RunPhase): void {
    this.#phase = phase;
    this.needs.keep(phase);
  }
}

function detailOf(why: Why | undefined): string | undefined {
  if (why === undefined) return undefined;
  return [why.status, why.detail].filter(part => part !== undefined).join(' ') || why.code;
}
