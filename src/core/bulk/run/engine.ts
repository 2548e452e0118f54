import type { RunPhase } from '../records';
import type { RunLimits } from './limits';
import type { RunFileOpen, RunNeeds } from './ports';
import { look, type LookNeeds, type LookResult } from './look';
import { GivingUp } from './givingUp';
import { Pump } from './pump';
import { Reader } from './reader';
import { requestResults, type ResultsRead } from './request';
import { Recorder } from './recorder';
import { Room } from './room';
import { Steering } from './steering';
import { Submitter, type Taken } from './submitter';
import type { JobView } from './tracked';
import { Tracker } from './tracker';

/**
 * Drives one run: sends what is unsent, follows the jobs, ties results to entries. Sends and polls share one pace. All
 * that is known for certain is in the book; what the engine knows besides is gone with it and harmless to lose.
 */
export class RunEngine {
  readonly #recorder: Recorder;
  readonly #steering: Steering;
  readonly #submitter: Submitter;
  readonly #reader: Reader;
  readonly #tracker: Tracker;
  readonly #room: Room;
  readonly #givingUp: GivingUp;
  readonly #stop = new AbortController();
  readonly #pump: Pump;
  #limits: RunLimits;

  constructor(private readonly needs: RunNeeds) {
    const { api, book, journal, clock, random, onChange, file, openFile } = needs;
    this.#limits = needs.limits;
    this.#recorder = new Recorder(journal, book, onChange, error => this.#broken(error));
    this.#steering = new Steering({
      phase: book.phase,
      clock,
      random,
      limits: () => this.#limits,
      unsent: () => book.unsent.size > 0,
      keep: phase => this.#keepPhase(phase),
    });
    const { signal } = this.#stop;
    const common = { api, book, clock, random, recorder: this.#recorder, steering: this.#steering, signal };
    this.#submitter = new Submitter({
      ...common,
      limits: () => this.#limits,
      onTaken: taken => this.#follow(taken),
      onSettling: settling => this.#pump.settle(settling),
    });
    this.#reader = new Reader({ ...common, openFile: openFile ?? (() => Promise.resolve(undefined)) });
    this.#tracker = new Tracker({ ...common, reader: this.#reader, onChange });
    this.#room = new Room(book, this.#tracker.followed, () => this.#limits.maxJobs);
    this.#givingUp = new GivingUp({ ...common, tracker: this.#tracker });
    this.#pump = new Pump({
      ...common,
      submitter: this.#submitter,
      tracker: this.#tracker,
      room: this.#room,
      onBroken: error => this.#broken(error),
    });
    if (file !== undefined) this.#use(file);
  }

  /** As decided; it is in the book as soon as it is recorded (`paused (journal)` never is). */
  get phase(): RunPhase {
    return this.#steering.phase;
  }

  /** Requests under way. */
  get inFlight(): number {
    return this.#pump.inFlight;
  }

  /** What is known of the jobs that are followed, with the polls that went wrong. */
  get jobs(): readonly JobView[] {
    return this.#tracker.followed.all;
  }

  get limits(): RunLimits {
    return this.#limits;
  }

  /** Hold from the next request on. */
  setLimits(limits: RunLimits): void {
    this.#limits = limits;
    this.#pump.turn();
  }

  /** Follows the jobs that are open, without sending anything; e.g. after a restart. */
  track(): void {
    this.#pump.wake();
    void this.#givingUp.rest().then(() => this.#pump.turn());
  }

  /**
   * Starts, or goes on after a pause: with a full retry quota, and without waiting any longer. False when that cannot be: the
   * run is cancelled or finished, has no file, or its journal failed (then open it anew).
   * @param file the file anew, e.g. after it was found changed and was checked again
   */
  start(file?: RunFileOpen): boolean {
    if (file !== undefined) this.#use(file);
    if (!this.#submitter.hasFile || this.#recorder.failure !== undefined || this.#stop.signal.aborted)
      return false;
    this.#room.goOn(this.#steering.phase);
    const goes = this.#steering.go();
    this.track();
    return goes;
  }

  resume(file?: RunFileOpen): boolean {
    return this.start(file);
  }

  /** Nothing more is sent; requests under way end, jobs are followed. */
  pause(): void {
    this.#steering.pause('user');
    this.#pump.turn();
  }

  /**
   * Nothing more is sent, for good. What is under way is waited for, what was accepted is followed. True when it is recorded; false when the
   * journal failed: then open it anew, and cancel again.
   */
  async cancel(): Promise<boolean> {
    if (this.#recorder.failure === undefined) this.#steering.cancel();
    this.track();
    await this.#recorder.drained();
    return this.needs.book.cancelled || this.needs.book.phase.kind === 'finished';
  }

  /** The connection has another token: jobs are asked for again, where that waits for one. */
  tokenSet(): void {
    this.#steering.tokenSet();
    this.#pump.turn();
  }

  /** A job that the service does not know any more, in the user's opinion: its entries become unknown, and can be looked for. */
  async giveUp(chunk: number): Promise<void> {
    this.#room.giveUp(this.phase);
    await this.#givingUp.one(chunk);
    this.#pump.turn();
  }

  /** The same for every job that `needsAttention`. How many there were. */
  async giveUpAll(): Promise<number> {
    this.#room.giveUp(this.phase);
    const count = await this.#givingUp.all();
    this.#pump.turn();
    return count;
  }

  /**
   * Reads the results of a chunk that has its verdicts, e.g. for the ids of the processes where all succeeded and nobody has read them. Entries
   * that are unmatched, or unknown since the job was given up, may get any verdict. Gives up after a few failures in a row.
   */
  readResults(chunk: number, signal?: AbortSignal): Promise<ResultsRead> {
    if (this.#stop.signal.aborted || this.#recorder.failure !== undefined)
      return Promise.resolve({ kind: 'nothing' });
    const result = requestResults(this.#tracker, chunk, signal);
    this.#pump.wake();
    return result;
  }

  /** Looks for entries in doubt; see `look`. */
  look(options: Pick<LookNeeds, 'api' | 'file' | 'signal' | 'onProgress'>): Promise<LookResult> {
    const { book, clock } = this.needs;
    return look({ ...options, book, clock, record: record => this.#recorder.record(record) });
  }

  /** Resolves when no request is under way and all is recorded: at once, at the latest when those under way have ended. */
  async quiet(): Promise<void> {
    await this.#pump.idle();
    await this.#recorder.drained();
  }

  /** Asks for nothing any more, e.g. as the window closes. Reads are cut; POSTs are not, their outcomes are recorded. */
  async dispose(): Promise<void> {
    this.#stop.abort();
    this.#pump.stopAlarm();
    for (const { chunk } of this.#tracker.followed.all) this.#tracker.forget(chunk);
    await this.quiet();
  }

  #use(file: RunFileOpen): void {
    this.#submitter.use(file);
    this.#reader.use(file);
  }

  #follow({ chunk, jobId, entries, body }: Taken): void {
    this.#tracker.follow(chunk, jobId, entries, body);
  }

  #keepPhase(phase: RunPhase): void {
    void this.#recorder
      .record({ t: 'phase', at: this.needs.clock.now(), phase })
      .then(() => this.#pump.turn());
  }

  /** From here on nothing is sent. A new engine, from the journal as it is, can go on. */
  #broken(error: unknown): void {
    this.#pump.stopAlarm();
    this.#tracker.forgetRequests();
    this.#steering.broken(error instanceof Error ? error.message : String(error));
    this.needs.onChange();
  }
}
