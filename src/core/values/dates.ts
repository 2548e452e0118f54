import { readMoment } from './when';

/** How a moment is written in a payload. */
export type DateUnit = 'ms' | 'isoTime' | 'isoDay';

/** A moment that a list offers. */
export interface OfferedMoment {
  /** As it is typed. */
  readonly label: string;
  /** Epoch ms. */
  readonly at: number;
}

const presets = [
  'in 1 hour',
  'in 2 hours',
  'today 18:00',
  'tomorrow 09:00',
  'monday 09:00',
  'in 3 days at 09:00',
  'in 1 week at 09:00',
  'in 1 month at 09:00',
];

/** What is often wanted, from the next hour on; none that has gone by. */
export function offeredMoments(now: number): readonly OfferedMoment[] {
  return presets.flatMap(label => {
    const moment = readMoment(label, now);
    return moment === undefined || moment.at <= now ? [] : [{ label, at: wholeMinute(label, moment.at) }];
  });
}

/** What a typed text means: a day without a time is offered at 9:00, and at its beginning. Empty for no moment at all. */
export function typedMoments(typed: string, now: number): readonly OfferedMoment[] {
  const moment = readMoment(typed, now);
  if (moment === undefined) return [];
  const label = typed.trim();
  if (!moment.dayOnly) return [{ label, at: moment.at }];
  const nine = new Date(moment.at);
  nine.setHours(9);
  return [
    { label: `${label} 09:00`, at: nine.getTime() },
    { label: `${label} 00:00`, at: moment.at },
  ];
}

/** A moment as JSON. `isoTime` in UTC; `isoDay` is the day by this machine's zone. */
export function writtenMoment(at: number, unit: DateUnit): string {
  if (unit === 'ms') return String(at);
  if (unit === 'isoTime') return JSON.stringify(new Date(at).toISOString());
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  return JSON.stringify(`${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`);
}

/** Nobody means the seconds of "in 2 hours". */
function wholeMinute(label: string, at: number): number {
  return label.startsWith('in ') ? Math.ceil(at / 60_000) * 60_000 : at;
}
