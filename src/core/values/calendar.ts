/** A day and a time of it, as a clock shows them: year, month from 1, day, hour, minute, second, millisecond. */
export type ClockTime = readonly [
  year: number,
  month: number,
  day: number,
  hour?: number,
  minute?: number,
  second?: number,
  ms?: number,
];

/** Epoch ms of a time in UTC; undefined for a day that there is not. The year 99 is that, and not 1999. */
export function utcOf(
  ...[year, month, day, hour = 0, minute = 0, second = 0, ms = 0]: ClockTime
): number | undefined {
  const at = new Date(Date.UTC(2000, 0, 1, hour, minute, second, ms));
  at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : undefined;
}

/** Epoch ms of a time by this machine's clock, of a day that there is. A time that its clocks skip becomes one beside it. */
export function localOf(...[year, month, day, hour = 0, minute = 0, second = 0, ms = 0]: ClockTime): number {
  const at = new Date(2000, 0, 1, hour, minute, second, ms);
  at.setFullYear(year, month - 1, day);
  return at.getTime();
}
