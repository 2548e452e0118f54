import { localOf, utcOf } from '../values/calendar';
import type { Reading } from './model';

/** A date and perhaps a time, as a cell has it. */
export interface CellDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Absent: a date only. */
  readonly time?: {
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly ms: number;
  };
  /** Minutes east of Greenwich; absent: no zone is named. */
  readonly offset?: number;
}

/** `order`: which of 03/04 is the month is not known. */
export type DateAnswer =
  | { readonly ok: true; readonly date: CellDate; readonly isIso: boolean }
  | { readonly ok: false; readonly why: 'order' | 'noDate' };

const time = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?`;
/** Year first is the same order everywhere. */
const yearFirst = new RegExp(
  String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\s*${time}\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$`,
);
const yearLast = new RegExp(
  String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?[T ]\s*${time}\s*([AaPp])?\.?[Mm]?\.?)?$`,
);

/** True for a date with the year last, whose day and month can be taken for each other. */
export function isYearLast(cell: string): boolean {
  return yearLast.test(cell.trim());
}

/** Which comes first in a date with the year last, where a number above 12 shows it. */
export function orderShownBy(cell: string): 'day' | 'month' | undefined {
  const match = yearLast.exec(cell.trim());
  const [first, second] = [Number(match?.[1]), Number(match?.[3])];
  if (first > 12 && second <= 12) return 'day';
  return second > 12 && first <= 12 ? 'month' : undefined;
}

/** Reads a date; of one with the year last only when the order is known. */
export function readDate(cell: string, order: Reading['dates']): DateAnswer {
  const text = cell.trim();
  const iso = yearFirst.exec(text);
  if (iso !== null) {
    const [, year, mark, month, day, ...rest] = iso;
    const date = checked(year, month, day, timeOf(rest.slice(0, 4), undefined), rest[0], offsetOf(rest[4]));
    return date === undefined ? noDate : { ok: true, date, isIso: mark === '-' && isPadded(text) };
  }
  const local = yearLast.exec(text);
  if (local === null) return noDate;
  if (order === undefined) return { ok: false, why: 'order' };
  const [, first, , second, year, ...rest] = local;
  const [day, month] = order === 'day' ? [first, second] : [second, first];
  const date = checked(year, month, day, timeOf(rest.slice(0, 4), rest[4]), rest[0], undefined);
  return date === undefined ? noDate : { ok: true, date, isIso: false };
}

const noDate: DateAnswer = { ok: false, why: 'noDate' };

function isPadded(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(?:$|[T ]\d{2}:)/.test(text);
}

type Time = NonNullable<CellDate['time']>;

function timeOf(parts: readonly (string | undefined)[], half: string | undefined): Time | undefined {
  const [hour, minute, second = '0', fraction = ''] = parts;
  if (hour === undefined || minute === undefined) return undefined;
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const ok = hours < 24 && Number(minute) < 60 && Number(second) < 60;
  return ok ? { hour: hours, minute: Number(minute), second: Number(second), ms } : undefined;
}

function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/z/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || '0');
  return text.startsWith('-') ? -minutes : minutes;
}

function checked(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  at: Time | undefined,
  hourText: string | undefined,
  offset: number | undefined,
): CellDate | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (utcOf(y, m, d) === undefined) return undefined;
  if (hourText !== undefined && at === undefined) return undefined;
  return {
    year: y,
    month: m,
    day: d,
    ...(at === undefined ? {} : { time: at }),
    ...(offset === undefined ? {} : { offset }),
  };
}

/** ISO 8601 as the attribute types of text take it: without a zone where the cell names none. */
export function isoText({ year, month, day, time: at, offset }: CellDate): string {
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  if (at === undefined) return date;
  const fraction = at.ms === 0 ? '' : `.${pad(at.ms, 3)}`;
  return `${date}T${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)}${fraction}${zoneText(offset)}`;
}

function zoneText(offset: number | undefined): string {
  if (offset === undefined) return '';
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}

/** Epoch ms; undefined where the zone is not known, or the clocks of the zone skip that time. A date alone is its first moment. */
export function epochOf(date: CellDate, zone: Reading['zone']): number | undefined {
  const { year, month, day, offset } = date;
  const { hour, minute, second, ms } = date.time ?? { hour: 0, minute: 0, second: 0, ms: 0 };
  const time = [year, month, day, hour, minute, second, ms] as const;
  if (offset !== undefined || zone === 'utc') {
    const utc = utcOf(...time);
    return utc === undefined ? undefined : utc - (offset ?? 0) * 60_000;
  }
  if (zone === undefined) return undefined;
  const at = new Date(localOf(...time));
  return at.getHours() === hour && at.getMinutes() === minute ? at.getTime() : undefined;
}
