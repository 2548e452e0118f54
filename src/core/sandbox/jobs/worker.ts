import type { World } from '../world';
import { processEntries } from './processing';

/** Time between two steps, ms. */
export const stepMs = 4;
/** A step ends after this time even if it has more to do: the process that the sandbox lives in has other work, too. */
const longestMs = 4;
/** Entries a step; with the time between steps, some 100 000 a second where the machine is fast enough. */
const perStep = 500;

/** Works through the jobs of a sandbox in the background, in small steps; sleeps while there is nothing to do. */
export class JobWorker {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly world: World) {
    world.store.jobs.onAdded = () => this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.world.store.jobs.onAdded = undefined;
  }

  #wake(): void {
    if (this.#timer !== undefined || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const end = performance.now() + longestMs;
      processEntries(this.world, perStep, () => performance.now() > end);
      if (this.world.store.jobs.waiting.length > 0) this.#wake();
    }, stepMs);
  }
}
