import type { Entity, Option, Procedure, State, User } from '../catalog/model';
import { statuses, type Status } from '../catalog/process';
import type { Json } from '../json';
import { isArray } from '../json';
import { isoMoment, isoText, looksLikeSeconds } from './moment';
import { aboutOf, type Subject, type Where } from './where';

/** What a value means to people: a code with what belongs to it, no sentence. */
export type Meaning =
  /**
   * A point in time, epoch ms. `unit`: how it was written (`text` is ISO 8601). `isSure` is false where the documents do not
   * say the unit, or a text names no zone and was taken for local time.
   */
  | {
      readonly kind: 'moment';
      readonly ms: number;
      readonly unit: 'ms' | 's' | 'text';
      readonly isSure: boolean;
    }
  /** What a number may say as a time of day, the likeliest first: no page says in which unit `time` is. `ms` from midnight. */
  | { readonly kind: 'timeOfDay'; readonly readings: readonly TimeReading[] }
  /** A day, as its midnight in UTC: days since 1970, or its digits (20260103). Assumed, as no page says how `date` is counted. */
  | { readonly kind: 'day'; readonly ms: number; readonly unit: 'days' | 'digits' }
  /** From 1: assumed, as no page says how `monthOfYear` is written. */
  | { readonly kind: 'month'; readonly month: number }
  | { readonly kind: 'user'; readonly user: User }
  /** `procedure` is set where the state belongs to another one than that of the process. */
  | { readonly kind: 'state'; readonly state: State; readonly procedure?: Procedure }
  | { readonly kind: 'status'; readonly status: Status }
  | { readonly kind: 'option'; readonly option: Option }
  /** Of a list, those that are known, in its order. */
  | { readonly kind: 'options'; readonly options: readonly Option[] }
  | { readonly kind: 'procedure'; readonly procedure: Procedure }
  | { readonly kind: 'entity'; readonly entity: Entity };

export interface TimeReading {
  readonly unit: 'minutes' | 'seconds' | 'milliseconds';
  readonly ms: number;
}

/**
 * Tells what a value means: of a payload (short ids, usernames) or of an answer (ids). Undefined where it means nothing
 * beyond itself, or nothing in the config fits: that proves nothing about the value.
 */
export function describeValue(subject: Subject, value: Json, where: Where): Meaning | undefined {
  switch (aboutOf(subject)) {
    case 'moment':
      return momentOf(subject, value) ?? dayOf(subject, value);
    case 'time':
      return timeOf(subject, value);
    case 'month':
      return monthOf(value);
    case 'user':
      return userOf(value, where);
    case 'state':
      return stateOf(value, where);
    case 'status': {
      const status = statuses.find(one => one === value);
      return status && { kind: 'status', status };
    }
    case 'procedure': {
      const procedure = where.catalog.procedures.find(({ id, shortId }) =>
        [id, shortId].includes(idOf(value)),
      );
      return procedure && { kind: 'procedure', procedure };
    }
    case 'entity': {
      const entity = where.catalog.entities.find(({ id, shortId }) =>
        [id ?? '', shortId ?? ''].includes(idOf(value)),
      );
      return idOf(value) === '' ? undefined : entity && { kind: 'entity', entity };
    }
    case 'option':
      return optionOf(subject, value);
    case 'other':
      return undefined;
  }
}

/** Text as it is; '' for what cannot be an id. */
function idOf(value: Json): string {
  return typeof value === 'string' ? value : '';
}

/** The user that `assignedTo` of a payload (username or id) or of an answer (id) names; a username also in another case. */
export function findUser(users: readonly User[], value: string): User | undefined {
  if (value === '') return undefined;
  const lower = value.toLowerCase();
  return (
    users.find(({ id, username }) => id === value || username === value) ??
    users.find(({ id, username }) => id?.toLowerCase() === lower || username?.toLowerCase() === lower)
  );
}

function userOf(value: Json, { catalog }: Where): Meaning | undefined {
  const user = findUser(catalog.users, idOf(value));
  return user && { kind: 'user', user };
}

/** By short id or id in the procedure; by id alone in the others, since a short id means something else there. */
function stateOf(value: Json, { catalog, procedure }: Where): Meaning | undefined {
  const wanted = idOf(value);
  if (wanted === '') return undefined;
  const own =
    procedure?.states.find(({ shortId }) => shortId === wanted) ??
    procedure?.states.find(({ id }) => id === wanted);
  if (own !== undefined) return { kind: 'state', state: own };
  for (const other of catalog.procedures) {
    if (other.key === procedure?.key) continue;
    const state = other.states.find(({ id }) => id === wanted);
    if (state !== undefined) return { kind: 'state', state, procedure: other };
  }
  return undefined;
}

function optionOf(subject: Subject, value: Json): Meaning | undefined {
  const options = typeof subject === 'string' ? [] : (subject.options ?? []);
  const find = (item: Json): Option | undefined => options.find(option => option.value === item);
  if (!isArray(value)) {
    const option = find(value);
    return option && { kind: 'option', option };
  }
  const found = value.map(find).filter(option => option !== undefined);
  return found.length === 0 ? undefined : { kind: 'options', options: found };
}

/** Beyond this a time is none that anybody plans for: the year 9999. */
const lastMs = 253_402_300_799_999;
/** Epoch milliseconds below this are before 1973, and other units above. */
const firstMs = 100_000_000_000;

/**
 * `datetime` and the fields of a process are epoch ms (pages docs:data-model/attribute and api-11530135). The unit of
 * `date` is not documented: only what its size tells is said, and not as sure. A text of digits counts as its number.
 */
function momentOf(subject: Subject, value: Json): Meaning | undefined {
  if (typeof value === 'string') {
    const iso = isoMoment(value);
    if (iso !== undefined) {
      const ms = iso.zone === 'own' ? iso.ms : iso.local;
      return { kind: 'moment', ms, unit: 'text', isSure: iso.zone === 'own' };
    }
    return /^\d{9,15}$/.test(value) ? momentOf(subject, Number(value)) : undefined;
  }
  if (typeof value !== 'number' || isoText(value) === undefined || Math.abs(value) > lastMs) return undefined;
  // Objects of the API show 0 for what has not happened (section 4.1 of service-facts).
  if (value === 0 && typeof subject === 'string') return undefined;
  if (looksLikeSeconds(value)) return { kind: 'moment', ms: value * 1000, unit: 's', isSure: false };
  const isMs = typeof subject === 'string' || subject.type === 'datetime';
  if (!isMs && value < firstMs) return undefined;
  return { kind: 'moment', ms: value, unit: 'ms', isSure: isMs };
}

/** A number, or a text of digits; undefined for anything else, and for what is no whole number. */
function wholeOf(value: Json): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * `time` is documented as an integer (page docs:data-model/attribute), but not its unit: told by its size, with every unit that fits. Below a minute
 * and a half of milliseconds, seconds are meant; what is a moment is shown as one.
 */
function timeOf(subject: Subject, value: Json): Meaning | undefined {
  const number = wholeOf(value);
  if (number === undefined) return undefined;
  const readings: TimeReading[] = [];
  if (number <= dayMs / minuteMs) readings.push({ unit: 'minutes', ms: number * minuteMs });
  if (number <= dayMs / 1000) readings.push({ unit: 'seconds', ms: number * 1000 });
  else if (number <= dayMs) readings.push({ unit: 'milliseconds', ms: number });
  return readings.length > 0 ? { kind: 'timeOfDay', readings } : momentOf(subject, value);
}

/** Days since 1970 of the years 1983 to 2079: a spreadsheet's own count of days is higher for all but old dates. */
const [firstDay, lastDay] = [5_000, 40_000];

/** Only for a `date`, whose unit is not documented. */
function dayOf(subject: Subject, value: Json): Meaning | undefined {
  const number = typeof subject === 'string' || subject.type !== 'date' ? undefined : wholeOf(value);
  if (number === undefined) return undefined;
  if (number >= firstDay && number <= lastDay) return { kind: 'day', ms: number * dayMs, unit: 'days' };
  const [, year, month, day] = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(String(number)) ?? [];
  const found = year === undefined ? undefined : isoMoment(`${year}-${month}-${day}`);
  return found?.zone === 'none' ? { kind: 'day', ms: found.utc, unit: 'digits' } : undefined;
}

function monthOf(value: Json): Meaning | undefined {
  const month = wholeOf(value);
  return month === undefined || month < 1 || month > 12 ? undefined : { kind: 'month', month };
}
