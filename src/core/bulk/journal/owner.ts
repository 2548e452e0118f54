import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isObject } from '../../json';
import { hasCode } from '../../disk';

/** Who holds a lock. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Where the pid has a meaning: containers can share a host name and count their processes apart. */
  readonly space: string;
  /** Random, of this one lock. */
  readonly id: string;
  /** Epoch ms, by the holder's clock. */
  readonly since: number;
}

/** Whether a process runs in this process's own space. Tests bring their own. */
export type IsAlive = (pid: number) => boolean;

/** Whether a process with this pid runs here; one that we may not ask (EPERM) does. */
export const isAlive: IsAlive = pid => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
  return !isZombie(pid);
};

/** In a container whose first process buries nobody, a killed process keeps its pid for ever. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}

/** A new owner: this process. */
export async function newOwner(now: number): Promise<LockOwner> {
  return { pid: process.pid, host: hostname(), space: await pidSpace(), id: randomUUID(), since: now };
}

/** On Linux this boot and this pid namespace; elsewhere there is one space a machine. */
async function pidSpace(): Promise<string> {
  if (process.platform !== 'linux') return process.platform;
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1');
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
  } catch {
    // Without a name for the space no pid of another process can be judged: only its heartbeat counts.
    return randomUUID();
  }
}

/** True when it is certain that the owner's process has ended. An unsure pid (our own again, another space) is not dead. */
export function isGone(owner: LockOwner, me: LockOwner, alive: IsAlive): boolean {
  return isComparable(owner, me) && !alive(owner.pid);
}

/** Whether the owner's pid tells something here: that of another process in our own space. */
export function isComparable(owner: LockOwner, me: LockOwner): boolean {
  return owner.host === me.host && owner.space === me.space && owner.pid !== me.pid;
}

/** The owner in a lock file's first line; undefined for a file that is not written yet, or not by us. */
export function parseOwner(text: string): LockOwner | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { pid, host, space, id, since } = value;
  if (typeof pid !== 'number' || typeof since !== 'number') return undefined;
  if (typeof host !== 'string' || typeof space !== 'string' || typeof id !== 'string') return undefined;
  return { pid, host, space, id, since };
}
