import { open, rename } from 'node:fs/promises';
import type { Temporaries } from '../../temporaries';

const blockBytes = 1 << 20;

/** Takes what is to be written; large texts may come in any pieces. */
export interface Pieces {
  write(piece: string | Uint8Array): Promise<void>;
}

/**
 * Writes a file of any size with constant memory: under another name, flushed, then renamed, so that nobody ever sees a part of it. Throws what the
 * work and the system throw; then the file is as it was before.
 * @param mode who may read and write it, from the first byte on
 */
export async function writeInPieces(
  file: string,
  mode: number,
  temporaries: Pick<Temporaries, 'begin' | 'end'>,
  work: (pieces: Pieces) => Promise<void>,
): Promise<void> {
  const temporary = await temporaries.begin(file);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      let held: Uint8Array[] = [];
      let size = 0;
      const flush = async () => {
        const block = Buffer.concat(held);
        held = [];
        size = 0;
        await handle.writeFile(block);
      };
      await work({
        async write(piece) {
          // A copy: whoever wrote it may use the memory again.
          const bytes = Buffer.from(piece);
          held.push(bytes);
          size += bytes.length;
          if (size >= blockBytes) await flush();
        },
      });
      await flush();
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } finally {
    // What went wrong is the write, whatever becomes of its remains.
    await temporaries.end(temporary).catch(() => undefined);
  }
}
