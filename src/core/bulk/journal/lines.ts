import type { FileHandle } from 'node:fs/promises';

/** One line of a file. */
export interface FileLine {
  /** In bytes. */
  readonly offset: number;
  /** Without the line break. Valid until the next line is asked for. */
  readonly bytes: Buffer;
  /** False for what stands after the last line break. */
  readonly ended: boolean;
}

/** Small enough that the lines of a block are parsed in a few milliseconds. */
const blockSize = 128 * 1024;
const lineBreak = 0x0a;

/** The lines of a file up to byte `end`, read block by block. What comes after the last line break is a line of its own unless it is empty. */
export async function* linesOf(handle: FileHandle, end = Infinity): AsyncGenerator<FileLine, void, void> {
  const block = Buffer.allocUnsafe(blockSize);
  let parts: Buffer[] = [];
  let lineAt = 0;
  let position = 0;
  while (position < end) {
    const wanted = Math.min(blockSize, end - position);
    const { bytesRead } = await handle.read(block, 0, wanted, position);
    if (bytesRead === 0) break;
    const read = block.subarray(0, bytesRead);
    let from = 0;
    for (let at = read.indexOf(lineBreak); at >= 0; at = read.indexOf(lineBreak, from)) {
      const last = read.subarray(from, at);
      const bytes = parts.length === 0 ? last : Buffer.concat([...parts, last]);
      yield { offset: lineAt, bytes, ended: true };
      parts = [];
      from = at + 1;
      lineAt = position + from;
    }
    if (from < bytesRead) parts.push(Buffer.from(read.subarray(from)));
    position += bytesRead;
  }
  if (parts.length > 0) yield { offset: lineAt, bytes: Buffer.concat(parts), ended: false };
}
