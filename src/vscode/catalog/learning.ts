import type { ApiFailure } from '../../core/api/result';
import { knowsAllAttributes } from '../../core/catalog/complete';
import type { Procedure } from '../../core/catalog/model';

/** What nobody asked for is not tried again at once after a failure. */
export const pauseAfterFailureMs = 60_000;

/** Work that several may wait for; a command among them tells of a failure itself. */
export interface Shared<T> {
  readonly done: Promise<T>;
  asked: boolean;
}

/** Gives why nothing was learnt, if that is known. */
interface Look extends Shared<ApiFailure | undefined> {
  /** Epoch ms. */
  failedAt?: number;
}

/** The looks at List for attributes that the config of one connection does not say: one for a procedure until {@link clear}. */
export class Learning {
  readonly #looks = new Map<string, Look>();

  /**
   * @param learn reads one page of List and keeps what it shows; gives the failure if there was one
   * @param failed is told of a failure, and whether a command tells of it
   */
  constructor(
    private readonly learn: (procedure: Procedure) => Promise<ApiFailure | undefined>,
    private readonly failed: (failure: ApiFailure, isTold: boolean) => void,
    private readonly now: () => number,
  ) {}

  /** After a refresh: there may be more to learn. */
  clear(): void {
    this.#looks.clear();
  }

  /** Joins the look at a procedure, or begins one. Rejects with what the look was stopped by; the next one is then new. */
  async look(procedure: Procedure, asked: boolean): Promise<ApiFailure | undefined> {
    const { key } = procedure;
    const last = this.#looks.get(key);
    const pauseMs = asked ? 0 : pauseAfterFailureMs;
    if (last !== undefined && (last.failedAt === undefined || this.now() - last.failedAt < pauseMs)) {
      last.asked ||= asked;
      return last.done;
    }
    const look: Look = { done: this.learn(procedure), asked };
    this.#looks.set(key, look);
    try {
      const failure = await look.done;
      if (failure === undefined) return undefined;
      look.failedAt = this.now();
      this.failed(failure, look.asked);
      return failure;
    } catch (error) {
      if (this.#looks.get(key) === look) this.#looks.delete(key);
      throw error;
    }
  }
}

/** Whether List could say more of a procedure: once after each refresh, or where nothing was learnt yet. */
export function isWorthALook(procedure: Procedure, isFresh: boolean): boolean {
  if (knowsAllAttributes(procedure)) return false;
  return isFresh || !procedure.attributes.some(({ learnt }) => learnt === true);
}
