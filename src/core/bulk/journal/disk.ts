import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { flushFolder } from '../../disk';
import type { AppendFile } from './writer';

/** Opens a file for writing at its end. `create`: it must not exist yet, and its name is flushed, too. Readable by its owner only. */
export async function openForAppend(file: string, mode: 'create' | 'existing'): Promise<AppendFile> {
  // Appending by the system: were two ever to write, their lines would mix and be noticed, not overwrite each other.
  const handle = await open(file, mode === 'create' ? 'ax' : 'a', 0o600);
  if (mode === 'create') await flushFolder(path.dirname(file));
  return {
    append: async bytes => {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, null);
        written += bytesWritten;
      }
    },
    flush: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** Makes a folder, for its owner only, and flushes the names that are new. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first !== undefined) await flushFolder(path.dirname(first));
}
