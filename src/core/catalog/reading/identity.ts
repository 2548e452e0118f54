import type { Json } from '../../json';
import { asKey, looksMachineMade } from './text';

/** While a thing is being built. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What a thing is called by; undefined where the config does not say. */
export interface Identity {
  readonly id: string | undefined;
  readonly shortId: string | undefined;
}

/** Id and short id of a thing that may stand in a map: the map's key stands in for the one that is missing. */
export function identify(
  fields: { readonly id: Json | undefined; readonly shortId: Json | undefined },
  key: string | undefined,
): Identity {
  const id = asKey(fields.id);
  const shortId = asKey(fields.shortId);
  if (key === undefined) return { id, shortId: shortId ?? readable(id) };
  return {
    id: id ?? (key === (shortId ?? readable(key)) ? undefined : key),
    shortId: shortId ?? readable(key) ?? readable(id),
  };
}

/** A word that may be a short id; undefined for what a machine made. */
function readable(word: string | undefined): string | undefined {
  return word === undefined || looksMachineMade(word) ? undefined : word;
}
