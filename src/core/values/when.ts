import { localOf, utcOf } from './calendar';

/** A moment that somebody typed. */
export interface Moment {
  /** Epoch ms. */
  readonly at: number;
  /** A day was typed and no time of it: `at` is its midnight by this machine's zone. */
  readonly dayOnly: boolean;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
const unitDays: Readonly<Record<string, number>> = { d: 1, w: 7 };

const units: Readonly<Record<string, 'm' | 'h' | 'd' | 'w' | 'mo' | 'y'>> = {
  m: 'm',
  min: 'm',
  minute: 'm',
  h: 'h',
  hr: 'h',
  hour: 'h',
  d: 'd',
  day: 'd',
  w: 'w',
  week: 'w',
  mo: 'mo',
  month: 'mo',
  y: 'y',
  year: 'y',
};

/**
 * Reads a moment as people type it, in this machine's time zone where it names none: `now`, `in 2 hours`, `3 days ago`, `tomorrow 9:00`,
 * `next monday`, `18:30`, `2026-12-24`, `2026-12-24 18:00`, ISO 8601 with a zone, epoch milliseconds. Undefined for everything else, and for
 * days that there are not. `3/4/2026` is nothing: which of the two is the month is not said.
 */
export function readMoment(typed: string, now: number): Moment | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^\d{12,14}$/.test(text)) return valid(Number(text), false);
  if (text === 'now') return { at: now, dayOnly: false };
  return relative(text, now) ?? iso(text) ?? named(text, now) ?? timeAlone(text, now);
}

function valid(at: number, dayOnly: boolean): Moment | undefined {
  // The range of a Date; beyond it nothing can be shown.
  return Math.abs(at) <= 8.64e15 ? { at, dayOnly } : undefined;
}

/** `in 2 hours`, `2h`, `+2h`, `2 hours ago`. */
function relative(text: string, now: number): Moment | undefined {
  const match =
    /^(?<sign>in |\+ ?)?(?<count>\d{1,5}|an?) ?(?<unit>[a-z]+?)s?(?<past> ago)?(?: (?:at )?(?<time>.+))?$/.exec(
      text,
    );
  const { sign, count = '', unit: word = '', past, time } = match?.groups ?? {};
  const unit = Object.hasOwn(units, word) ? units[word] : undefined;
  if (unit === undefined || (sign !== undefined && past !== undefined)) return undefined;
  const many = (count.startsWith('a') ? 1 : Number(count)) * (past === undefined ? 1 : -1);
  const ms = unitMs[unit];
  if (ms !== undefined) return time === undefined ? valid(now + many * ms, false) : undefined;
  const date = new Date(now);
  if (unit === 'mo' || unit === 'y') addMonths(date, unit === 'y' ? many * 12 : many);
  else date.setDate(date.getDate() + many * (unitDays[unit] ?? 0));
  if (time === undefined) return valid(date.getTime(), false);
  return atTime(date, time);
}

/** The 31st of a month that has 30 days is its last day. */
function addMonths(date: Date, months: number): void {
  const day = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() + months);
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(day, last));
}

/** `2026-12-24`, with a time or without, with a zone or in this machine's. */
function iso(text: string): Moment | undefined {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, y, mo, d, h, mi = '0', s = '0', fraction = '0', zone] = match;
  const [hour, minute, second] = [Number(h ?? '0'), Number(mi), Number(s)];
  if (zone !== undefined && h === undefined) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  const time = [Number(y), Number(mo), Number(d), hour, minute, second, ms] as const;
  const utc = utcOf(...time);
  if (utc === undefined) return undefined;
  return zone === undefined
    ? valid(localOf(...time), h === undefined)
    : valid(utc - zoneMinutes(zone) * 60_000, false);
}

function zoneMinutes(zone: string): number {
  if (zone === 'z') return 0;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}

/** `today`, `tomorrow 9:00`, `monday`, `next friday at 18:30`: a day of the week is the next one, never today. */
function named(text: string, now: number): Moment | undefined {
  const [, word = '', time] = /^(?:next |on )?([a-z]+)(?: (?:at )?(.+))?$/.exec(text) ?? [];
  const date = new Date(now);
  date.setHours(0, 0, 0, 0);
  const days = daysUntil(word, date.getDay());
  if (days === undefined) return undefined;
  date.setDate(date.getDate() + days);
  return time === undefined ? valid(date.getTime(), true) : atTime(date, time);
}

function daysUntil(word: string, today: number): number | undefined {
  const known: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
  if (Object.hasOwn(known, word)) return known[word];
  if (word.length < 3) return undefined;
  const day = weekdays.findIndex(name => name.startsWith(word));
  if (day < 0) return undefined;
  return ((day - today + 6) % 7) + 1;
}

/** `9:00`, `9am`: the next time that the clock says so. */
function timeAlone(text: string, now: number): Moment | undefined {
  const today = atTime(new Date(now), text);
  if (today === undefined || today.at > now) return today;
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  return atTime(tomorrow, text);
}

function atTime(day: Date, text: string): Moment | undefined {
  const match = /^(?:at )?(\d{1,2})(?::(\d{2})(?::(\d{2}))?)? ?(am|pm)?$/.exec(text);
  if (match === null) return undefined;
  const [, h = '', mi, s = '0', half] = match;
  if (mi === undefined && half === undefined) return undefined;
  let hour = Number(h);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  const [minute, second] = [Number(mi ?? '0'), Number(s)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const at = new Date(day);
  at.setHours(hour, minute, second, 0);
  return valid(at.getTime(), false);
}
