import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { makeBits, setBit } from '../../../../src/core/bulk/preflight/bits';
import { countRequests } from '../../../../src/core/bulk/preflight/requests';
import { SharedIndex } from '../../../../src/core/bulk/scan/entryIndex';
import { countRequestsFor } from '../../../../src/vscode/bulk/create/plan';

function bitsOf(entries: Iterable<number>, count: number): Uint8Array {
  const bits = makeBits(count);
  for (const entry of entries) setBit(bits, entry);
  return bits;
}

describe('sets of entries of a checked file', () => {
  it('hold exactly the bits', () => {
    const some = fc.uniqueArray(fc.nat({ max: 99 }), { maxLength: 100 });
    const dense = some.map(holes => Array.from({ length: 100 }, (_, i) => i).filter(i => !holes.includes(i)));
    fc.assert(
      fc.property(fc.oneof(some, dense), entries => {
        assert.ok(EntrySet.ofBits(bitsOf(entries, 100)).equals(EntrySet.of(entries)));
      }),
    );
    assert.equal(EntrySet.ofBits(bitsOf(Array(64).keys(), 64)).encode(), '0+64');
  });

  it('take as many requests as the pre-flight says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat({ max: 59 })),
        fc.record({ entries: fc.integer({ min: 1, max: 9 }), bytes: fc.integer({ min: 10, max: 200 }) }),
        async (lengths, leftOut, limits) => {
          const index = new SharedIndex();
          for (const [i, length] of lengths.entries()) index.push(i * 100, length, i + 1, 0, false);
          const without = leftOut.filter(entry => entry < lengths.length);
          const entries = EntrySet.range(0, lengths.length).minus(EntrySet.of(without));
          const expected = countRequests(index, limits, bitsOf(without, lengths.length)).requests;
          assert.equal(await countRequestsFor(index, entries, limits), expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});
