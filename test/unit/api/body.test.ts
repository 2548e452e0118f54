import assert from 'node:assert/strict';
import { readBody } from '../../../src/core/api/body';

const { signal } = new AbortController();

async function* answer(bytes: number): AsyncGenerator<Uint8Array, void, void> {
  yield await Promise.resolve(Buffer.alloc(bytes, 'x'));
}

/** The turns of the loop in which bodies of so many bytes were read that had arrived together. */
async function turnsOf(bytes: number): Promise<readonly number[]> {
  let turn = 0;
  let open = true;
  const count = (): void => {
    turn++;
    if (open) setImmediate(count);
  };
  setImmediate(count);
  const turns = await Promise.all(
    [1, 2, 3].map(async () => {
      const body = await readBody(answer(bytes), 1_000_000, signal);
      assert.ok(body.end === 'complete' && body.text.length === bytes);
      return turn;
    }),
  );
  open = false;
  return turns;
}

describe('bodies of answers', () => {
  it('that are large and arrive together are read in a turn of the loop each', async () => {
    assert.equal(new Set(await turnsOf(200_000)).size, 3);
  });

  it('that are small are read at once', async () => {
    assert.deepEqual(await turnsOf(200), [0, 0, 0]);
  });
});
