import { localOf, utcOf } from './calendar';

/** A point in time that a text names. Without a zone it is two: the text as local time of this machine, and as UTC. */
export type IsoMoment =
  | { readonly zone: 'own'; readonly ms: number }
  | { readonly zone: 'none'; readonly utc: number; readonly local: number };

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Reads ISO 8601 as people and the documents write it: a date, with or without a time, with or without a zone (a sample of
 * page api-11531119 has none). Undefined for anything else, for a day that does not exist, and for what is finer than a
 * millisecond: nothing of what was written may be lost.
 */
export function isoMoment(text: string): IsoMoment | undefined {
  const parts = iso.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts;
  const finest = fraction.padEnd(3, '0');
  if (/[^0]/.test(finest.slice(3))) return undefined;
  const n = [year, month, day, hour, minute, second, finest.slice(0, 3)].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0] = n;
  if (h > 23 || mi > 59 || s > 59) return undefined;
  const time = [y, mo, d, h, mi, s, ms] as const;
  const utc = utcOf(...time);
  if (utc === undefined) return undefined;
  if (zone !== undefined) {
    const minutes = zoneMinutes(zone);
    return minutes === undefined ? undefined : { zone: 'own', ms: utc - minutes * 60_000 };
  }
  return { zone: 'none', utc, local: localOf(...time) };
}

/** East of Greenwich, in minutes. */
function zoneMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** What a `Date` can hold, ms from 1970 in either direction. */
const furthest = 8.64e15;

/** The moment as ISO 8601 in UTC, without milliseconds where there are none; undefined beyond what a date can be. */
export function isoText(ms: number): string | undefined {
  if (!Number.isFinite(ms) || Math.abs(ms) > furthest) return undefined;
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/**
 * True for a number that as milliseconds would be a day in January or February 1970, and as seconds one between 2001 and
 * 2106: whoever wrote it meant seconds.
 */
export function looksLikeSeconds(value: number): boolean {
  return value >= leastSeconds && value <= mostSeconds;
}

/** The two ends of {@link looksLikeSeconds}. */
export const leastSeconds = 1_000_000_000;
export const mostSeconds = 4_294_967_295;
