import assert from 'node:assert/strict';
import { unknownTarget } from '../../../src/core/table/targets';
import { TableMemory } from '../../../src/vscode/table/memory';
import type { Goal } from '../../../src/vscode/table/setup';

describe('what is remembered of the columns of a table', () => {
  const held = new Map<string, unknown>();
  const memory = new TableMemory({
    keys: () => [...held.keys()],
    get: (key: string) => held.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void held.set(key, structuredClone(value))),
  });
  const goal = { connection: { id: 'c' }, procedure: { key: 'lead' } } as unknown as Goal;
  const a = unknownTarget('data', 'a');
  const b = unknownTarget('record', 'b');
  const shortIds = (names: readonly string[]) =>
    memory.find(goal, names, [])?.mapping.map(info => info?.target.shortId);

  it('is found by the same header in whichever order, columns of the same name as they stand', async () => {
    await memory.remember(goal, ['x', 'y', 'y', ''], {
      mapping: [undefined, a, b, undefined],
      reading: { dates: 'text', zone: 'utc' },
    });
    assert.deepEqual(shortIds(['x', 'y', 'y', '']), [undefined, 'a', 'b', undefined]);
    assert.deepEqual(shortIds(['y', '', 'x', 'y']), ['a', undefined, undefined, 'b']);
    assert.deepEqual(memory.find(goal, ['y', '', 'x', 'y'], [])?.reading, { dates: 'text', zone: 'utc' });
    for (const other of [
      ['x', 'y'],
      ['x', 'y', 'y', 'z'],
      ['x', 'x', 'y', ''],
    ])
      assert.equal(shortIds(other), undefined);
  });
});
