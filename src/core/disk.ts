import { open, readdir, type FileHandle } from 'node:fs/promises';

/** After a power cut a new name is only there when its folder was flushed, too. Windows cannot, and does not need to. */
export async function flushFolder(folder: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(folder, 'r');
  } catch {
    return;
  }
  try {
    await handle.sync();
  } catch {
    // A file system without this can only do as well as it can.
  } finally {
    await handle.close();
  }
}

/** Whether a folder holds anything; false for one that is not there. Cheaper than to read what it holds. */
export async function holdsAny(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** True for the error of a file or folder that is not there. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
