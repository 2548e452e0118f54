import type { RunBook } from '../../../core/bulk/book/book';
import type { RunPhase } from '../../../core/bulk/records';
import type { JobView } from '../../../core/bulk/run/tracked';
import type { RunView } from '../types';
import type { Driven } from './driven';

/** One run of this machine, as this window knows it. */
export class Run implements RunView {
  /** Set while this window drives it. */
  driven: Driven | undefined;
  /** While the lock is being asked for and the journal opened. */
  opening: Promise<Driven | undefined> | undefined;
  /** While it is being let go: what is driven then is of no use any more. */
  closing: Promise<void> | undefined;
  /** Another window holds the lock, as far as we know. */
  elsewhere = false;
  damaged = false;
  looking = false;
  /** How many are at work on it, so that it must not be let go. */
  users = 0;
  /** The phase that was looked at last, so that each is told once. */
  seenPhase: RunPhase | undefined;
  /** Rises with each change. */
  version = 0;
  #book: RunBook;

  constructor(
    readonly id: string,
    book: RunBook,
    public size: number,
  ) {
    this.#book = book;
  }

  get book(): RunBook {
    return this.driven?.book ?? this.#book;
  }

  /** As the journal was read again. */
  set book(book: RunBook) {
    this.#book = book;
  }

  get phase(): RunPhase {
    return this.driven?.engine.phase ?? this.book.phase;
  }

  get mine(): boolean {
    // One that only waits there is let go when somebody here wants it.
    const { kind } = this.book.phase;
    return !this.elsewhere || !(kind === 'running' || kind === 'waiting');
  }

  get jobs(): readonly JobView[] {
    return this.driven?.engine.jobs ?? [];
  }

  get inFlight(): number {
    return this.driven?.engine.inFlight ?? 0;
  }

  /** Not over: something may still be sent, or results are still to come. */
  get open(): boolean {
    return this.book.phase.kind !== 'finished' && !this.damaged;
  }

  /** It is driven here from now on. */
  attach(driven: Driven): void {
    this.driven = driven;
    this.elsewhere = false;
    this.seenPhase = driven.engine.phase;
  }

  /** Not any more; what is known of it stays. */
  detach(): void {
    if (this.driven === undefined) return;
    this.#book = this.driven.book;
    this.driven = undefined;
  }
}
