import type { ApiFailure } from '../../api/result';

/**
 * Why a job no longer keeps others from being sent. It has not failed: it is asked again, seldom, for as long as its run is
 * followed.
 * - `refused`: the service will not tell (any status that refuses but 401 and 429, or a redirect);
 * - `unreadable`: what it answers makes no sense;
 * - `failing`: 5xx, cut or timed out, again and again;
 * - `standingStill`: it is answered well, and nothing happens in it.
 */
export type JobTrouble = 'refused' | 'unreadable' | 'failing' | 'standingStill';

export type FailingTrouble = Exclude<JobTrouble, 'standingStill'>;

/** A failure weighs 1, a refusal 2: ten failures are two minutes of asking, a service that is being restarted is back by then. */
const tooHeavy = 10;

/** Jobs of a slow service may wait for their turn as long as that; longer ones are followed all the same. */
const standstillMs = 10 * 60_000;

/** What the polls of a job (or the readings of its results) say about whether it can be followed. */
export class Watch {
  #weight = 0;
  #failures = 0;
  #refusals = 0;
  #kind: FailingTrouble = 'failing';
  #fingerprint: string | undefined;
  #movedAt: number;
  #still = false;

  constructor(now: number) {
    this.#movedAt = now;
  }

  /** Failures in a row that are about this job. */
  get failures(): number {
    return this.#failures;
  }

  /** How often in a row the service said that it will not tell. */
  get refusals(): number {
    return this.#refusals;
  }

  /** When an answer last said something new, epoch ms. */
  get movedAt(): number {
    return this.#movedAt;
  }

  get trouble(): JobTrouble | undefined {
    if (this.#weight >= tooHeavy) return this.#kind;
    return this.#still ? 'standingStill' : undefined;
  }

  /** @param fingerprint what is the same as long as nothing happens; undefined: it has come further */
  answered(fingerprint: string | undefined, now: number): void {
    this.#weight = 0;
    this.#failures = 0;
    this.#refusals = 0;
    if (fingerprint === undefined || fingerprint !== this.#fingerprint) this.#movedAt = now;
    this.#fingerprint = fingerprint;
    this.#still = now - this.#movedAt >= standstillMs;
  }

  /**
   * @param kind undefined: the failure was not about this job
   * @param reading of results, which end by themselves when they cannot be had: a refusal weighs no more than another failure
   */
  failed(kind: FailingTrouble | undefined, reading: boolean): void {
    if (kind === undefined) return;
    this.#kind = kind;
    this.#failures++;
    this.#refusals = kind === 'refused' ? this.#refusals + 1 : 0;
    this.#weight += kind === 'refused' && !reading ? 2 : 1;
  }

  /** A new stage begins. */
  restart(now: number): void {
    this.answered(undefined, now);
  }
}

/** What a failure says about a job; undefined for what is about the service or the token as a whole. */
export function troubleOf(failure: ApiFailure): FailingTrouble | undefined {
  switch (failure.kind) {
    case 'unreachable':
    case 'noToken':
    case 'cancelled':
      return undefined;
    case 'redirect':
      return 'refused';
    case 'status':
      if (failure.status === 429 || failure.status === 401) return undefined;
      return failure.effect === 'refused' ? 'refused' : 'failing';
    case 'serviceErrors':
    case 'unreadable':
    case 'tooLarge':
      return 'unreadable';
    case 'timeout':
    case 'cut':
      return 'failing';
  }
}
