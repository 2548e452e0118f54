import assert from 'node:assert/strict';
import { forwardOnly } from '../../../src/core/api/clock';

describe('a clock that never goes back', () => {
  it('goes on from where it was when the machine’s is set back, and with it when it is set forward', () => {
    let real = 1_000;
    const clock = forwardOnly({ now: () => real, after: () => () => undefined });
    const seen = [1_000, 1_500, 100, 150, 5_000].map(now => {
      real = now;
      return clock.now();
    });
    assert.deepEqual(seen, [1_000, 1_500, 1_500, 1_550, 6_400]);
  });
});
