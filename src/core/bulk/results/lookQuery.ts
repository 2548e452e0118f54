import type { ProcessQuery } from '../../api/processes';
import type { JsonObject } from '../../json';
import { createdSince, processId, showsKey, type Since } from '../../payload/arrival';
import type { KeyValue } from './key';

/** The most that List gives at a time (page docs:api/process/list). */
export const lookSize = 100;

/** Asks List for processes with any of the keys, at most {@link lookSize} of them. */
export function queryFor(primaryKey: string, keys: readonly KeyValue[], skip: number): ProcessQuery {
  const or = keys.map(key => ({ [primaryKey]: key }));
  return { where: { or }, limit: lookSize, ...(skip === 0 ? {} : { skip }) };
}

/**
 * The ids (or nothing, where a process shows none) of those keys that have arrived: a process shows the key and was created after
 * the run began, by the service's own clock. That it was among what List found proves nothing.
 */
export function findArrived(
  processes: readonly JsonObject[],
  primaryKey: string,
  keys: readonly KeyValue[],
  since: Since,
): ReadonlyMap<KeyValue, string | undefined> {
  const arrived = new Map<KeyValue, string | undefined>();
  for (const process of processes) {
    if (!createdSince(process, since)) continue;
    for (const value of keys) {
      if (!arrived.has(value) && showsKey(process, { attribute: primaryKey, value })) {
        arrived.set(value, processId(process));
      }
    }
  }
  return arrived;
}

/** True when a process shows one of the keys, whenever it was created: the service does take notice of the filter. */
export function showsAny(
  processes: readonly JsonObject[],
  primaryKey: string,
  keys: readonly KeyValue[],
): boolean {
  return processes.some(process => keys.some(value => showsKey(process, { attribute: primaryKey, value })));
}
