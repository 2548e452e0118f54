import { open, readdir, rm, stat, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../api/clock';
import type { JournalRecord, RunRecord } from '../records';
import { flushFolder, isMissing } from '../../disk';
import { makeFolder, openForAppend } from './disk';
import { JournalDamaged, type Journal, type JournalSummary, type OpenJournal } from './journal';
import { parseRecord } from './line';
import { takeLock, type Lock, type LockHolder, type LockSystem } from './lock';
import { LockFolder } from './lockFolder';
import { isAlive } from './owner';
import { verifiedLines } from './verified';
import { JournalWriter, type AppendFile } from './writer';

export interface StoreOptions extends Partial<LockSystem> {
  /** Takes secrets out of a text: `Redactor.redact`. */
  readonly redact: (text: string) => string;
  /** Tests bring disks that fail. */
  readonly openForAppend?: (file: string, mode: 'create' | 'existing') => Promise<AppendFile>;
}

/** A run that another window drives. */
export class RunLocked extends Error {
  override readonly name = 'RunLocked';

  constructor(readonly heldBy: LockHolder) {
    super('Another window drives this run');
  }
}

const suffix = '.journal';

/** The journals of a folder: `<run id>.journal` each, beside it a folder for the lock. */
export class JournalStore {
  readonly #locks: LockSystem;

  constructor(
    private readonly folder: string,
    private readonly options: StoreOptions,
  ) {
    this.#locks = { clock: systemClock, isAlive, ...options };
  }

  /**
   * Begins a journal with its first record, flushed. With a lock, each append makes sure that it is still held. Rejects with
   * {@link JournalFailed} or the error of the file system when the disk refuses, and with EEXIST when there is a journal of that id.
   */
  async create(run: RunRecord, lock?: Lock): Promise<Journal> {
    const file = this.#file(run.id);
    await makeFolder(this.folder);
    const writer = await this.#writer(file, 'create', 0, lock);
    try {
      await writer.append(run);
    } catch (error) {
      // A journal without a run is of no use; what matters is why it could not be written.
      await writer.close().catch(() => undefined);
      await rm(file, { force: true }).catch(() => undefined);
      throw error;
    }
    return writer;
  }

  /**
   * Opens a journal to go on with it: proves all of it, cuts off a torn tail. Rejects with {@link JournalDamaged}, and with ENOENT when there is
   * none. The lock of the run should be held.
   */
  async open(id: string, lock?: Lock): Promise<OpenJournal> {
    const file = this.#file(id);
    const handle = await open(file, 'r+');
    let lines = 0;
    let end = 0;
    let torn: number;
    try {
      for await (const line of verifiedLines(id, handle)) [lines, end] = [line.number, line.end];
      if (lines === 0) throw emptyJournal(id);
      torn = (await handle.stat()).size - end;
      if (torn > 0) {
        await handle.truncate(end);
        await handle.datasync();
      }
    } finally {
      await handle.close();
    }
    const journal = await this.#writer(file, 'existing', lines, lock);
    return { records: this.#records(id, end), journal, torn };
  }

  /**
   * The records of a journal, also of one that is being written: as far as it goes when it is read. May be iterated more than once. Throws
   * {@link JournalDamaged} at the damage, after the records before it; and ENOENT.
   */
  read(id: string): AsyncIterable<JournalRecord> {
    this.#file(id);
    return this.#records(id, undefined);
  }

  /** All journals, the latest first. Reads the first line of each only. */
  async list(): Promise<JournalSummary[]> {
    const summaries: JournalSummary[] = [];
    for (const id of await this.#ids()) {
      const summary = await this.#summary(id);
      if (summary !== undefined) summaries.push(summary);
    }
    return summaries.sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** The sizes of all journals on disk, bytes, without reading any of them; 0 where the system does not tell. */
  async sizes(): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    for (const id of await this.#ids()) {
      try {
        sizes.set(id, (await stat(this.#file(id))).size);
      } catch (error) {
        if (!isMissing(error)) sizes.set(id, 0);
      }
    }
    return sizes;
  }

  /**
   * Deletes a journal for certain: it resolves when the file is empty and gone. Rejects with {@link RunLocked} while somebody drives the run, and with
   * the error of the file system. Does nothing when there is none.
   * @param held the run's lock, where the caller has it; it is let go
   */
  async remove(id: string, held?: Lock): Promise<void> {
    const file = this.#file(id);
    const lock = held ?? (await this.lock(id));
    if ('heldBy' in lock) throw new RunLocked(lock.heldBy);
    try {
      // Emptied first: where another process has the file open, its name may go later than its content.
      await truncate(file);
      await rm(file);
    } catch (error) {
      if (!isMissing(error)) throw error;
    } finally {
      await lock.release();
    }
    await rm(this.#lockFolder(id), { recursive: true, force: true });
    await flushFolder(this.folder);
  }

  /** The right to drive a run, against all other windows and processes; see {@link takeLock}. The journal need not exist yet. */
  async lock(id: string): Promise<Lock | { readonly heldBy: LockHolder }> {
    this.#file(id);
    return takeLock(new LockFolder(this.#lockFolder(id)), this.#locks);
  }

  /** Asks whoever holds the lock of a run to let go of it, if nothing is lost by that; see `Lock.isWanted`. */
  async ask(id: string): Promise<void> {
    this.#file(id);
    await new LockFolder(this.#lockFolder(id)).ask();
  }

  async #ids(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    return names
      .filter(name => name.endsWith(suffix))
      .map(name => name.slice(0, -suffix.length))
      .filter(isRunId);
  }

  async #writer(
    file: string,
    mode: 'create' | 'existing',
    lines: number,
    lock: Lock | undefined,
  ): Promise<JournalWriter> {
    const { redact, openForAppend: open = openForAppend } = this.options;
    const mayWrite = lock && (() => lock.isHeld());
    return new JournalWriter(await open(file, mode), { redact, lines, ...(mayWrite && { mayWrite }) });
  }

  #records(id: string, end: number | undefined): AsyncIterable<JournalRecord> {
    const file = this.#file(id);
    return { [Symbol.asyncIterator]: () => recordsOf(id, file, end) };
  }

  async #summary(id: string): Promise<JournalSummary | undefined> {
    const file = this.#file(id);
    let common = { id, size: 0, modifiedAt: 0 };
    try {
      const { size, mtimeMs } = await stat(file);
      common = { id, size, modifiedAt: mtimeMs };
      for await (const record of recordsOf(id, file, undefined)) {
        if (record.t === 'run') return { ...common, run: record };
      }
      throw emptyJournal(id);
    } catch (error) {
      // Removed by another window while we looked.
      if (isMissing(error)) return undefined;
      if (error instanceof JournalDamaged) return { ...common, damaged: error.damage };
      // One that cannot be read must not hide the others.
      return { ...common, refused: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Throws RangeError for an id that is no name of a file on every system. */
  #file(id: string): string {
    if (!isRunId(id)) throw new RangeError('No run id');
    return path.join(this.folder, `${id}${suffix}`);
  }

  #lockFolder(id: string): string {
    return path.join(this.folder, `${id}.lock`);
  }
}

function isRunId(id: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,99}$/.test(id);
}

function emptyJournal(id: string): JournalDamaged {
  return new JournalDamaged(id, { reason: 'empty', line: 1, offset: 0 });
}

async function* recordsOf(
  id: string,
  file: string,
  end: number | undefined,
): AsyncGenerator<JournalRecord, void, void> {
  const handle: FileHandle = await open(file, 'r');
  try {
    for await (const { number, offset, json } of verifiedLines(id, handle, end)) {
      const record = parseRecord(json);
      if (record === undefined || (record.t === 'run') !== (number === 1)) {
        throw new JournalDamaged(id, { reason: 'unsupported', line: number, offset });
      }
      yield record;
    }
  } finally {
    await handle.close();
  }
}
