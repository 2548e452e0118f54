import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isLossy } from '../../../../src/core/bulk/preflight/lossy';

describe('bulk pre-flight: numbers', () => {
  it('keeps what a double holds, however it is written', () => {
    for (const raw of [
      '0',
      '-0',
      '0.0e5',
      '1.0',
      '1e2',
      '100',
      '1E+2',
      '0.1',
      '9007199254740992',
      '12.345678901234567',
    ]) {
      assert.equal(isLossy(raw), false, raw);
    }
  });

  it('tells what a double changes', () => {
    for (const raw of [
      '9007199254740993',
      '12345678901234567890',
      '1e400',
      '-1e400',
      '1e-400',
      '0.12345678901234567890',
    ]) {
      assert.equal(isLossy(raw), true, raw);
    }
  });

  it('keeps every double', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        value => !isLossy(JSON.stringify(value)),
      ),
      { numRuns: 500 },
    );
  });

  it('tells every integer that is written otherwise when it has been a double', () => {
    fc.assert(
      fc.property(fc.bigInt(), value => isLossy(String(value)) === (expanded(Number(value)) !== value)),
      { numRuns: 300 },
    );
  });
});

/** What JavaScript writes for a double, as a whole number. */
function expanded(value: number): bigint {
  const [digits = '', power = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(Number(power) - fraction.length);
}
