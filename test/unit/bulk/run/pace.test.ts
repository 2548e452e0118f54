import assert from 'node:assert/strict';
import { outageWait, throttleWait } from '../../../../src/core/bulk/run/backoff';
import { defaultLimits } from '../../../../src/core/bulk/run/limits';
import { Pace } from '../../../../src/core/bulk/run/pace';
import { PollSchedule } from '../../../../src/core/bulk/run/pollSchedule';
import { RetryQuota } from '../../../../src/core/bulk/run/quota';
import { Streaks } from '../../../../src/core/bulk/run/streaks';

describe('bulk run: pace', () => {
  it('grows from 2 by one a round trip, up to 6', () => {
    const pace = new Pace(() => defaultLimits);
    const slots = [pace.slots];
    for (let trip = 0; trip < 8; trip++) {
      for (let lane = slots.at(-1) ?? 0; lane > 0; lane--) pace.grow();
      slots.push(pace.slots);
    }
    assert.equal(slots[0], 2);
    assert.ok(slots.every((each, at) => at === 0 || each - (slots[at - 1] ?? 0) <= 1));
    assert.equal(slots.at(-1), 6);
  });

  it('is cut to 0.7 once a round trip, not once a lane, and never below 1', () => {
    const pace = new Pace(() => defaultLimits);
    for (let taken = 0; taken < 100; taken++) pace.grow();
    const lanes = Array.from({ length: 6 }, () => pace.ticket());
    assert.deepEqual(
      lanes.map(ticket => pace.cut(ticket)),
      [true, false, false, false, false, false],
    );
    assert.equal(pace.slots, 4);
    assert.ok(pace.cut(pace.ticket()));
    assert.equal(pace.slots, 2);
    for (let cut = 0; cut < 20; cut++) pace.cut(pace.ticket());
    assert.equal(pace.slots, 1);
  });

  it('keeps to limits that are changed on the way', () => {
    let limits = defaultLimits;
    const pace = new Pace(() => limits);
    limits = { ...defaultLimits, maxInFlight: 1 };
    assert.equal(pace.slots, 1);
  });
});

describe('bulk run: waits', () => {
  it('have full jitter up to a limit that doubles', () => {
    assert.deepEqual(
      [1, 2, 3, 10].map(wave => throttleWait(wave, undefined, 1)),
      [1_000, 2_000, 4_000, 20_000],
    );
    assert.equal(throttleWait(3, undefined, 0), 0);
    assert.equal(throttleWait(3, undefined, 0.5), 2_000);
    assert.equal(outageWait(100, 1), 30_000);
  });

  it('are never shorter than what the service asks for', () => {
    assert.equal(throttleWait(1, 5_000, 0), 5_000);
    assert.ok(throttleWait(1, 5_000, 0.99) < 5_300);
    assert.ok(throttleWait(1, 1e12, 0) <= 24 * 3_600_000);
  });

  it('are their own from the second wave on where the service names no time worth the name', () => {
    assert.deepEqual(
      [1, 2, 3, 10].map(wave => throttleWait(wave, 0, 0.8)),
      [200, 1_600, 3_200, 16_000],
    );
    assert.equal(throttleWait(10, 60_000, 0), 60_000);
  });

  it('of polls grow from 0.5 s to 30 s and stay there', () => {
    const schedule = new PollSchedule();
    const waits = Array.from({ length: 9 }, () => schedule.next(false, 0.999999));
    assert.deepEqual(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    assert.equal(schedule.next(false, 0), 15_000);
  });

  it('of polls do not grow beyond some seconds while a job moves', () => {
    const schedule = new PollSchedule();
    assert.deepEqual(
      Array.from({ length: 5 }, () => schedule.next(true, 0.999999)),
      [500, 1_000, 2_000, 2_000, 2_000],
    );
  });
});

describe('bulk run: how often it goes on by itself', () => {
  it('has 500 tokens, 5 a retry, 1 back a success', () => {
    const quota = new RetryQuota();
    for (let retry = 0; retry < 100; retry++) assert.ok(quota.spend());
    assert.equal(quota.spend(), false);
    for (let success = 0; success < 5; success++) quota.earn();
    assert.ok(quota.spend());
    assert.equal(quota.tokens, 0);
    quota.refill();
    quota.earn();
    assert.equal(quota.tokens, 500);
  });

  it('asks after three refusals in the same words, and not again after the user went on', () => {
    const streaks = new Streaks();
    const why = (detail: string) => ({ code: 'status', status: 422, detail }) as const;
    assert.deepEqual(
      [streaks.refused(why('a')), streaks.refused(why('a')), streaks.refused(why('b'))],
      [false, false, false],
    );
    assert.equal(streaks.refused(why('b')), false);
    assert.equal(streaks.refused(why('b')), true);
    streaks.resumed();
    assert.deepEqual(
      [1, 2, 3, 4].map(() => streaks.refused(why('b'))),
      [false, false, false, false],
    );
    streaks.taken();
    assert.deepEqual(
      [1, 2, 3].map(() => streaks.refused(why('a'))),
      [false, false, true],
    );
  });

  it('pauses after five unknown outcomes without a success between', () => {
    const streaks = new Streaks();
    const outcomes = [1, 2, 3, 4].map(() => streaks.unknown());
    streaks.taken();
    assert.deepEqual(
      [...outcomes, ...[1, 2, 3, 4, 5].map(() => streaks.unknown())],
      [...[false, false, false, false], ...[false, false, false, false, true]],
    );
  });
});
