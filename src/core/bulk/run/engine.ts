import type { RunPhase } from '../records';
import type { RunLimits } from './limits';
import type { RunFileOpen, RunNeeds } from './ports';
import { look, type LookNeeds, type LookResult } from './look';
import { GivingUp } from './givingUp';
import { Reader } from './reader';
import { requestResults, type ResultsRead } from './request';
import { Recorder } from './recorder';
import { isAboutJobs, Room } from './room';
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
  #limits: RunLimits;
  #inFlight = 0;
  /** Outcomes that are being recorded. */
  #settling = 0;
  #awake = false;
  #pumping = false;
  #lastWasPoll = false;
  #takeBack: (() => void) | undefined;
  #idle: (() => void)[] = [];

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
      onSettling: settling => this.#settle(settling),
    });
    this.#reader = new Reader({ ...common, openFile: openFile ?? (() => Promise.resolve(undefined)) });
    this.#tracker = new Tracker({ ...common, reader: this.#reader, onChange });
    this.#room = new Room(book, this.#tracker, () => this.#limits.maxJobs);
    this.#givingUp = new GivingUp({ ...common, tracker: this.#tracker });
    if (file !== undefined) this.#use(file);
  }

  /** As decided; it is in the book as soon as it is recorded (`paused (journal)` never is). */
  get phase(): RunPhase {
    return this.#steering.phase;
  }

  /** Requests under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** What is known of the jobs that are followed, with the polls that went wrong. */
  get jobs(): readonly JobView[] {
    return this.#tracker.jobs;
  }

  get limits(): RunLimits {
    return this.#limits;
  }

  /** Hold from the next request on. */
  setLimits(limits: RunLimits): void {
    this.#limits = limits;
    this.#pump();
  }

  /** Follows the jobs that are open, without sending anything; e.g. after a restart. */
  track(): void {
    this.#awake = true;
    void this.#givingUp.rest().then(() => this.#pump());
    this.#pump();
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
    this.#pump();
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
    this.#pump();
  }

  /** A job that the service does not know any more, in the user's opinion: its entries become unknown, and can be looked for. */
  async giveUp(chunk: number): Promise<void> {
    this.#room.giveUp(this.phase);
    await this.#givingUp.one(chunk);
    this.#pump();
  }

  /** The same for every job that `needsAttention`. How many there were. */
  async giveUpAll(): Promise<number> {
    this.#room.giveUp(this.phase);
    const count = await this.#givingUp.all();
    this.#pump();
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
    this.#awake = true;
    this.#pump();
    return result;
  }

  /** Looks for entries in doubt; see `look`. */
  look(options: Pick<LookNeeds, 'api' | 'file' | 'signal' | 'onProgress'>): Promise<LookResult> {
    const { book, clock } = this.needs;
    return look({ ...options, book, clock, record: record => this.#recorder.record(record) });
  }

  /** Resolves when no request is under way and all is recorded: at once, at the latest when those under way have ended. */
  async quiet(): Promise<void> {
    if (this.#busy) await new Promise<void>(resolve => this.#idle.push(resolve));
    await this.#recorder.drained();
  }

  /** Asks for nothing any more, e.g. as the window closes. Reads are cut; POSTs are not, their outcomes are recorded. */
  async dispose(): Promise<void> {
    this.#stop.abort();
    this.#takeBack?.();
    for (const { chunk } of this.#tracker.jobs) this.#tracker.forget(chunk);
    await this.quiet();
  }

  #use(file: RunFileOpen): void {
    this.#submitter.use(file);
    this.#reader.use(file);
  }

  #follow({ chunk, jobId, entries, body }: Taken): void {
    this.#tracker.follow(chunk, jobId, entries, body);
  }

  /** Starts whatever may be asked for now, and sets the alarm for what may be asked for later. */
  #pump(): void {
    if (this.#pumping || !this.#awake || this.#stop.signal.aborted || this.#recorder.failure !== undefined)
      return;
    this.#pumping = true;
    // Jobs that ended after all may be what the run waits for.
    if (isAboutJobs(this.phase) && this.#room.isOver && this.#submitter.hasFile) this.#steering.go();
    this.#takeBack?.();
    this.#takeBack = undefined;
    // Asked once: a wait that ends between two looks would be missed by both, and nothing would ever wake the run.
    const { held } = this.#steering;
    if (!held) this.#steering.wake();
    while (!held && this.#inFlight < this.#steering.pace.slots && !this.#steering.held && this.#next());
    this.#alarm(held);
    this.#pumping = false;
    this.#finish();
  }

  /** Polls and sends take turns where both have something to do. */
  #next(): boolean {
    if (this.#lastWasPoll) return this.#sendNext() || this.#pollNext();
    return this.#pollNext() || this.#sendNext();
  }

  #sendNext(): boolean {
    if (!this.#steering.sends) return false;
    if (this.#room.asks && this.needs.book.unsent.size > 0) {
      this.#steering.pause('jobs', this.#tracker.troubles);
      return false;
    }
    if (this.#room.isFull(this.#submitter.sending)) return false;
    const planned = this.#submitter.plan();
    if (planned === undefined) return false;
    this.#lastWasPoll = false;
    this.#run(this.#submitter.send(planned, this.#steering.pace.ticket()));
    return true;
  }

  #pollNext(): boolean {
    const job = this.#tracker.due();
    if (job === undefined) return false;
    this.#lastWasPoll = true;
    this.#run(this.#tracker.step(job, this.#steering.pace.ticket()));
    return true;
  }

  #run(request: Promise<void>): void {
    this.#inFlight++;
    void request
      .catch((error: unknown) => this.#broken(error))
      .finally(() => {
        this.#inFlight--;
        this.#ended();
      });
  }

  #settle(settling: Promise<void>): void {
    this.#settling++;
    void settling
      .catch((error: unknown) => this.#broken(error))
      .finally(() => {
        this.#settling--;
        this.#ended();
      });
  }

  get #busy(): boolean {
    return this.#inFlight + this.#settling > 0;
  }

  #ended(): void {
    this.#pump();
    if (!this.#busy) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** @param held as it was when nothing was asked for because of it */
  #alarm(held: boolean): void {
    const { clock } = this.needs;
    const free = this.#inFlight < this.#steering.pace.slots;
    const at = held || this.#steering.held ? this.#steering.until : free ? this.#tracker.dueAt : undefined;
    if (at === undefined) return;
    this.#takeBack = clock.after(Math.max(0, at - clock.now()), () => this.#pump());
  }

  /** After the last verdict. */
  #finish(): void {
    const { book } = this.needs;
    if (this.#inFlight > 0 || !book.ended || this.#submitter.sending > 0) return;
    if (this.#steering.phase.kind !== 'ready') this.#steering.finish();
  }

  #keepPhase(phase: RunPhase): void {
    void this.#recorder.record({ t: 'phase', at: this.needs.clock.now(), phase }).then(() => this.#pump());
  }

  /** From here on nothing is sent. A new engine, from the journal as it is, can go on. */
  #broken(error: unknown): void {
    this.#takeBack?.();
    this.#tracker.forgetRequests();
    this.#steering.broken(error instanceof Error ? error.message : String(error));
    this.needs.onChange();
  }
}
