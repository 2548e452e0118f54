import type { FileHandle } from 'node:fs/promises';
import { sleep, type Clock } from '../../api/clock';
import { LockFolder, type Generation } from './lockFolder';
import { isComparable, isGone, newOwner, type IsAlive, type LockOwner } from './owner';

/** The right to drive a run. */
export interface Lock {
  readonly owner: LockOwner;
  /** Aborted when the lock was lost: the process did not breathe for so long that another one took over. */
  readonly lost: AbortSignal;
  /** Whether the lock is still ours. Asks the disk only when the last heartbeat is too long ago to be sure. */
  isHeld(): Promise<boolean>;
  /** Whether somebody else has asked for the lock since this was asked last. It is for the holder to decide. */
  isWanted(): Promise<boolean>;
  release(): Promise<void>;
}

/** Who holds a lock that could not be taken. `owner` is absent for a moment after it was taken. */
export interface LockHolder {
  readonly owner?: LockOwner;
  /** It is this very process. */
  readonly here: boolean;
}

export interface LockSystem {
  readonly clock: Clock;
  readonly isAlive: IsAlive;
  /** Tests bring their own. */
  readonly newOwner?: typeof newOwner;
}

export const beatMs = 5_000;
/** A heartbeat older than this is that of a process that has ended, or sleeps. */
export const staleMs = 20_000;
/** A lock that looks stale is watched for so long before it is taken: after the machine has slept, every lock looks stale for a moment. */
export const watchMs = 6_000;
/** So long when its process is there: that of the holder does not breathe, or it has ended and another one got its number. */
export const watchAliveMs = 4 * watchMs;
/** A watch that took so much longer than it should says nothing: the machine slept, and the holder with it. */
const sleptMs = 3_000;
/** Nobody can take over a lock whose heartbeat is younger than this. */
const sureMs = staleMs / 2;

/** Takes a lock, or tells who holds it. Takes seconds only when the holder's heartbeat has stopped and its process cannot be asked for. */
export async function takeLock(
  folder: LockFolder,
  system: LockSystem,
): Promise<Lock | { readonly heldBy: LockHolder }> {
  const owner = await (system.newOwner ?? newOwner)(system.clock.now());
  for (;;) {
    const highest = await folder.highest();
    const before = highest === 0 ? undefined : await folder.read(highest);
    if (highest > 0 && before === undefined) continue;
    const free = before === undefined || before.free || isOwnerGone(before, owner, system.isAlive);
    if (!free && !(await isStale(folder, highest, before, owner, system))) {
      return { heldBy: holderOf(before, owner) };
    }
    const mine = highest + 1;
    const handle = await folder.create(mine, owner);
    if (handle === undefined) continue;
    const beaten = !free && !isSilent(before, await folder.read(highest));
    // Somebody may have gone past us while we looked; or the holder woke up: it beats and then looks for us, we came and then look at its beat.
    if (beaten || (await folder.highest()) !== mine) {
      await handle.close();
      await folder.remove(mine);
      continue;
    }
    await folder.tidy(mine);
    return new HeldLock(folder, mine, handle, owner, system.clock);
  }
}

function isOwnerGone({ owner }: Generation, me: LockOwner, alive: IsAlive): boolean {
  return owner !== undefined && isGone(owner, me, alive);
}

async function isStale(
  folder: LockFolder,
  generation: number,
  before: Generation,
  me: LockOwner,
  { clock, isAlive }: LockSystem,
): Promise<boolean> {
  if ((await folder.now()) - before.beatAt < staleMs) return false;
  const { owner } = before;
  const lives = owner !== undefined && isComparable(owner, me) && isAlive(owner.pid);
  const watch = lives ? watchAliveMs : watchMs;
  for (;;) {
    const begun = clock.now();
    await sleep(clock, watch);
    if (!isSilent(before, await folder.read(generation))) return false;
    if (clock.now() - begun < watch + sleptMs) return true;
  }
}

/** Whether nothing was heard of the holder between two looks. */
function isSilent(before: Generation, after: Generation | undefined): boolean {
  return after?.beatAt === before.beatAt && after.beats === before.beats && !after.free;
}

function holderOf({ owner }: Generation, me: LockOwner): LockHolder {
  if (owner === undefined) return { here: false };
  return { owner, here: owner.pid === me.pid && owner.host === me.host && owner.space === me.space };
}

class HeldLock implements Lock {
  readonly #lost = new AbortController();
  #stopTimer: () => void = () => undefined;
  #beating: Promise<void> | undefined;
  #released = false;
  #beats = 0;
  #sureAt: number;

  constructor(
    private readonly folder: LockFolder,
    private readonly generation: number,
    private readonly handle: FileHandle,
    readonly owner: LockOwner,
    private readonly clock: Clock,
  ) {
    this.#sureAt = owner.since;
    this.#schedule();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async isHeld(): Promise<boolean> {
    const age = this.clock.now() - this.#sureAt;
    // A clock that was set back tells nothing.
    if (age < 0 || age >= sureMs) await this.#beat();
    return !this.#released && !this.lost.aborted;
  }

  async isWanted(): Promise<boolean> {
    return !this.#released && !this.lost.aborted && (await this.folder.asked());
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    this.#stopTimer();
    await this.#beating;
    try {
      if (!this.lost.aborted) await LockFolder.free(this.handle);
    } finally {
      await this.handle.close();
    }
  }

  #schedule(): void {
    this.#stopTimer = this.clock.after(beatMs, () => {
      void this.#beat().then(() => {
        if (!this.#released && !this.lost.aborted) this.#schedule();
      });
    });
  }

  #beat(): Promise<void> {
    this.#beating ??= this.#beatNow().finally(() => (this.#beating = undefined));
    return this.#beating;
  }

  async #beatNow(): Promise<void> {
    if (this.#released || this.lost.aborted) return;
    const now = this.clock.now();
    try {
      // First the beat, then the look: whoever takes over does it the other way round, so that one of the two notices.
      await LockFolder.beat(this.handle, this.owner, ++this.#beats);
      if ((await this.folder.highest()) === this.generation) this.#sureAt = now;
      else this.#lost.abort();
    } catch {
      // A disk that does not answer now may do so at the next beat; when it is silent for too long, the lock is not ours to claim.
      if (this.clock.now() - this.#sureAt >= staleMs) this.#lost.abort();
    }
  }
}
