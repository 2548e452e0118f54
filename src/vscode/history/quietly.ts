import { reasonOf } from '../trouble';

/** Work that must never be in the way of a send: what it throws is logged, and told once until work is done to its end again. */
export class Quietly {
  #isTold = false;

  /**
   * @param log is given every error
   * @param tell is given the reason of the first of a row, in words of the system
   */
  constructor(
    private readonly log: (error: unknown) => void,
    private readonly tell: (reason: string) => void,
  ) {}

  /** @returns undefined where it did not work; never rejects. @param isLast nothing of the same send comes after it */
  async run<T>(work: () => Promise<T>, isLast: boolean): Promise<T | undefined> {
    try {
      const done = await work();
      if (isLast) this.#isTold = false;
      return done;
    } catch (error) {
      this.log(error);
      if (!this.#isTold) this.tell(reasonOf(error));
      this.#isTold = true;
      return undefined;
    }
  }
}
