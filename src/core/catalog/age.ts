import type { Catalog } from './model';

/** How long ago the config was fetched, ms; 0 when the clock has been set back since. */
export function ageOf(catalog: Catalog, now: number): number {
  return Math.max(0, now - catalog.fetchedAt);
}

/** True when a catalog is older than the limit (ms), or comes from the future: then the clock was changed, and its age is not known. */
export function isOld(catalog: Catalog, now: number, limitMs: number): boolean {
  return now < catalog.fetchedAt || ageOf(catalog, now) > limitMs;
}
