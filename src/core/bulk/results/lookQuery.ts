import type { ProcessQuery } from '../../api/processes';
import { isObject, type JsonObject } from '../../json';
import { createdSince, createdTime, processId, showsKey, type Since } from '../../payload/arrival';
import type { KeyValue } from './key';

/** The most that List gives at a time (page docs:api/process/list). */
export const lookSize = 100;

/** Asks List for processes with any of the keys, at most {@link lookSize} of them. */
export function queryFor(primaryKey: string, keys: readonly KeyValue[], skip: number): ProcessQuery {
  const or = keys.map(key => ({ [primaryKey]: key }));
  return { where: { or }, limit: lookSize, ...(skip === 0 ? {} : { skip }) };
}

/** Asks List for the processes with one key. */
export function queryOne(primaryKey: string, key: KeyValue, skip: number): ProcessQuery {
  return { where: { [primaryKey]: key }, limit: lookSize, ...(skip === 0 ? {} : { skip }) };
}

/** Asks List for some of the processes that there are. */
export function queryAll(): ProcessQuery {
  return { limit: 10 };
}

/** When a run began, and how the service's clock stood to this machine's. */
export interface RunClock {
  /** Begin of the run, epoch ms by this machine's clock. */
  readonly at: number;
  /** Both clocks at one moment of the run: this machine's may have been set right since. */
  readonly then?: { readonly localTime: number; readonly serverTime: number } | undefined;
  readonly now: () => number;
}

/** What a page of List tells of keys. */
export interface JudgedKeys {
  /** Keys of processes that were created since the run began, by the service's own clock; with the process's id, where it shows one. */
  readonly arrived: ReadonlyMap<KeyValue, string | undefined>;
  /** There is a process with this key, and nobody can tell whether it was there before the run. */
  readonly unclear: ReadonlySet<KeyValue>;
  /** Keys that processes show, whenever those were created. */
  readonly shown: ReadonlySet<KeyValue>;
  /** Processes that show none of the keys. */
  readonly foreign: number;
}

/**
 * Which of the keys have arrived: a process shows the key and was created after the run began. That it was among what List found proves
 * nothing. Yields between processes: a service that takes no notice of the limit lists thousands.
 * @param serverTime the `Date` of the answer
 */
export function* judgeKeys(
  processes: readonly JsonObject[],
  primaryKey: string,
  keys: readonly KeyValue[],
  clock: RunClock,
  serverTime: number | undefined,
): Generator<void, JudgedKeys, void> {
  const localTime = clock.now();
  // A clock that was set back since the run began tells nothing.
  const isTold = serverTime !== undefined && localTime >= clock.at;
  const today = { localTime, ...(isTold ? { serverTime } : {}) };
  const since: Since = { at: clock.at, ...(clock.then ?? today) };
  const arrived = new Map<KeyValue, string | undefined>();
  const unclear = new Set<KeyValue>();
  const shown = new Set<KeyValue>();
  let foreign = 0;
  for (const process of processes) {
    const own = keys.filter(value => showsKey(process, { attribute: primaryKey, value }));
    if (own.length === 0) foreign++;
    const isNew = createdSince(process, since);
    const isOld = !isNew && createdTime(process) !== undefined && since.serverTime !== undefined;
    for (const key of own) {
      shown.add(key);
      if (isNew && !arrived.has(key)) arrived.set(key, processId(process));
      if (!isNew && !isOld) unclear.add(key);
    }
    yield;
  }
  return { arrived, unclear, shown, foreign };
}

/** The key that a process shows, in `data` or at the top level. */
export function shownKey(process: JsonObject, primaryKey: string): KeyValue | undefined {
  const { data } = process;
  return [isObject(data) ? data[primaryKey] : undefined, process[primaryKey]].find(
    (value): value is KeyValue =>
      (typeof value === 'string' && value !== '') ||
      (typeof value === 'number' && Number.isSafeInteger(value)),
  );
}
