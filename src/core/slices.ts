/** How the work is spread. */
export interface SliceOptions {
  /** How long one slice may take before it rests, ms; 3 unless told. */
  readonly budgetMs?: number;
  /** A clock, ms. */
  readonly now?: () => number;
  /** Lets everyone else have their turn; `ownTurn` unless told. */
  readonly rest?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Cuts a loop that awaits anyway into slices: `if (slices.due) await slices.rest();`, asked often. */
export class Slices {
  readonly #options: Required<Pick<SliceOptions, 'budgetMs' | 'now' | 'rest'>>;
  #start: number;

  constructor({ budgetMs = BUDGET_MS, now = clock, rest = ownTurn }: SliceOptions = {}) {
    this.#options = { budgetMs, now, rest };
    this.#start = now();
  }

  /** The slice has taken its time; awaiting what is there already (a microtask) does not end one. */
  get due(): boolean {
    return this.#options.now() - this.#start >= this.#options.budgetMs;
  }

  /** Lets everyone else have their turn. */
  async rest(): Promise<void> {
    await this.#options.rest();
    this.#start = this.#options.now();
  }
}

/** Leaves room within 8 ms for what else has its turn, and for the garbage collector, which no budget can foresee. */
const BUDGET_MS = 3;

/**
 * Runs work that yields often in short slices, so that it never holds up the thread it shares.
 * @returns what the work returns
 * @throws the signal's reason when it is aborted: the work is then closed
 */
export async function runInSlices<T>(work: Generator<void, T, void>, options: SliceOptions = {}): Promise<T> {
  const { budgetMs = BUDGET_MS, now = clock, rest = ownTurn, signal } = options;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const start = now();
      do {
        const step = work.next();
        if (step.done === true) return step.value;
      } while (now() - start < budgetMs);
      await rest();
    }
  } catch (problem) {
    work.return(undefined as never);
    throw problem;
  }
}

function clock(): number {
  return performance.now();
}

let lastTurn: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop that nobody else who waits like this gets: pieces of work that go on side by side then hold up the thread one at a time,
 * not all in the same turn.
 */
export function ownTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise(resolve => setImmediate(resolve)));
  return lastTurn;
}
