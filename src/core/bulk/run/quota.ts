/** How often a run tries again by itself: an outage uses it up, successes earn it back. */
export class RetryQuota {
  #tokens = fullQuota;

  get tokens(): number {
    return this.#tokens;
  }

  /** False when there was not enough left: the run is to pause. */
  spend(tokens = retryCost): boolean {
    if (this.#tokens < tokens) return false;
    this.#tokens -= tokens;
    return true;
  }

  earn(): void {
    this.#tokens = Math.min(fullQuota, this.#tokens + 1);
  }

  refill(): void {
    this.#tokens = fullQuota;
  }
}

const fullQuota = 500;
export const retryCost = 5;
/** For what seldom mends itself: a certificate, a proxy that wants a password. */
export const stubbornCost = 50;
