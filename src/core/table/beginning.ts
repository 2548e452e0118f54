import { open } from 'node:fs/promises';

const mostBytes = 256 * 1024;

/** The first entries of a payload that was made of a table, as they stand in it, as JSON of their own. */
export interface Beginning {
  readonly entries: number;
  readonly text: string;
}

/**
 * Reads the first entries of a payload that has an entry a line; fewer where they are long. Throws what the system throws.
 * @param most how many entries at most
 */
export async function beginningOf(path: string, most: number): Promise<Beginning> {
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(mostBytes);
    const { bytesRead } = await handle.read(bytes, 0, mostBytes, 0);
    const whole = bytes.subarray(0, bytes.subarray(0, bytesRead).lastIndexOf(0x0a) + 1).toString('utf8');
    // Without the bracket of the first line; every entry but the last ends with a comma.
    const lines = whole
      .split('\n')
      .slice(1)
      .filter(line => line.startsWith('{'))
      .slice(0, most);
    const last = lines.at(-1);
    if (last !== undefined) lines[lines.length - 1] = last.replace(/,$/, '');
    return { entries: lines.length, text: ['[', ...lines, ']', ''].join('\n') };
  } finally {
    await handle.close();
  }
}
