import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countBits, hasBit } from '../../../../src/core/bulk/preflight/bits';

describe('sets of entries with one bit for each', () => {
  it('are counted as they are walked, at any length and place in memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 3 }), (bytes, offset) => {
        const bits = new Uint8Array(new ArrayBuffer(bytes.length + offset), offset);
        bits.set(bytes);
        const set = [...Array(bytes.length * 8).keys()].filter(entry => hasBit(bits, entry));
        assert.equal(countBits(bits), set.length);
      }),
    );
  });
});
