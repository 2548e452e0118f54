import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readMoment } from '../../../src/core/values/when';

/** A Wednesday, by this machine's zone. */
const now = new Date(2026, 10, 18, 14, 30, 15).getTime();
const local = (year: number, month: number, day: number) => new Date(year, month, day).getTime();

describe('a moment as people type it', () => {
  const times: readonly [string, number, boolean][] = [
    ['now', now, false],
    ['in 2 hours', now + 7_200_000, false],
    ['In an hour', now + 3_600_000, false],
    ['90 min', now + 5_400_000, false],
    ['+2h', now + 7_200_000, false],
    ['3 hours ago', now - 10_800_000, false],
    ['in 3 days', new Date(2026, 10, 21, 14, 30, 15).getTime(), false],
    ['2 weeks ago', new Date(2026, 10, 4, 14, 30, 15).getTime(), false],
    ['in 3 months', new Date(2027, 1, 18, 14, 30, 15).getTime(), false],
    ['in 3 days at 9:00', new Date(2026, 10, 21, 9).getTime(), false],
    ['today', local(2026, 10, 18), true],
    ['tomorrow', local(2026, 10, 19), true],
    ['yesterday', local(2026, 10, 17), true],
    ['tomorrow 9:00', new Date(2026, 10, 19, 9).getTime(), false],
    ['tomorrow at 5pm', new Date(2026, 10, 19, 17).getTime(), false],
    ['monday', local(2026, 10, 23), true],
    ['next wed', local(2026, 10, 25), true],
    ['next friday 18:30', new Date(2026, 10, 20, 18, 30).getTime(), false],
    ['18:30', new Date(2026, 10, 18, 18, 30).getTime(), false],
    ['9:00', new Date(2026, 10, 19, 9).getTime(), false],
    ['14:30:15', new Date(2026, 10, 19, 14, 30, 15).getTime(), false],
    ['12am', new Date(2026, 10, 19, 0).getTime(), false],
    ['2026-12-24', local(2026, 11, 24), true],
    ['2026-12-24 18:00', new Date(2026, 11, 24, 18).getTime(), false],
    ['2026-12-24T18:00:30.5', new Date(2026, 11, 24, 18, 0, 30, 500).getTime(), false],
    ['2026-12-24T18:00:00Z', Date.UTC(2026, 11, 24, 18), false],
    ['2026-12-24T18:00+02:00', Date.UTC(2026, 11, 24, 16), false],
    ['1767225600000', 1_767_225_600_000, false],
  ];
  for (const [text, at, dayOnly] of times)
    it(`“${text}”`, () => assert.deepEqual(readMoment(text, now), { at, dayOnly }));

  it('the last day of a shorter month stands for a later one', () => {
    const end = new Date(2027, 0, 31, 8).getTime();
    assert.equal(readMoment('in 1 month', end)?.at, new Date(2027, 1, 28, 8).getTime());
  });

  for (const text of [
    '',
    'soon',
    '3/4/2026',
    '24.12.2026',
    '2026-02-30',
    '2026-13-01',
    '2026-12-24 25:00',
    '2026-12-24 18:60',
    '2026-12-24Z',
    '13pm',
    '9',
    'in 2',
    'in 2 parsecs',
    'in 2 hours ago',
    'in 2 constructors',
    'toString',
    '1767225600',
    '99999999999999999999',
  ])
    it(`“${text}” is none`, () => assert.equal(readMoment(text, now), undefined));

  it('reads back every moment that it could write, and throws at nothing', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), date => {
        assert.equal(readMoment(date.toISOString(), now)?.at, date.getTime());
      }),
    );
    fc.assert(fc.property(fc.string(), text => void readMoment(text, now)));
  });
});
