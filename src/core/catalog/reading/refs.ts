import { isArray, isObject, type Json } from '../../json';
import { flag } from './flags';
import { REFERENCE } from './spellings';
import { asKey } from './text';

/** What a reference leads to: the thing, `null` when it is deleted, undefined when it is not known. */
export type Found<T> = T | null | undefined;

/** Follows a reference: an id, a short id, or an object that holds one of them (also under a link: `{ attribute: … }`). */
export function follow<T>(value: Json | undefined, find: (ref: string) => Found<T>): Found<T> {
  if (!isObject(value)) {
    const key = asKey(value);
    return key === undefined ? undefined : find(key);
  }
  for (const ref of refsOf(value)) {
    const found = find(ref);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The words that a reference may be known by, best first. */
export function refsOf(value: Json | undefined, depth = 0): string[] {
  if (!isObject(value)) {
    const key = asKey(value);
    return key === undefined ? [] : [key];
  }
  const { id, shortId, name, link } = REFERENCE.read(value);
  const own = [id, shortId, name].map(asKey).filter(key => key !== undefined);
  return link === undefined || depth > 1 ? own : [...refsOf(link, depth + 1), ...own];
}

/** Calls back for each reference in a value: a single one, a list, or a map whose keys are the references. */
export function eachRef(value: Json, visit: (ref: Json) => void): void {
  if (isArray(value)) {
    for (const item of value) if (!isArray(item)) visit(item);
  } else if (!isObject(value) || refsOf(value).length > 0) {
    visit(value);
  } else {
    for (const key of Object.keys(value)) if (flag(value[key]) !== false && value[key] !== null) visit(key);
  }
}
