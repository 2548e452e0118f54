import assert from 'node:assert/strict';
import { ownTurn, runInSlices, Slices } from '../../../src/core/slices';

/** Work of steps that take 2 ms each by the clock that comes with it. */
function slowWork(steps: number) {
  let time = 0;
  const closed: boolean[] = [];
  function* work(): Generator<void, string, void> {
    try {
      for (let step = 0; step < steps; step++) {
        time += 2;
        yield;
      }
      return 'done';
    } finally {
      closed.push(true);
    }
  }
  return { work: work(), now: () => time, closed };
}

describe('runInSlices', () => {
  it('rests when the budget of a slice is spent', async () => {
    const { work, now } = slowWork(10);
    const rests: number[] = [];
    const rest = () => {
      rests.push(now());
      return Promise.resolve();
    };
    assert.equal(await runInSlices(work, { now, rest }), 'done');
    assert.deepEqual(rests, [4, 8, 12, 16, 20]);
  });

  it('takes another budget', async () => {
    const { work, now } = slowWork(4);
    let rests = 0;
    const rest = () => {
      rests++;
      return Promise.resolve();
    };
    await runInSlices(work, { now, rest, budgetMs: 2 });
    assert.equal(rests, 4);
  });

  it('lets the event loop turn by itself', async () => {
    const { work, now } = slowWork(10);
    let turned = false;
    setImmediate(() => (turned = true));
    await runInSlices(work, { now });
    assert.ok(turned);
  });

  it('stops at the next slice when it is aborted, and closes the work', async () => {
    const { work, now, closed } = slowWork(100);
    const abort = new AbortController();
    const reason = new Error('enough');
    const rest = () => {
      abort.abort(reason);
      return Promise.resolve();
    };
    await assert.rejects(runInSlices(work, { now, rest, signal: abort.signal }), reason);
    assert.deepEqual([now(), closed], [4, [true]]);
  });

  it('does nothing when it was aborted before', async () => {
    const { work, now } = slowWork(1);
    await assert.rejects(runInSlices(work, { now, signal: AbortSignal.abort(new Error('no')) }), /no/u);
    assert.equal(now(), 0);
  });

  it('passes on what the work throws', async () => {
    function* broken(): Generator<void, void, void> {
      yield;
      throw new Error('bug');
    }
    await assert.rejects(runInSlices(broken()), /bug/u);
  });
});

describe('Slices', () => {
  it('are due when their time is over, and begin anew after each rest', async () => {
    let time = 0;
    let rests = 0;
    const rest = async () => {
      rests++;
      return Promise.resolve();
    };
    const slices = new Slices({ budgetMs: 4, now: () => time, rest });
    time = 3;
    assert.ok(!slices.due);
    time = 4;
    assert.ok(slices.due);
    await slices.rest();
    assert.ok(!slices.due);
    assert.equal(rests, 1);
  });

  it('let the event loop turn', async () => {
    let turned = false;
    setImmediate(() => (turned = true));
    await Promise.resolve();
    assert.ok(!turned);
    await new Slices().rest();
    assert.ok(turned);
  });
});

describe('ownTurn', () => {
  it('is given to one at a time', async () => {
    let turn = 0;
    let counting = true;
    const count = (): void => {
      turn++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const turns = await Promise.all([1, 2, 3].map(async () => ownTurn().then(() => turn)));
    counting = false;
    assert.equal(new Set(turns).size, 3, turns.join());
  });
});
