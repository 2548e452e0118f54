import type { JsonObject } from '../json';
import { asText, isObject } from '../json';
import { looksLikeSeconds } from '../values/moment';

/** When a send began, and how the service's clock stands to ours. */
export interface Since {
  /** Begin of the send, epoch ms by this machine's clock. */
  readonly at: number;
  /** This machine's clock when the answer of List came. */
  readonly localTime: number;
  /** The `Date` of that answer. */
  readonly serverTime?: number;
}

/** `Date` headers have whole seconds, and clocks are read a moment apart. */
const toleranceMs = 2_000;

/**
 * True when a process says that it was created after the send began, by the service's own clock. Without that clock
 * nothing is proved: this machine's may be hours off.
 */
export function createdSince(process: JsonObject, { at, localTime, serverTime }: Since): boolean {
  const createdAt = createdTime(process);
  if (createdAt === undefined || serverTime === undefined) return false;
  return createdAt >= at + serverTime - localTime - toleranceMs;
}

/** When a process says that it was created, epoch ms by the service's clock. */
export function createdTime(process: JsonObject): number | undefined {
  return time(process['createdAt']);
}

const minuteMs = 60_000;

/**
 * From when on List is asked for processes that a send may have created, epoch ms; what is older than the send is left
 * out afterwards. Without the service's clock the window is a day and an hour: a machine whose clock is in the wrong zone
 * still finds it.
 */
export function searchFrom({ at, localTime, serverTime }: Since): number {
  return serverTime === undefined ? at - 25 * 60 * minuteMs : at + serverTime - localTime - 10 * minuteMs;
}

/** The primary key of a payload that was sent. */
export interface SentKey {
  readonly attribute: string;
  readonly value: string | number;
}

/**
 * True when a process itself shows the key, in `data` or at the top level, as a text or a number. That it was among what
 * List found proves nothing: a service may take no notice of a filter that it does not know.
 */
export function showsKey(process: JsonObject, { attribute, value }: SentKey): boolean {
  const { data } = process;
  return [isObject(data) ? data[attribute] : undefined, process[attribute]].some(
    shown => (typeof shown === 'string' || typeof shown === 'number') && String(shown) === String(value),
  );
}

/** The id of a process, as a text; undefined for a number that has lost digits on its way through a double. */
export function processId(process: JsonObject): string | undefined {
  const { id } = process;
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : undefined;
  return asText(id);
}

/** The last moment of the year 9999: what is later is no time in milliseconds, and no calendar shows it. */
const lastMs = 253_402_300_799_999;

/**
 * Epoch ms in objects (page api-11531337), ISO text in filters (docs:api/process/list): both are read. Whole seconds are read as such where
 * they would be a day in 1970 as milliseconds: assumed. An ISO text without a time zone tells no moment: it may be hours off. 0 stands for
 * "none" in other objects of the service (page api-11531337).
 */
function time(value: unknown): number | undefined {
  if (typeof value === 'number') return moment(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^(?:\d{10}|\d{13})$/.test(text)) return moment(Number(text));
  const parsed = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function moment(value: number): number | undefined {
  const ms = looksLikeSeconds(value) ? Math.round(value * 1000) : value;
  return ms > 0 && ms <= lastMs ? ms : undefined;
}
