import { open, stat, type FileHandle } from 'node:fs/promises';

/** Positional reads of bytes that are open; several may be under way at once. */
export interface ByteSource {
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Fills `into` from `position` on as far as it goes; 0 = nothing there. May throw what the system throws. */
  read(into: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
  /** True when the bytes are no longer those that were opened, or the path names another file by now. */
  changed?(): Promise<boolean>;
}

/** A file that is open for reading. */
export interface FileSource extends ByteSource {
  /** Equal for two sources of the same file in the same state: its number, size and times of change. */
  readonly stamp: string;
  changed(): Promise<boolean>;
}

interface Stamped {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** Opens a file. Throws what the system throws, and an error with the code EISDIR for what is no file. */
export async function openFile(path: string): Promise<FileSource> {
  const handle = await open(path, 'r');
  try {
    const opened = await handle.stat({ bigint: true });
    if (!opened.isFile()) throw Object.assign(new Error('Not a file'), { code: 'EISDIR' });
    return new OpenFile(path, handle, Number(opened.size), stampOf(opened));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

class OpenFile implements FileSource {
  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    readonly size: number,
    readonly stamp: string,
  ) {}

  async read(into: Uint8Array, position: number): Promise<number> {
    const { bytesRead } = await this.handle.read(into, 0, into.length, position);
    return bytesRead;
  }

  async changed(): Promise<boolean> {
    // Editors save by putting another file in the place of the old one. As long as the path names a file of this number, it is the open one.
    const there = await stat(this.path, { bigint: true }).catch(() => undefined);
    return there === undefined || stampOf(there) !== this.stamp;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** With the time of the last change of any kind: that of the content alone can be set back by whoever writes. */
function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: Stamped): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

/** Reads until `into` is full or the bytes end. @returns how many bytes were read */
export async function readFully(source: ByteSource, into: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const got = await source.read(filled === 0 ? into : into.subarray(filled), position + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
}
