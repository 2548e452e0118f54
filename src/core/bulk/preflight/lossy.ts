/**
 * True for a number that is another one when it is read as a double and written again. `1.0`, `1e2` and `-0` keep their value;
 * `12345678901234567890` and `1e400` do not.
 */
export function isLossy(raw: string): boolean {
  const value = Number(raw);
  return !Number.isFinite(value) || canonical(raw) !== canonical(String(value));
}

/** Digits without zeros on either side, and the power of ten: equal for equal numbers. The sign does not matter. */
export function canonical(raw: string): string {
  const [, whole = '', fraction = '', power = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(raw) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  if (short === '') return '0';
  return `${short}e${Number(power) - fraction.length + digits.length - short.length}`;
}
