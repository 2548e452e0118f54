import type { Why } from '../records';

const maxRefusals = 3;
const maxUnknowns = 5;
const maxUntracked = 3;

/**
 * Chunks that fail one after the other: at some point it is no longer a matter of single chunks, and the user is asked
 * rather than that a million entries go the same way.
 */
export class Streaks {
  #words: string | undefined;
  #refusals = 0;
  #unknowns = 0;
  #untracked = 0;
  /** `asked` until the user has gone on. */
  #untrackedQuestion: 'open' | 'asked' | 'accepted' = 'open';
  /** Words that the user has seen and gone on after. */
  readonly #accepted = new Set<string>();

  /** A chunk that was taken, with a job. */
  taken(): void {
    this.#untracked = 0;
    this.#forget();
  }

  /**
   * A chunk that was taken without a job. True when the run is to ask: after the first one where no chunk has a job, else after three
   * in a row.
   */
  untracked(anyTracked: boolean): boolean {
    this.#forget();
    if (++this.#untracked < (anyTracked ? maxUntracked : 1) || this.#untrackedQuestion === 'accepted')
      return false;
    this.#untrackedQuestion = 'asked';
    return true;
  }

  #forget(): void {
    this.#refusals = 0;
    this.#words = undefined;
    this.#unknowns = 0;
  }

  /** True when so many were refused in the same words that the run is to ask. */
  refused(why: Why): boolean {
    const words = wordsOf(why);
    this.#refusals = words === this.#words ? this.#refusals + 1 : 1;
    this.#words = words;
    return this.#refusals >= maxRefusals && !this.#accepted.has(words);
  }

  /** True when so many outcomes in a row are unknown that the run is to pause. */
  unknown(): boolean {
    return ++this.#unknowns >= maxUnknowns;
  }

  /** How many unknown outcomes there were since a chunk was taken. */
  get unknowns(): number {
    return this.#unknowns;
  }

  /** The user goes on. */
  resumed(): void {
    if (this.#words !== undefined && this.#refusals >= maxRefusals) this.#accepted.add(this.#words);
    if (this.#untrackedQuestion === 'asked') this.#untrackedQuestion = 'accepted';
    this.#refusals = 0;
    this.#unknowns = 0;
    this.#untracked = 0;
  }
}

function wordsOf({ code, status, detail }: Why): string {
  return [code, status ?? '', detail ?? ''].join(' ');
}
