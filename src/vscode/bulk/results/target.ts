import { realpath, stat } from 'node:fs/promises';

/** What files that hold customers' data are written with where there is nothing to go by: for their owner only. */
const privateMode = 0o600;

/**
 * True when both names lead to one file: by a link, or in another letter case where the system makes no difference. Whatever is written to the one
 * would replace the other. False where either is not there.
 */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
    // Some file systems number nothing.
    if (a.ino !== 0n || b.ino !== 0n) return a.ino === b.ino && a.dev === b.dev;
    return (await realpath(one)) === (await realpath(other));
  } catch {
    return false;
  }
}

/**
 * The mode for a file that is made of the entries of a payload, or of what became of them: no one may read it who may not read the payload, nor,
 * where a file is replaced, that one.
 */
export async function modeFor(target: string, payload: string): Promise<number> {
  const [own, given] = await Promise.all([modeOf(target), modeOf(payload)]);
  return ((own ?? 0o666) & (given ?? privateMode)) | privateMode;
}

async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode & 0o666;
  } catch {
    return undefined;
  }
}
