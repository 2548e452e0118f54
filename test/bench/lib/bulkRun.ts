import { pathToFileURL } from 'node:url';
import { createApi, type ChakraApi } from '../../../src/core/api/client';
import { fetch } from '../../../src/core/api/nodeFetch';
import { RunBook } from '../../../src/core/bulk/book/book';
import { EntrySet } from '../../../src/core/bulk/entrySet';
import type { Journal } from '../../../src/core/bulk/journal/journal';
import { JournalStore } from '../../../src/core/bulk/journal/store';
import type { RunRecord } from '../../../src/core/bulk/records';
import { RunEngine } from '../../../src/core/bulk/run/engine';
import { defaultLimits, type RunLimits } from '../../../src/core/bulk/run/limits';
import type { RunFileOpen } from '../../../src/core/bulk/run/ports';
import { scan } from '../../../src/core/bulk/scan/scan';
import { openFile } from '../../../src/core/bulk/scan/source';
import { systemClock } from '../../../src/core/api/clock';

export const benchRunId = 'run-1';

/** Where runs are sent to. */
export interface Target {
  readonly baseUrl: string;
  readonly token: string;
}

/** A run that is ready to start, with everything as the extension has it but the windows. */
export interface BenchRun {
  readonly book: RunBook;
  readonly journal: Journal;
  readonly file: RunFileOpen;
  readonly store: JournalStore;
  readonly api: ChakraApi;
  readonly engine: RunEngine;
}

/** The client that runs use. */
export function benchApi({ baseUrl, token }: Target): ChakraApi {
  return createApi({ baseUrl, token, fetch, userAgent: 'chakra-vscode/0.0.0' });
}

/** Scans a file and records a run over all of it in a journal folder; nothing is sent yet. */
export async function readyRun(
  path: string,
  folder: string,
  target: Target,
  options: { readonly limits?: Partial<RunLimits>; readonly onChange?: () => void } = {},
): Promise<BenchRun> {
  const source = await openFile(path);
  const scanned = await scan(source);
  if (!scanned.ok) throw new Error(JSON.stringify(scanned));
  const file = { source, index: scanned.index };
  const { size, sha256, index } = scanned;
  const uri = pathToFileURL(path).href;
  const run = recordOf({ uri, size, sha256, entries: index.count }, target);
  const store = new JournalStore(folder, { redact: text => text });
  const lock = await store.lock(run.id);
  if ('heldBy' in lock) throw new Error('The lock is held.');
  const journal = await store.create(run, lock);
  const book = RunBook.of(run);
  const api = benchApi(target);
  const engine = new RunEngine({
    api,
    book,
    journal,
    file,
    limits: { ...defaultLimits, ...options.limits },
    clock: systemClock,
    random: Math.random,
    onChange: options.onChange ?? (() => undefined),
  });
  return { book, journal, file, store, api, engine };
}

/** Starts a run and resolves when it is finished. Throws when it pauses, but to ask about a service that names no jobs. */
export async function finish({ engine, book }: BenchRun, changed: Changed): Promise<void> {
  engine.start();
  while (book.phase.kind !== 'finished') {
    const { phase } = engine;
    if (phase.kind === 'paused' && phase.why === 'untracked') engine.resume();
    else if (phase.kind === 'paused') throw new Error(`The run has paused: ${JSON.stringify(engine.phase)}`);
    await changed.next();
  }
  await engine.dispose();
}

/** Lets somebody wait for the next change. */
export class Changed {
  #resolve: () => void = () => undefined;
  #promise = Promise.resolve();

  readonly tell = (): void => this.#resolve();

  next(): Promise<void> {
    this.#promise = new Promise(resolve => (this.#resolve = resolve));
    return this.#promise;
  }
}

function recordOf(file: RunRecord['file'], { baseUrl }: Target): RunRecord {
  return {
    t: 'run',
    version: 1,
    id: benchRunId,
    at: Date.now(),
    file,
    connection: { id: 'bench', name: 'Bench', kind: 'test', origin: baseUrl },
    procedure: { shortId: 'lead', name: 'Lead' },
    primaryKey: 'lead_id',
    entries: EntrySet.range(0, file.entries).encode(),
    leftOut: '',
    family: benchRunId,
    origin: 'all',
  };
}
