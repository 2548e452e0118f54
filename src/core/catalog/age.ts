import type { Catalog } from './model';

/** True when a catalog is older than the limit (ms), or comes from the future: then the clock was changed, and its age is not known. */
export function isOld({ fetchedAt }: Catalog, now: number, limitMs: number): boolean {
  return now < fetchedAt || now - fetchedAt > limitMs;
}
