import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TextFiles } from '../core/catalog/cache';
import { flushFolder, isMissing } from '../core/disk';

/** Text files of a folder of ours on disk. A write is all or nothing: to a temporary name, then renamed. */
export class DiskFiles implements TextFiles {
  /** @param flush false: faster, but a power cut may take what was written last */
  constructor(
    private readonly folder: string,
    private readonly flush = true,
  ) {}

  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(path.join(this.folder, name), 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async write(name: string, text: string): Promise<void> {
    await writeAtomically(path.join(this.folder, name), text, this.flush);
  }

  async remove(name: string): Promise<void> {
    await rm(path.join(this.folder, name), { force: true });
  }

  /** Epoch ms of the last write; undefined for a file that is not there. */
  async changedAt(name: string): Promise<number | undefined> {
    try {
      return (await stat(path.join(this.folder, name))).mtimeMs;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The names of all files; none where there is no folder yet. */
  async list(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

/**
 * Writes a file so that a reader sees either the old content or the new one, also after a crash.
 * @param flush false: faster, but a power cut may take what was written last
 * @param like whose rights and owner the file is to have
 * @param temporary under which name it is written first, where that was noted
 */
export async function writeAtomically(
  file: string,
  content: string | Uint8Array,
  flush = true,
  { like, temporary = temporaryFor(file) }: { readonly like?: Stats; readonly temporary?: string } = {},
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    // From the start nobody reads it who could not read the one before.
    await writeFile(temporary, content, { flush, ...(like !== undefined && { mode: like.mode }) });
    if (like !== undefined) await makeLike(temporary, like);
    await rename(temporary, file);
  } catch (error) {
    // What went wrong is the write, whatever becomes of its remains.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  if (flush) await flushFolder(path.dirname(file));
}

/** Only what differs: some file systems know one owner and the same rights for all, and refuse to be told. */
async function makeLike(file: string, { mode, uid, gid }: Stats): Promise<void> {
  const made = await stat(file);
  if (made.uid !== uid || made.gid !== gid) await chown(file, uid, gid);
  // The umask has taken from it what was asked for.
  if (made.mode !== mode) await chmod(file, mode);
}

/** Of the name of a file: with the rest, fewer bytes than any disk takes. */
const mostOfName = 60;

/** A name beside the final one: on the same disk, so that it can be renamed. Whatever is left of it looks like nothing that anyone opens. */
export function temporaryFor(file: string): string {
  const { dir, base } = path.parse(file);
  return path.join(dir, `${base.slice(0, mostOfName)}.${randomUUID()}.tmp`);
}
