import * as vscode from 'vscode';
import { systemClock } from '../../../core/api/clock';
import { JournalStore } from '../../../core/bulk/journal/store';
import type { JournalRecord, RunRecord } from '../../../core/bulk/records';
import type { LookResult } from '../../../core/bulk/run/look';
import type { Connection } from '../../../core/connection';
import { Disposables } from '../../events';
import type { Services } from '../../services';
import { settings } from '../../settings';
import type { FamilyView, NewRun, RunService, RunView, SameFile } from '../types';
import { leadsTo } from './address';
import { Changes } from './changes';
import type { DriveNeeds } from './driven';
import { Drivers } from './drivers';
import { Families } from './families';
import type { RunsNeeds } from './needs';
import { readBack, type ReadBack, type ReadWhich } from './readBack';
import type { Run } from './run';
import { Shelf } from './shelf';
import { familyView, type RunFamily } from './familyView';
import type { Unreadable } from './journals';
import { removeFamily } from './remove';
import { Starts } from './starts';
import { troubles } from './troubles';
import { fileName } from '../../words/runWords';

const changeEveryMs = 250;

/** All runs of this machine: those that this window drives, and what the journals say of the others. */
export class Runs implements RunService, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<RunView | undefined>());
  readonly #finished = this.#held.add(new vscode.EventEmitter<RunView>());
  readonly #stopped = this.#held.add(new vscode.EventEmitter<RunView>());
  readonly onDidChange = this.#changed.event;
  readonly onDidFinish = this.#finished.event;
  /** A run of this window has stopped by itself, for a reason that the user is to know. */
  readonly onDidStop = this.#stopped.event;
  readonly #changes: Changes<Run | undefined>;
  readonly #families: Families<Run, RunFamily>;
  readonly #shelf: Shelf;
  readonly #drivers: Drivers;
  readonly #starts: Starts;

  static of({ bulk, gateway, connections, tokens, log }: Services): Runs {
    return new Runs({
      store: new JournalStore(bulk.folder, { redact: text => log.redactor.redact(text) }),
      gateway,
      connections,
      tokens,
      log,
      limits: () => settings.bulkLimits(),
      keepDays: () => settings.bulkKeepRunsDays(),
    });
  }

  constructor(private readonly needs: RunsNeeds) {
    const { store, log, connections, tokens } = needs;
    this.#changes = new Changes(changeEveryMs, systemClock, changed => this.#tell(changed));
    this.#held.add(this.#changes);
    this.#families = new Families(familyView(() => this.unreadable.keys()));
    const drive: DriveNeeds = {
      api: ({ run }) => needs.gateway.lasting(() => this.#connection(run.connection)),
      limits: needs.limits,
      clock: systemClock,
    };
    this.#drivers = new Drivers(store, drive, log, {
      changed: run => this.#changes.note(run),
      finished: run => this.#finished.fire(run),
      stopped: run => this.#stopped.fire(run),
    });
    this.#shelf = this.#held.add(
      new Shelf(store, needs.keepDays, log, {
        changed: run => this.#changes.note(run),
        idle: async run => this.#drivers.takeUp(run),
      }),
    );
    this.#starts = new Starts({
      store,
      shelf: this.#shelf,
      drivers: this.#drivers,
      family: id => this.#groups().find(({ runs }) => runs.some(({ book }) => book.run.family === id)),
    });
    this.#held.add(tokens.onDidChange(() => this.#renew()));
    this.#held.add(connections.onDidChange(() => this.#renew()));
    this.#held.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('chakra.bulk')) this.#setLimits();
      }),
    );
  }

  async families(): Promise<readonly FamilyView[]> {
    await this.#shelf.ready();
    return this.#groups();
  }

  async expire(): Promise<void> {
    await this.#shelf.expire();
  }

  /** Looks at the disk again, for what other windows have done. */
  async refresh(): Promise<void> {
    await this.#shelf.refresh();
  }

  /** While it is watched, what other windows do is seen within seconds. */
  watch(on: boolean): void {
    this.#shelf.watch(on);
  }

  /** Journals that cannot be read at all; they can be deleted. */
  get unreadable(): ReadonlyMap<string, Unreadable> {
    return this.#shelf.unreadable;
  }

  find(runId: string): RunView | undefined {
    return this.#shelf.find(runId);
  }

  familyOf(runId: string): FamilyView | undefined {
    return this.#groups().find(({ runs }) => runs.some(({ id }) => id === runId));
  }

  family(id: string): FamilyView | undefined {
    return this.#groups().find(family => family.id === id);
  }

  /** The runs that this window drives and that are not over. */
  driven(): readonly RunView[] {
    return [...this.#shelf.runs()].filter(run => run.driven !== undefined && run.open);
  }

  async start(wanted: NewRun): Promise<RunView> {
    await this.#shelf.ready();
    const run = await this.#starts.begin(wanted);
    this.#shelf.add(run);
    run.driven?.engine.start();
    return run;
  }

  pause(runId: string): void {
    this.#shelf.find(runId)?.driven?.engine.pause();
  }

  async resume(runId: string, signal?: AbortSignal): Promise<void> {
    const run = this.#run(runId);
    const { kind } = run.phase;
    if (kind === 'finished' || kind === 'cancelled') return;
    this.#checkConnection(run);
    if (run.driven?.broken === true) await this.#drivers.letGo(run);
    await this.#drivers.use(run, async driven => {
      const held = await driven.openAnew(signal);
      if (!held.ok && held.why === 'cancelled') return;
      if (!held.ok) throw troubles.file(fileName(run.book.run), held);
      driven.api.renew();
      driven.engine.resume(held.file);
    });
  }

  async cancel(runId: string): Promise<void> {
    const run = this.#run(runId);
    // What the disk refused before may be possible by now.
    if (run.driven?.broken === true) await this.#drivers.letGo(run);
    await this.#drivers.use(run, async driven => {
      if (await driven.engine.cancel()) return;
      throw troubles.notCancelled(fileName(run.book.run), driven.whyBroken ?? '');
    });
  }

  async look(runId: string, signal?: AbortSignal): Promise<LookResult | undefined> {
    const run = this.#run(runId);
    this.#checkConnection(run);
    return this.#drivers.use(run, async driven => {
      run.looking = true;
      this.#changes.note(run);
      try {
        const held = await driven.openFile(signal);
        if (!held.ok && held.why === 'cancelled') return undefined;
        if (!held.ok) throw troubles.file(fileName(run.book.run), held);
        driven.api.renew();
        return await driven.engine.look({ api: driven.api, file: held.file, signal });
      } finally {
        run.looking = false;
        this.#changes.note(run);
      }
    });
  }

  async giveUp(runId: string, chunk: number): Promise<void> {
    await this.#drivers.use(this.#run(runId), async driven => driven.engine.giveUp(chunk));
  }

  async giveUpAll(runId: string): Promise<number> {
    return this.#drivers.use(this.#run(runId), async driven => driven.engine.giveUpAll());
  }

  async readResults(runId: string, which: ReadWhich, signal?: AbortSignal): Promise<ReadBack> {
    const run = this.#run(runId);
    this.#checkConnection(run);
    return this.#drivers.use(run, async driven => readBack(driven, which, signal));
  }

  records(runId: string): AsyncIterable<JournalRecord> {
    return this.needs.store.read(runId);
  }

  async similar(same: SameFile, since: number): Promise<readonly RunView[]> {
    await this.#shelf.refreshAll();
    return this.#starts.similar(same, since);
  }

  async remove(runId: string): Promise<boolean> {
    return removeFamily(runId, this.needs.store, this.#shelf, this.#drivers);
  }

  /** As the window closes: engines come to rest, locks are let go; what takes longer than the time is left to the next window to find out. */
  async close(withinMs: number): Promise<void> {
    this.#shelf.dispose();
    await this.#drivers.close(withinMs);
  }

  dispose(): void {
    void this.close(0).catch((error: unknown) => this.needs.log.error('Runs', error));
    this.#held.dispose();
  }

  #tell(changed: readonly (Run | undefined)[]): void {
    // With an unknown one all are looked at again.
    if (changed.includes(undefined)) this.#changed.fire(undefined);
    else for (const run of changed) this.#changed.fire(run);
  }

  #run(runId: string): Run {
    const run = this.#shelf.find(runId);
    if (run === undefined) throw troubles.unknownRun();
    return run;
  }

  #groups(): readonly RunFamily[] {
    return this.#families.group(this.#shelf.runs());
  }

  /** The connection of a run as it is now; undefined when it is gone or leads elsewhere. */
  #connection(of: RunRecord['connection']): Connection | undefined {
    const connection = this.needs.connections.find(of.id);
    return leadsTo(connection, of) ? connection : undefined;
  }

  #checkConnection({ book: { run } }: Run): void {
    if (this.#connection(run.connection) === undefined) {
      throw troubles.noConnection(fileName(run), run.connection.name);
    }
  }

  /** Token or address may be others now: read at the next call. */
  #renew(): void {
    for (const { driven } of this.#shelf.runs()) {
      driven?.api.renew();
      driven?.engine.tokenSet();
    }
  }

  #setLimits(): void {
    for (const run of this.#shelf.runs()) run.driven?.engine.setLimits(this.needs.limits());
  }
}
