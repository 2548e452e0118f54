import { createHash } from 'node:crypto';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { repeatedInputs } from './entryKey';

const maxDepth = 3;
const mostHashes = 4;
const maxText = 200_000;
const deepest = 50;

/**
 * Hashes of what an entry of a job repeats of its input, the outermost object first; to be compared with those of the entries that
 * were sent. Empty where it repeats nothing.
 */
export function echoesOf(entry: JsonObject): readonly string[] {
  const hashes = new Set<string>();
  collect(entry, 1, hashes);
  return [...hashes];
}

function collect(object: JsonObject, depth: number, hashes: Set<string>): void {
  for (const name of repeatedInputs) {
    if (hashes.size >= mostHashes) return;
    const inner = parsed(object[name]);
    if (inner === undefined) continue;
    const hash = hashOf(inner);
    if (hash !== undefined) hashes.add(hash);
    if (depth < maxDepth) collect(inner, depth + 1, hashes);
  }
}

/** What an answer may repeat of an entry that was sent: all of it, or its `data`. */
export function echoable(entry: JsonObject): readonly string[] {
  const { data } = entry;
  const hashes = [hashOf(entry), isObject(data) ? hashOf(data) : undefined];
  return hashes.filter(hash => hash !== undefined);
}

/**
 * Equal for objects that hold the same, in whatever order; what is null counts as absent, since a service may fill up what was left
 * out. undefined for an object that holds nothing, and for one that is nested absurdly deep.
 */
function hashOf(object: JsonObject): string | undefined {
  const text = canonical(object, 0);
  if (text === undefined || text === '{}') return undefined;
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function canonical(value: Json, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  if (isArray(value)) {
    const items = value.map(item => canonical(item, depth + 1));
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member === undefined || member === null) continue;
    const text = canonical(member, depth + 1);
    if (text === undefined) return undefined;
    members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** An object, also one that is written as a text. */
function parsed(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || value.length > maxText || !value.startsWith('{')) return undefined;
  try {
    const inner = JSON.parse(value) as Json;
    return isObject(inner) ? inner : undefined;
  } catch {
    return undefined;
  }
}
