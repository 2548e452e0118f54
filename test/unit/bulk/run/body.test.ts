import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBody, sliceBody } from '../../../../src/core/bulk/run/body';
import { cutChunk } from '../../../../src/core/bulk/run/cut';
import { fileOf } from './lib/world';

describe('bulk run: cutting', () => {
  const lengths = [10, 20, 500, 10, 10, 10];
  const cut = (from: number, entries: number, bytes: number) =>
    cutChunk([0, 1, 2, 3, 4, 5].slice(from), entry => lengths[entry] ?? 0, { entries, bytes });

  it('keeps to the count and to the bytes of the body', () => {
    assert.deepEqual(cut(0, 2, 1_000), { entries: [0, 1], bytes: 33 });
    assert.deepEqual(cut(0, 9, 33), { entries: [0, 1], bytes: 33 });
    assert.deepEqual(cut(0, 9, 32), { entries: [0], bytes: 12 });
    assert.deepEqual(cut(3, 9, 1_000), { entries: [3, 4, 5], bytes: 34 });
    assert.deepEqual(cut(6, 9, 1_000), { entries: [], bytes: 2 });
  });

  it('sends an entry that is too large alone', () => {
    assert.deepEqual(cut(2, 9, 100), { entries: [2], bytes: 502 });
    assert.deepEqual(cut(1, 9, 100).entries, [1]);
  });

  it('takes no more entries out of a million than it needs', () => {
    let asked = 0;
    const many = (function* () {
      for (; asked < 1_000_000; asked++) yield asked;
    })();
    assert.equal(cutChunk(many, () => 1, { entries: 500, bytes: 1e6 }).entries.length, 500);
    assert.ok(asked <= 500);
  });
});

describe('bulk run: bodies', () => {
  it('are the bytes of the entries, as they stand in the file, in an array', async () => {
    const entries = [
      '{"a":1.0}',
      '{"b":12345678901234567890}',
      '{"ü":"😀","ü":1e400}',
      `{"gap":"${'x'.repeat(40_000)}"}`,
      '{ }',
    ];
    const { source, index } = fileOf(entries);
    const of = async (chosen: readonly number[]) =>
      Buffer.from((await readBody(source, index, chosen)) ?? []).toString();
    assert.equal(await of([0, 1, 2]), `[${entries.slice(0, 3).join(',')}]`);
    assert.equal(await of([4]), '[{ }]');
    await fc.assert(
      fc.asyncProperty(fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), async chosen => {
        assert.equal(await of(chosen), `[${chosen.map(entry => entries[entry]).join(',')}]`);
        const body = (await readBody(source, index, chosen)) ?? new Uint8Array();
        const slices = sliceBody(body, index, chosen).map(slice => Buffer.from(slice).toString());
        assert.deepEqual(
          slices,
          chosen.map(entry => entries[entry]),
        );
      }),
    );
  });

  it('are none when the file has become shorter', async () => {
    const { index } = fileOf(['{"a":1}', '{"b":2}']);
    const { source } = fileOf(['{"a":1}']);
    assert.equal(await readBody(source, index, [0, 1]), undefined);
  });
});
