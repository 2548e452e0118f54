import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../../src/core/api/clock';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { JournalStore } from '../../../../src/core/bulk/journal/store';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { defaultLimits } from '../../../../src/core/bulk/run/limits';
import { Drivers } from '../../../../src/vscode/bulk/runs/drivers';
import { Families } from '../../../../src/vscode/bulk/runs/families';
import { familyView, type RunFamily } from '../../../../src/vscode/bulk/runs/familyView';
import type { Run } from '../../../../src/vscode/bulk/runs/run';
import { Shelf } from '../../../../src/vscode/bulk/runs/shelf';
import { Starts } from '../../../../src/vscode/bulk/runs/starts';
import type { NewRun } from '../../../../src/vscode/bulk/types';

const log = { error: () => undefined, warn: () => undefined };

/** Folders for journals, gone after the tests. */
export function scratchFolders(): () => Promise<string> {
  const made: string[] = [];
  after(async () => {
    for (const folder of made) await rm(folder, { recursive: true, force: true });
  });
  return async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'chakra-window-'));
    made.push(folder);
    return folder;
  };
}

/** What a window has of runs, over a folder of journals; several over one folder are several windows. Nothing is ever sent. */
export class Window {
  readonly store: JournalStore;
  readonly drivers: Drivers;
  readonly shelf: Shelf;
  readonly starts: Starts;
  readonly #families = new Families<Run, RunFamily>(familyView(() => this.shelf.unreadable.keys()));

  constructor(
    readonly folder: string,
    keepDays = 0,
    takesUp = false,
    now?: () => number,
  ) {
    this.store = new JournalStore(folder, { redact: text => text });
    const clock = fastClock();
    const drive = { api: () => ({}) as never, limits: () => defaultLimits, clock };
    const nothing = () => undefined;
    this.drivers = new Drivers(this.store, drive, log, {
      changed: nothing,
      finished: nothing,
      stopped: nothing,
    });
    this.shelf = new Shelf(
      this.store,
      () => keepDays,
      log,
      {
        changed: nothing,
        idle: async run => (takesUp ? this.drivers.takeUp(run) : undefined),
      },
      now,
    );
    const family = (id: string) =>
      this.families().find(({ runs }) => runs.some(({ book }) => book.run.family === id));
    this.starts = new Starts({
      store: this.store,
      shelf: this.shelf,
      drivers: this.drivers,
      family,
      clock,
    });
  }

  families() {
    return this.#families.group(this.shelf.runs());
  }

  async begin(wanted: NewRun): Promise<Run> {
    const run = await this.starts.begin(wanted);
    this.shelf.add(run);
    return run;
  }

  /** Begins a run, lets these things happen to it, and lets go of it. */
  async play(wanted: NewRun, ...records: readonly JournalRecord[]): Promise<Run> {
    const run = await this.begin(wanted);
    await this.drivers.letGo(run);
    await this.append(run.id, ...records);
    await this.shelf.refreshAll();
    return run;
  }

  async append(id: string, ...records: readonly JournalRecord[]): Promise<void> {
    const { journal } = await this.store.open(id);
    for (const record of records) await journal.append(record);
    await journal.close();
  }

  async close(): Promise<void> {
    this.shelf.dispose();
    await this.drivers.close(0);
  }
}

/** Time goes so much faster for windows, so that a test never waits as long as a user would. */
const faster = 20;

function fastClock(): Clock {
  const begun = Date.now();
  return {
    now: () => begun + (Date.now() - begun) * faster,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms / faster);
      return () => clearTimeout(timer);
    },
  };
}

/** A run over all of a small file in a folder. */
export async function newRun(folder: string, entries = 4): Promise<NewRun> {
  const text = `[${Array.from({ length: entries }, (_, i) => `{"id":${i}}`).join(',')}]`;
  const fsPath = path.join(folder, 'leads.json');
  await writeFile(fsPath, text);
  const uri: unknown = { scheme: 'file', fsPath, path: fsPath, toString: () => `file://${fsPath}` };
  return {
    file: uri as NewRun['file'],
    size: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
    index: { count: entries } as NewRun['index'],
    connection: {
      id: 'c',
      name: 'Team',
      baseUrl: 'https://api.example/a',
      origin: 'https://api.example',
      kind: 'test',
    },
    procedure: { shortId: 'lead', name: 'Lead' },
    primaryKey: 'id',
    schemaHash: undefined,
    entries: EntrySet.range(0, entries),
    leftOut: EntrySet.empty,
    origin: 'all',
  };
}
