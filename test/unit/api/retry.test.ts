import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPlan, nextWait, readPlan } from '../../../src/core/api/retry';
import { readRetryAfter } from '../../../src/core/api/retryAfter';

describe('readRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const cases: readonly (readonly [string | undefined, string, number | undefined])[] = [
    ['3', '', 3000],
    [' 0 ', '', 0],
    ['1.5', '', 1500],
    ['Thu, 01 Jan 2026 00:00:10 GMT', '', 10_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', '', 0],
    ['Thursday, 01-Jan-26 00:00:10 GMT', '', 10_000],
    ['Thu Jan  1 00:00:10 2026', '', 10_000],
    ['2026-01-01T00:01:00Z', '', 60_000],
    ['-5', '', undefined],
    ['foo 5', '', undefined],
    ['in 30', '', undefined],
    ['soon', '', undefined],
    ['', '', undefined],
    [undefined, 'Rate limit hit, retry after 27160 ms', 27_160],
    [undefined, '{"message":"Retry after: 2 seconds"}', 2000],
    [undefined, 'retry in 5s.', 5000],
    [undefined, 'Please retry-after 1 minute', 60_000],
    [undefined, 'retry after 250 milliseconds', 250],
    [undefined, 'retry after 5 attempts', undefined],
    [undefined, 'retry after lunch', undefined],
    ['2', 'retry after 9 s', 2000],
    ['soon', 'retry after 9 s', 9000],
  ];
  for (const [header, text, expected] of cases) {
    it(`${String(header)} / ${text}`, () => {
      assert.equal(readRetryAfter(header, now, text), expected);
    });
  }
});

describe('nextWait', () => {
  it('full jitter under a limit that doubles', () => {
    const most = [1, 2, 3].map(attempt => nextWait(readPlan, attempt, 0, undefined, 0.999_999));
    assert.deepEqual(most, [500, 1000, 2000]);
    assert.equal(nextWait(readPlan, 1, 0, undefined, 0), 0);
  });

  it('ends with the attempts, the budget, or a wait that is too long', () => {
    assert.equal(nextWait(readPlan, 4, 0, undefined, 0), undefined);
    assert.equal(nextWait(createPlan, 3, 0, undefined, 0), undefined);
    assert.equal(nextWait(createPlan, 1, 29_000, 2_000, 0), undefined);
    assert.equal(nextWait(createPlan, 1, 0, 10_001, 0), undefined);
    assert.equal(nextWait(createPlan, 1, 0, 10_000, 0), 10_000);
  });

  it('never less than the service asked for, never beyond the budget', () => {
    const jitter = fc.double({ min: 0, max: 0.999_999, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.nat(60_000),
        fc.option(fc.nat(40_000), { nil: undefined }),
        jitter,
        (attempt, elapsed, asked, random) => {
          const wait = nextWait(readPlan, attempt, elapsed, asked, random);
          if (wait === undefined) return;
          assert.ok(wait >= (asked ?? 0));
          assert.ok(elapsed + wait <= readPlan.budgetMs + 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
