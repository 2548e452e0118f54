import { access } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clock } from '../../../src/core/api/clock';
import type { RunBook } from '../../../src/core/bulk/book/book';
import { RunBook as Book } from '../../../src/core/bulk/book/book';
import { foldRun } from '../../../src/core/bulk/book/fold';
import { EntrySet } from '../../../src/core/bulk/entrySet';
import type { Journal } from '../../../src/core/bulk/journal/journal';
import type { Lock } from '../../../src/core/bulk/journal/lock';
import { JournalStore } from '../../../src/core/bulk/journal/store';
import type { RunRecord } from '../../../src/core/bulk/records';
import type { RunFileOpen } from '../../../src/core/bulk/run/ports';
import { scan } from '../../../src/core/bulk/scan/scan';
import { openFile } from '../../../src/core/bulk/scan/source';
import type { Order } from '../order';
import { MortalDisk } from './death';

/** A run that this window drives. */
export interface OpenRun {
  readonly book: RunBook;
  readonly journal: Journal;
  readonly file: RunFileOpen;
  close(): Promise<void>;
}

/** Takes the lock, checks the file, and makes the run or recovers it. Throws when another one holds it, or the file is another. */
export async function openRun(order: Order, clock: Clock): Promise<OpenRun> {
  const store = new JournalStore(order.folder, {
    redact: text => text,
    openForAppend: new MortalDisk(order.death).open,
  });
  await forgetEmpty(store);
  const lock = await store.lock(order.runId);
  if ('heldBy' in lock) throw new Error(`The run is held by ${JSON.stringify(lock.heldBy)}`);
  const source = await openFile(order.file);
  const scanned = await scan(source);
  if (!scanned.ok) throw new Error(`The file is refused: ${JSON.stringify(scanned)}`);
  const { index, size, sha256 } = scanned;
  const uri = pathToFileURL(order.file).href;
  const { book, journal } = (await exists(order))
    ? await recover(store, order.runId, lock, clock)
    : await begin(store, recordOf(order, { uri, size, sha256, entries: index.count }, clock.now()), lock);
  const { file } = book.run;
  if (file.sha256 !== sha256 || file.size !== size) throw new Error('The file has changed.');
  return {
    book,
    journal,
    file: { source, index },
    close: async () => {
      await journal.close();
      await source.close();
      await lock.release();
    },
  };
}

/** A crash while a run was being created leaves a journal without one: nothing was sent. */
async function forgetEmpty(store: JournalStore): Promise<void> {
  for (const { id, damaged } of await store.list()) {
    if (damaged?.reason === 'empty') await store.remove(id);
    else if (damaged !== undefined) throw new Error(`The journal is damaged: ${JSON.stringify(damaged)}`);
  }
}

function exists({ folder, runId }: Order): Promise<boolean> {
  return access(path.join(folder, `${runId}.journal`)).then(
    () => true,
    () => false,
  );
}

async function recover(
  store: JournalStore,
  id: string,
  lock: Lock,
  clock: Clock,
): Promise<Pick<OpenRun, 'book' | 'journal'>> {
  const { records, journal } = await store.open(id, lock);
  const book = await foldRun(records);
  for (const record of book.afterCrash(clock.now())) {
    await journal.append(record);
    book.apply(record);
  }
  return { book, journal };
}

async function begin(
  store: JournalStore,
  run: RunRecord,
  lock: Lock,
): Promise<Pick<OpenRun, 'book' | 'journal'>> {
  const journal = await store.create(run, lock);
  return { book: Book.of(run), journal };
}

function recordOf(order: Order, file: RunRecord['file'], at: number): RunRecord {
  const { runId, procedure, primaryKey, baseUrl } = order;
  const left = EntrySet.of(order.leftOut);
  return {
    t: 'run',
    version: 1,
    id: runId,
    at,
    file,
    connection: { id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin: baseUrl },
    procedure: { shortId: procedure, name: procedure },
    ...(primaryKey === undefined ? {} : { primaryKey }),
    entries: EntrySet.range(0, file.entries).minus(left).encode(),
    leftOut: left.encode(),
    family: runId,
    origin: 'all',
  };
}
