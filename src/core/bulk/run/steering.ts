import type { Clock } from '../../api/clock';
import type { PauseReason, RunPhase, Why } from '../records';
import { outageWait, throttleWait } from './backoff';
import { detailOf, type Sign } from './judge';
import type { RunLimits } from './limits';
import { Pace, type Ticket } from './pace';
import { retryCost, RetryQuota, stubbornCost } from './quota';
import { Streaks } from './streaks';

export interface SteeringNeeds {
  readonly phase: RunPhase;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: () => RunLimits;
  /** Whether anything is left to send, what is under way not counted. */
  readonly unsent: () => boolean;
  /** Keeps a new phase; what it stops is stopped already. */
  readonly keep: (phase: RunPhase) => void;
}

/** Waits shorter than this are not worth a record. */
const worthShowingMs = 1_000;
/** While nothing is sent (paused, cancelled), jobs are asked for again after this time, however long the service asks to wait: nobody could shorten it. */
const longestReadWaitMs = 10 * 60_000;
/** A refused token is tried again so seldom, unless it is set anew before. */
const tokenWaitMs = 15 * 60_000;

/** Whether a run may send, and when: its phase, and what the answers so far say about the run as a whole. */
export class Steering {
  readonly pace: Pace;
  readonly quota = new RetryQuota();
  readonly #streaks = new Streaks();
  #phase: RunPhase;
  #until = 0;
  /** Until when the token is taken for refused. */
  #tokenUntil = 0;
  #throttles = 0;
  /** Whether the latest POST was throttled: then no poll that works says that this is over. */
  #postThrottled = false;
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
    return Math.max(this.#until, this.#tokenUntil);
  }

  get held(): boolean {
    return this.needs.clock.now() < this.until;
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
    this.#tokenUntil = 0;
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
    this.#until = Math.min(this.#until, this.needs.clock.now() + longestReadWaitMs);
    this.#set({ kind: 'cancelled' });
  }

  finish(): void {
    if (this.#phase.kind !== 'finished') this.#set({ kind: 'finished' });
  }

  /** The journal keeps no more records: nothing may be sent, and nobody can be told in the journal. */
  broken(detail: string): void {
    this.#phase = { kind: 'paused', why: 'journal', detail };
  }

  /** The token is another: jobs are asked for again. */
  tokenSet(): void {
    this.#tokenUntil = 0;
  }

  /** What an answer to a POST means for the run, or a 401 to anything. */
  heed(sign: Sign, ticket: Ticket, why: Why | undefined): void {
    if (sign.kind !== 'throttled' && sign.kind !== 'unreachable') {
      this.#throttles = 0;
      this.#outages = 0;
    }
    this.#postThrottled = sign.kind === 'throttled';
    switch (sign.kind) {
      case 'taken':
        this.pace.grow();
        this.quota.earn();
        this.#streaks.taken();
        break;
      case 'untracked':
        this.pace.grow();
        this.quota.earn();
        if (this.#streaks.untracked(sign.anyTracked) && this.needs.unsent()) this.pause('untracked');
        break;
      case 'throttled':
        this.throttled(ticket, sign.retryAfterMs, why);
        break;
      case 'unreachable':
        if (this.pace.cut(ticket)) this.#outages++;
        if (!this.quota.spend(sign.stubborn ? stubbornCost : retryCost))
          this.pause('quota', why && detailOf(why));
        else this.#hold(outageWait(Math.max(1, this.#outages), this.needs.random()), 'unreachable');
        break;
      case 'denied':
        this.pause('refused', why && detailOf(why));
        // Every request would be refused the same way, and some services lock who asks too often.
        if (why?.status === 401 || why?.code === 'noToken') {
          this.#tokenUntil = this.needs.clock.now() + tokenWaitMs;
        }
        break;
      case 'refused':
        if (why !== undefined && this.#streaks.refused(why)) this.pause('refused', detailOf(why));
        break;
      case 'tooLarge':
        break;
      case 'unknown':
        this.pace.cut(ticket);
        if (this.#streaks.unknown()) this.pause('quota', why && detailOf(why));
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
    const spent = isNews && this.#throttles > 1 && !this.quota.spend();
    // With nothing left to send there is nothing to resume.
    if (spent && (this.#postThrottled || this.needs.unsent())) this.pause('quota', why && detailOf(why));
    this.#hold(throttleWait(Math.max(1, this.#throttles), retryAfterMs, this.needs.random()), 'throttled');
  }

  /** Any other answer to a poll that names a wait: the whole run waits. */
  asked(ticket: Ticket, retryAfterMs: number): void {
    this.pace.cut(ticket);
    this.#hold(throttleWait(1, retryAfterMs, this.needs.random()), 'throttled');
  }

  /** A poll was answered: throttles of polls are over then, those of sending only where nothing is sent. */
  answered(): void {
    if (!this.sends || !this.#postThrottled) this.#throttles = 0;
  }

  #hold(waitMs: number, why: 'throttled' | 'unreachable'): void {
    const wait = this.sends ? waitMs : Math.min(waitMs, longestReadWaitMs);
    const until = this.needs.clock.now() + wait;
    if (until <= this.#until) return;
    this.#until = until;
    if (this.sends && wait >= worthShowingMs) this.#set({ kind: 'waiting', until, why });
  }

  #set(phase: RunPhase): void {
    this.#phase = phase;
    this.needs.keep(phase);
  }
}
