import type { Clock } from '../../api/clock';
import type { RunBook } from '../book/book';
import type { Recorder } from './recorder';
import { isAboutJobs, type Room } from './room';
import type { Steering } from './steering';
import type { Submitter } from './submitter';
import type { Tracker } from './tracker';

export interface PumpNeeds {
  readonly book: RunBook;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly steering: Steering;
  readonly submitter: Submitter;
  readonly tracker: Tracker;
  readonly room: Room;
  /** Aborted: nothing is asked for any more. */
  readonly signal: AbortSignal;
  /** A bug, or a journal that cannot be written. */
  readonly onBroken: (error: unknown) => void;
}

/** Keeps as many requests under way as the pace allows: whenever one ends, the next one begins; when none may begin yet, an alarm is set. */
export class Pump {
  #inFlight = 0;
  /** Outcomes that are being recorded. */
  #settling = 0;
  #awake = false;
  #pumping = false;
  #lastWasPoll = false;
  #takeBack: (() => void) | undefined;
  #idle: (() => void)[] = [];

  constructor(private readonly needs: PumpNeeds) {}

  /** Requests under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Nothing is asked for before this was called once. */
  wake(): void {
    this.#awake = true;
    this.turn();
  }

  /** Starts whatever may be asked for now, and sets the alarm for what may be asked for later. */
  turn(): void {
    const { recorder, steering, submitter, room, signal } = this.needs;
    if (this.#pumping || !this.#awake || signal.aborted || recorder.failure !== undefined) return;
    this.#pumping = true;
    // Jobs that ended after all may be what the run waits for.
    if (isAboutJobs(steering.phase) && room.isOver && submitter.hasFile) steering.go();
    this.stopAlarm();
    // Asked once: a wait that ends between two looks would be missed by both, and nothing would ever wake the run.
    const { held } = steering;
    if (!held) steering.wake();
    while (!held && this.#inFlight < steering.pace.slots && !steering.held && this.#next());
    this.#setAlarm(held);
    this.#pumping = false;
    this.#finish();
  }

  /** The outcome of a request that is over is being recorded. */
  settle(settling: Promise<void>): void {
    this.#settling++;
    void settling.catch(this.needs.onBroken).finally(() => {
      this.#settling--;
      this.#ended();
    });
  }

  /** Resolves when no request is under way and no outcome is being recorded. */
  async idle(): Promise<void> {
    if (this.#busy) await new Promise<void>(resolve => this.#idle.push(resolve));
  }

  stopAlarm(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
  }

  /** Polls and sends take turns where both have something to do. */
  #next(): boolean {
    if (this.#lastWasPoll) return this.#sendNext() || this.#pollNext();
    return this.#pollNext() || this.#sendNext();
  }

  #sendNext(): boolean {
    const { book, steering, submitter, tracker, room } = this.needs;
    if (!steering.sends) return false;
    if (room.asks && book.unsent.size > 0) {
      steering.pause('jobs', tracker.followed.troubles);
      return false;
    }
    if (room.isFull(submitter.sending)) return false;
    const planned = submitter.plan();
    if (planned === undefined) return false;
    this.#lastWasPoll = false;
    this.#run(submitter.send(planned, steering.pace.ticket()));
    return true;
  }

  #pollNext(): boolean {
    const { steering, tracker } = this.needs;
    const job = tracker.followed.due();
    if (job === undefined) return false;
    this.#lastWasPoll = true;
    this.#run(tracker.step(job, steering.pace.ticket()));
    return true;
  }

  #run(request: Promise<void>): void {
    this.#inFlight++;
    void request.catch(this.needs.onBroken).finally(() => {
      this.#inFlight--;
      this.#ended();
    });
  }

  get #busy(): boolean {
    return this.#inFlight + this.#settling > 0;
  }

  #ended(): void {
    this.turn();
    if (!this.#busy) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** @param held as it was when nothing was asked for because of it */
  #setAlarm(held: boolean): void {
    const { clock, steering, tracker } = this.needs;
    const free = this.#inFlight < steering.pace.slots;
    const at = held || steering.held ? steering.until : free ? tracker.followed.dueAt : undefined;
    if (at === undefined) return;
    this.#takeBack = clock.after(Math.max(0, at - clock.now()), () => this.turn());
  }

  /** After the last verdict. */
  #finish(): void {
    const { book, steering, submitter } = this.needs;
    if (this.#inFlight > 0 || !book.ended || submitter.sending > 0) return;
    if (steering.phase.kind !== 'ready') steering.finish();
  }
}
