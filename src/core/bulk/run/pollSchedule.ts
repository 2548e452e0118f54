const firstMs = 500;
const longestMs = 30_000;
/** Up to here the wait grows in any case; beyond it only while nothing happens in the job. */
const attentiveMs = 2_000;

/** When a job is asked for the next time: 0.5 s to 30 s, with jitter. There is no last time. */
export class PollSchedule {
  #step = 0;

  /**
   * Ms until the next poll.
   * @param moved the last answer told something new
   * @param random in [0, 1)
   */
  next(moved: boolean, random: number): number {
    const wait = Math.min(longestMs, firstMs * 2 ** this.#step);
    if (wait < longestMs && (!moved || wait < attentiveMs)) this.#step++;
    // Half of it is fixed, so that no job is asked without a pause.
    return Math.round(wait * (0.5 + random / 2));
  }
}
