import { open } from 'node:fs/promises';
import { LineCount } from './encoding';

const readBytes = 1 << 18;
const mostBytes = 300;

/** The bytes of a line of a file, cut where it is long: to show what different encodings make of it. Throws what the system throws. */
export async function lineBytes(path: string, line: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(readBytes);
    const lines = new LineCount();
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, readBytes, position);
      let at = 0;
      while (lines.ends < line - 1 && at < bytesRead) lines.add(buffer[at++] ?? 0);
      if (lines.ends >= line - 1 || bytesRead === 0) return await around(handle, position + at);
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

/** From the first byte on that is not ASCII, with a little before it: what is to be seen may stand far behind in a long line. */
async function around(handle: Handle, from: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(readBytes);
  const { bytesRead } = await handle.read(bytes, 0, readBytes, from);
  const line = bytes.subarray(0, bytesRead);
  // The second half of a line end that was counted may stand first.
  const end = line.findIndex((byte, at) => at > 0 && (byte === 0x0a || byte === 0x0d));
  const whole = end < 0 ? line : line.subarray(0, end);
  const odd = whole.findIndex(byte => byte >= 0x80);
  const start = odd > mostBytes / 2 ? odd - 20 : 0;
  return Uint8Array.from(whole.subarray(start, start + mostBytes));
}
