import type { Clock } from '../../../core/api/clock';

/** Passes changes on at most every so often, the first one at once; what changes in between is told together, once each. */
export class Changes<T> {
  readonly #changed = new Set<T>();
  #takeBack: (() => void) | undefined;

  constructor(
    private readonly everyMs: number,
    private readonly clock: Clock,
    private readonly tell: (changed: readonly T[]) => void,
  ) {}

  note(thing: T): void {
    this.#changed.add(thing);
    if (this.#takeBack === undefined) this.#flush();
  }

  dispose(): void {
    this.#takeBack?.();
    this.#changed.clear();
    // Nothing is told any more.
    this.#takeBack = () => undefined;
  }

  #flush(): void {
    this.#takeBack = undefined;
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    this.#takeBack = this.clock.after(this.everyMs, () => this.#flush());
    this.tell(changed);
  }
}
