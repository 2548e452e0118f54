import { open } from 'node:fs/promises';

const readBytes = 1 << 18;
const mostBytes = 300;

/** The bytes of a line of a file, cut where it is long: to show what different encodings make of it. Throws what the system throws. */
export async function lineBytes(path: string, line: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(readBytes);
    let lines = 1;
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, readBytes, position);
      let start = 0;
      while (lines < line && start < bytesRead) {
        const end = buffer.subarray(0, bytesRead).indexOf(0x0a, start);
        if (end < 0) break;
        lines++;
        start = end + 1;
      }
      if (lines >= line || bytesRead === 0) return await around(handle, position + start);
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
  const end = line.indexOf(0x0a);
  const whole = end < 0 ? line : line.subarray(0, end);
  const odd = whole.findIndex(byte => byte >= 0x80);
  const start = odd > mostBytes / 2 ? odd - 20 : 0;
  return Uint8Array.from(whole.subarray(start, start + mostBytes));
}
