import assert from 'node:assert/strict';
import {
  createdSince,
  createdTime,
  processId,
  searchFrom,
  showsKey,
} from '../../../src/core/payload/arrival';

const at = Date.UTC(2026, 0, 10, 12);

describe('whether a process has arrived', () => {
  it('believes only a process that shows the key itself', () => {
    const key = { attribute: 'lead_id', value: 'L-1' };
    assert.ok(showsKey({ id: 'x', data: { lead_id: 'L-1' } }, key));
    assert.ok(showsKey({ lead_id: 'L-1' }, key));
    assert.ok(showsKey({ data: { lead_id: '7' } }, { attribute: 'lead_id', value: 7 }));
    for (const process of [{}, { data: null }, { data: { lead_id: 'L-2' } }, { data: { lead_id: null } }]) {
      assert.ok(!showsKey(process, key));
    }
  });

  it('compares by the clock of the service', () => {
    const since = { at, localTime: at + 60_000, serverTime: at + 60_000 - 3_600_000 };
    assert.ok(createdSince({ createdAt: at - 3_600_000 + 5_000 }, since));
    assert.ok(!createdSince({ createdAt: at - 3_600_000 - 5_000 }, since));
  });

  it('takes a time without a zone for no proof', () => {
    const since = { at, localTime: at, serverTime: at };
    assert.ok(createdSince({ createdAt: '2026-01-10T12:00:05.000Z' }, since));
    assert.ok(createdSince({ createdAt: '2026-01-10T14:00:05+02:00' }, since));
    assert.ok(createdSince({ createdAt: String(at + 5_000) }, since));
    for (const createdAt of ['2027-01-10T12:00:05', '2027-01-10', '', null]) {
      assert.ok(!createdSince({ createdAt }, since));
    }
  });

  it('proves nothing where the service does not say what time it is', () => {
    assert.equal(createdSince({ createdAt: at + 5_000 }, { at, localTime: at }), false);
    assert.equal(createdTime({ createdAt: at + 5_000 }), at + 5_000);
  });

  it('reads seconds as seconds, and what is no time as none', () => {
    const seconds = Math.floor(at / 1000);
    assert.equal(createdTime({ createdAt: seconds }), at);
    assert.equal(createdTime({ createdAt: String(seconds) }), at);
    assert.equal(createdTime({ createdAt: seconds + 0.25 }), at + 250);
    assert.ok(createdSince({ createdAt: seconds }, { at, localTime: at, serverTime: at }));
    for (const createdAt of [0, -1, 1e15, 1e18, NaN, '0', '12', {}]) {
      assert.equal(createdTime({ createdAt }), undefined, JSON.stringify(createdAt));
    }
  });

  it('asks from a time before the send by the clock of the service, else for more than a day', () => {
    const hour = 3_600_000;
    const from = searchFrom({ at, localTime: at + 60_000, serverTime: at + 60_000 - hour });
    assert.ok(from < at - hour && from > at - 1.5 * hour);
    assert.ok(searchFrom({ at, localTime: at }) < at - 24 * hour);
  });

  it('gives no id that has lost digits', () => {
    assert.equal(processId({ id: 2 ** 60 }), undefined);
    assert.equal(processId({ id: 17 }), '17');
    assert.equal(processId({ id: 'a-b' }), 'a-b');
  });
});
