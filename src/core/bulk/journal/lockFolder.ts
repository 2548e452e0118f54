import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rm, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, isMissing } from '../../disk';
import { makeFolder } from './disk';
import { parseOwner, type LockOwner } from './owner';

/** The state of one generation of a lock. */
export interface Generation {
  /** Absent while the file is being written. */
  readonly owner?: LockOwner;
  /** Its holder has let go. */
  readonly free: boolean;
  /** Of the last heartbeat, by the file system's clock, ms. Windows may tell it late, as long as the holder has the file open. */
  readonly beatAt: number;
  /** How many heartbeats there were, as digits: the content is the same for all at once. */
  readonly beats: string;
}

const freed = '\nfree';
const digits = 10;
const wanted = 'wanted';
/** How many old generations stay: enough that nobody who looked a moment ago can create one of them anew. */
const kept = 4;

/**
 * The lock of one run on disk: a folder with one small file for each time that the lock was taken, named 1, 2, 3 … The highest is the one that counts.
 * Taking the lock is creating the next number, which the file system grants to one process only; so nobody ever removes a lock that another one has
 * just taken, as happens where a stale lock is deleted and made anew.
 */
export class LockFolder {
  constructor(readonly folder: string) {}

  /** 0 when the lock was never taken. */
  async highest(): Promise<number> {
    return Math.max(0, ...(await this.#generations()));
  }

  /** Undefined when there is no such generation (any more). */
  async read(generation: number): Promise<Generation | undefined> {
    try {
      const file = this.#file(generation);
      const text = await readFile(file, 'utf8');
      const { mtimeMs } = await stat(file);
      const [first = '', beats = ''] = text.split('\n');
      const owner = parseOwner(first);
      return { ...(owner && { owner }), free: text.endsWith(freed), beatAt: mtimeMs, beats };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Creates a generation; undefined when somebody else has. */
  async create(generation: number, owner: LockOwner): Promise<FileHandle | undefined> {
    await makeFolder(this.folder);
    let handle: FileHandle;
    try {
      handle = await open(this.#file(generation), 'wx', 0o600);
    } catch (error) {
      // Missing: the run was removed this very moment.
      if (hasCode(error, 'EEXIST') || isMissing(error)) return undefined;
      throw error;
    }
    await handle.write(`${JSON.stringify(owner)}\n${countText(0)}`, 0);
    return handle;
  }

  async remove(generation: number): Promise<void> {
    await rm(this.#file(generation), { force: true });
  }

  /** Removes generations that nobody can take for the highest any more. */
  async tidy(generation: number): Promise<void> {
    for (const each of await this.#generations()) {
      if (each <= generation - kept) await this.remove(each);
    }
  }

  /** What time it is by the clock that dates the heartbeats (a network drive has its own). */
  async now(): Promise<number> {
    const file = path.join(this.folder, `now-${randomUUID()}`);
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.write('.');
      return (await handle.stat()).mtimeMs;
    } finally {
      await handle.close();
      await rm(file, { force: true });
    }
  }

  /** Leaves word for the holder that somebody else wants the lock. */
  async ask(): Promise<void> {
    await writeFile(path.join(this.folder, wanted), '', { mode: 0o600 }).catch((error: unknown) => {
      // Removed this very moment.
      if (!isMissing(error)) throw error;
    });
  }

  /** Whether somebody has asked since the last time. */
  async asked(): Promise<boolean> {
    try {
      await unlink(path.join(this.folder, wanted));
      return true;
    } catch {
      return false;
    }
  }

  /** A sign of life: as many bytes as before in the same place, so that no reader ever sees half a file. */
  static async beat(handle: FileHandle, owner: LockOwner, count: number): Promise<void> {
    await handle.write(countText(count), Buffer.byteLength(JSON.stringify(owner)) + 1);
  }

  static async free(handle: FileHandle): Promise<void> {
    await handle.write(freed, (await handle.stat()).size);
  }

  async #generations(): Promise<number[]> {
    try {
      return (await readdir(this.folder)).filter(name => /^[1-9]\d{0,14}$/.test(name)).map(Number);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  #file(generation: number): string {
    return path.join(this.folder, String(generation));
  }
}

function countText(count: number): string {
  return String(count % 10 ** digits).padStart(digits, '0');
}
