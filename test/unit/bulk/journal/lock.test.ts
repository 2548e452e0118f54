import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import {
  beatMs,
  staleMs,
  takeLock,
  watchAliveMs,
  watchMs,
  type Lock,
} from '../../../../src/core/bulk/journal/lock';
import { LockFolder } from '../../../../src/core/bulk/journal/lockFolder';
import { isAlive, isGone, newOwner, type LockOwner } from '../../../../src/core/bulk/journal/owner';
import { scratchFolder } from './folder';
import { ManualClock } from './manualClock';

describe('Lock', () => {
  const scratch = scratchFolder();
  const folder = () => new LockFolder(path.join(scratch(), 'run.lock'));
  const file = (generation: number) => path.join(scratch(), 'run.lock', String(generation));
  const held: Lock[] = [];
  afterEach(async () => {
    for (const lock of held.splice(0)) await lock.release();
  });

  interface Process {
    readonly clock?: ManualClock;
    readonly owner?: Partial<LockOwner>;
    readonly alive?: readonly number[];
  }

  /** Tries to take the lock as another process would. */
  async function take({ clock = new ManualClock(), owner, alive = [1, 2, 3] }: Process = {}) {
    const lock = await takeLock(folder(), {
      clock,
      isAlive: pid => alive.includes(pid),
      newOwner: async now => ({ ...(await newOwner(now)), host: 'h', space: 's', ...owner }),
    });
    if (!('heldBy' in lock)) held.push(lock);
    return lock;
  }

  async function taken(process?: Process): Promise<Lock> {
    const lock = await take(process);
    assert.ok(!('heldBy' in lock), 'the lock is held');
    return lock;
  }

  async function refused(process?: Process): Promise<{ owner?: LockOwner; here: boolean }> {
    const lock = await take(process);
    assert.ok('heldBy' in lock, 'the lock was taken');
    return lock.heldBy;
  }

  /** As if the holder had been silent for so long. */
  async function silent(generation: number, ms: number): Promise<void> {
    const at = new Date(Date.now() - ms);
    await utimes(file(generation), at, at);
  }

  /** A clock that lets all waiting pass at once. */
  function quickClock(meanwhile?: () => void): ManualClock {
    const clock = new ManualClock();
    clock.onWait = ms => {
      if (ms !== watchMs) return;
      meanwhile?.();
      setImmediate(() => clock.pass(ms));
    };
    return clock;
  }

  it('is held by one, and free when released', async () => {
    const first = await taken({ owner: { pid: 1 } });
    const { owner, here } = await refused({ owner: { pid: 2 } });
    assert.deepEqual([owner?.pid, owner?.id, here], [1, first.owner.id, false]);
    assert.equal((await refused({ owner: { pid: 1 } })).here, true, 'twice in one process');
    await first.release();
    const second = await taken({ owner: { pid: 2 } });
    assert.equal(await first.isHeld(), false);
    assert.equal(await second.isHeld(), true);
  });

  it('goes to one of many who come at once', async () => {
    const got = await Promise.all(Array.from({ length: 12 }, () => take({ owner: { pid: 2 } })));
    assert.equal(got.filter(lock => !('heldBy' in lock)).length, 1);
  });

  it('of a dead process is taken at once, by one of many', async () => {
    await taken({ owner: { pid: 1 } });
    const got = await Promise.all(Array.from({ length: 12 }, () => take({ owner: { pid: 2 }, alive: [2] })));
    assert.equal(got.filter(lock => !('heldBy' in lock)).length, 1);
    assert.equal(await folder().highest(), 2);
  });

  it('is never judged by a pid of another machine, another container or our own', async () => {
    await taken({ owner: { pid: 1 } });
    for (const owner of [{ pid: 2, host: 'other' }, { pid: 2, space: 'other' }, { pid: 1 }]) {
      await refused({ owner, alive: [] });
    }
  });

  it('is taken over when the heartbeat has stopped, by one of many', async () => {
    const first = await taken({ owner: { pid: 1 } });
    await silent(1, staleMs - 1000);
    await refused({ owner: { host: 'other' } });
    await silent(1, staleMs + 1000);
    const got = await Promise.all(
      Array.from({ length: 6 }, () => take({ owner: { host: 'other' }, clock: quickClock() })),
    );
    assert.equal(got.filter(lock => !('heldBy' in lock)).length, 1);
    assert.equal(first.lost.aborted, false, 'it cannot know yet');
  });

  it('stays with a holder that wakes up while it is watched', async () => {
    const clock = new ManualClock();
    const first = await taken({ owner: { pid: 1 }, clock });
    await silent(1, staleMs + 1000);
    const { beatAt = 0 } = (await folder().read(1)) ?? {};
    await refused({ owner: { host: 'other' }, clock: quickClock(() => clock.pass(beatMs)) });
    assert.ok(((await folder().read(1))?.beatAt ?? 0) > beatAt);
    assert.equal(await first.isHeld(), true);
  });

  it('stays with a holder whose heartbeat shows in the content only, as on Windows', async () => {
    const clock = new ManualClock();
    const first = await taken({ owner: { pid: 1 }, clock });
    await silent(1, staleMs + 1000);
    const there = folder();
    const read = there.read.bind(there);
    const { beatAt } = (await read(1))!;
    there.read = async generation => {
      const found = await read(generation);
      return found && { ...found, beatAt };
    };
    const watching = quickClock(() => clock.pass(beatMs));
    const other = async (now: number) => ({ ...(await newOwner(now)), host: 'other' });
    const lock = await takeLock(there, { clock: watching, isAlive: () => true, newOwner: other });
    assert.ok('heldBy' in lock);
    assert.equal(await first.isHeld(), true);
  });

  it('of a process that is there is watched for longer, and that of one that slept anew', async () => {
    await taken({ owner: { pid: 1 } });
    await silent(1, staleMs + 1000);
    const waits: number[] = [];
    const clock = new ManualClock();
    clock.onWait = ms => {
      if (ms !== watchMs && ms !== watchAliveMs) return;
      waits.push(ms);
      const slept = waits.length === 1 ? 60_000 : 0;
      setImmediate(() => clock.pass(ms + slept));
    };
    const lock = await taken({ owner: { pid: 2 }, clock });
    assert.deepEqual(waits, [watchAliveMs, watchAliveMs]);
    assert.equal(await lock.isHeld(), true);
  });

  it('tells its holder once that somebody wants it', async () => {
    const lock = await taken({ owner: { pid: 1 } });
    assert.equal(await lock.isWanted(), false);
    await folder().ask();
    assert.equal(await lock.isWanted(), true);
    assert.equal(await lock.isWanted(), false);
    await lock.release();
    await folder().ask();
    assert.equal(await lock.isWanted(), false);
  });

  it('stays with a holder that wakes up at the very last moment', async () => {
    await taken({ owner: { pid: 1 } });
    await silent(1, staleMs + 1000);
    const late = folder();
    const create = late.create.bind(late);
    late.create = async (generation, owner) => {
      const handle = await create(generation, owner);
      await utimes(file(1), new Date(), new Date());
      return handle;
    };
    const clock = quickClock();
    const lock = await takeLock(late, {
      clock,
      isAlive,
      newOwner: async now => ({ ...(await newOwner(now)), host: 'x' }),
    });
    assert.ok('heldBy' in lock);
    assert.equal(await folder().highest(), 1);
  });

  it('beats, and looks whether it is still the one', async () => {
    const clock = new ManualClock();
    const lock = await taken({ owner: { pid: 1 }, clock });
    await silent(1, 60_000);
    clock.pass(beatMs);
    await until(async () => (await stat(file(1))).mtimeMs > Date.now() - 10_000);
    await until(() => Promise.resolve(clock.waiting === 1));
    await writeFile(file(2), '');
    const lost = new Promise(resolve => lock.lost.addEventListener('abort', resolve));
    clock.pass(beatMs);
    await lost;
    assert.equal(await lock.isHeld(), false);
    assert.equal(clock.waiting, 0, 'no more heartbeats');
    await lock.release();
    assert.equal((await folder().read(1))?.free, false, 'what is lost is not released');
  });

  it('is not believed after a long sleep, nor when the clock was set back', async () => {
    for (const ms of [staleMs, -1000]) {
      const clock = new ManualClock();
      const lock = await taken({ owner: { pid: 1 }, clock });
      const generation = await folder().highest();
      assert.equal(await lock.isHeld(), true);
      await writeFile(file(generation + 1), '');
      assert.equal(await lock.isHeld(), true, 'no disk access after a young heartbeat');
      clock.now = () => Date.now() + ms - 1000;
      assert.equal(await lock.isHeld(), false);
      await rm(file(generation + 1));
      await lock.release();
      await rm(file(generation));
    }
  });

  it('that was not written to the end counts by its age', async () => {
    await taken();
    await writeFile(file(2), '');
    assert.deepEqual(await refused(), { here: false });
    await silent(2, staleMs + 1000);
    await taken({ clock: quickClock() });
    assert.equal(await folder().highest(), 3);
  });

  it('leaves little behind, and no number is used anew', async () => {
    for (let round = 1; round <= 9; round++) {
      const lock = await taken();
      await lock.release();
    }
    assert.deepEqual((await readdir(path.join(scratch(), 'run.lock'))).sort(), ['6', '7', '8', '9']);
    assert.match(await readFile(file(9), 'utf8'), /\nfree$/);
  });

  it('is lost when the run is removed', async () => {
    const clock = new ManualClock();
    const lock = await taken({ clock });
    await rm(path.join(scratch(), 'run.lock'), { recursive: true });
    clock.pass(staleMs);
    assert.equal(await lock.isHeld(), false);
  });

  it('knows who runs here', async () => {
    const me = await newOwner(5);
    assert.equal(isAlive(process.pid), true);
    assert.equal(isAlive(0x7fff_fff0), false);
    assert.equal(isGone({ ...me, pid: 0x7fff_fff0 }, me, isAlive), true);
    assert.equal(isGone(me, me, isAlive), false);
    assert.notEqual((await newOwner(5)).id, me.id);
    assert.equal((await newOwner(5)).space, me.space);
  });

  it('takes a process that ended but was never buried for dead', async function () {
    if (process.platform !== 'linux') this.skip();
    // The child of the shell ends when the shell has become a program that does not wait for it.
    const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    try {
      const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
      const pid = Number(line.toString());
      await until(async () => (await readFile(`/proc/${String(parent.pid)}/comm`, 'utf8')) === 'sleep\n');
      assert.equal(isAlive(pid), true);
      (parent.stdio[3] as Writable).end();
      await until(() => Promise.resolve(!isAlive(pid)));
      assert.equal(process.kill(pid, 0), true, 'its pid is still there');
    } finally {
      parent.kill('SIGKILL');
    }
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}
