import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../core/disk';
import { DiskFiles, temporaryFor } from './files';

const folderName = 'temporaries';

/** As `temporaryFor` names them; nobody else does. */
const ours = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** What was not written to for so long is written by nobody any more: another window, or this one after the machine slept. */
const oldMs = 86_400_000;

/**
 * Files that are written under another name beside the user's own. Each is noted on the disk until it is done, since a crash leaves it there: with
 * the user's data, in the user's folder, where nobody else would ever look for it. A note is a file of its own, so that windows do not take them
 * from each other.
 */
export class Temporaries {
  readonly #notes: DiskFiles;

  /** @param storage the extension's own folder on this machine */
  constructor(private readonly storage: string) {
    this.#notes = new DiskFiles(path.join(storage, folderName), false);
  }

  /** Gives the name under which a file is to be written first. Where that cannot be noted, the file is worth more than the note. */
  async begin(file: string): Promise<string> {
    const temporary = temporaryFor(file);
    await this.#notes.write(noteOf(temporary), temporary).catch(() => undefined);
    return temporary;
  }

  /** It has its own name by now, or was given up: then nothing of it stays. */
  async end(temporary: string): Promise<void> {
    await rm(temporary, { force: true });
    // A note that stays is removed by a sweep.
    await this.#notes.remove(noteOf(temporary)).catch(() => undefined);
  }

  /**
   * Removes what crashes have left: of files that were noted, and of our own folders, where they are old and named as only we do.
   * @param now epoch ms
   * @param failed is told what could not be looked at or removed, and does not stop the rest
   */
  async sweep(now: number, failed: (error: unknown) => void): Promise<void> {
    const tolerant = async (work: () => Promise<void>) => {
      await work().catch((error: unknown) => {
        if (!isMissing(error)) failed(error);
      });
    };
    for (const name of await this.#notes.list()) {
      await tolerant(async () => {
        const temporary = await this.#notes.read(name);
        if (temporary === undefined || !(await isOld(path.join(this.storage, folderName, name), now))) return;
        const isOurs = ours.test(temporary) && noteOf(temporary) === name && path.isAbsolute(temporary);
        if (isOurs && (await isThere(temporary))) {
          if (!(await isOld(temporary, now))) return;
          await rm(temporary, { force: true });
        }
        await this.#notes.remove(name);
      });
    }
    for (const folder of await foldersBelow(this.storage)) {
      for (const name of await readdir(folder).catch(() => [])) {
        if (!ours.test(name)) continue;
        await tolerant(async () => {
          const file = path.join(folder, name);
          if (await isOld(file, now)) await rm(file, { force: true });
        });
      }
    }
  }
}

/** The random part of the name: the same file may be written by two windows. */
function noteOf(temporary: string): string {
  return `${temporary.split('.').at(-2) ?? ''}.path`;
}

async function isOld(file: string, now: number): Promise<boolean> {
  return (await stat(file)).mtimeMs < now - oldMs;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** Our folders, and those within them: a draft has one of its own. */
async function foldersBelow(folder: string, depth = 2): Promise<readonly string[]> {
  if (depth === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.filter(entry => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  const below = await Promise.all(own.map(async each => foldersBelow(each, depth - 1)));
  return [...own, ...below.flat()];
}
