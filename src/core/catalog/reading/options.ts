import { isArray, isObject, type Json, type JsonObject } from '../../json';
import type { Option } from '../model';
import { isGone } from './flags';
import type { Writable } from './identity';
import { OPTION, OPTION_LISTS } from './spellings';
import { cleanDescription, cleanName } from './text';

/** A longer list is not offered and not checked. */
const MAX_OPTIONS = 5000;
const MAX_JSON_TEXT = 200_000;

/** How a value in the place of options is to be read. */
export interface OptionsHow {
  /** The options are numbers, so the keys of a map are. */
  readonly numeric: boolean;
  /** A map may be a map of options; false where it may as well be settings (`options: { multiline: true }`). */
  readonly maps: boolean;
}

/**
 * Options of an enum attribute from any of their shapes: texts, numbers, objects, a map value -> label, JSON text.
 * Undefined when there are none, or when one of them cannot be read: half a list would call right values wrong.
 */
export function readOptions(
  value: Json | undefined,
  how: OptionsHow,
  depth = 0,
): readonly Option[] | undefined {
  if (typeof value === 'string') {
    const parsed = fromText(value);
    return parsed === undefined ? undefined : readOptions(parsed, how, depth + 1);
  }
  if (isArray(value)) return collect(value.length, index => fromItem(value[index] ?? null));
  if (!isObject(value) || depth > 2) return undefined;
  const list = OPTION_LISTS.read(value).list;
  if (list !== undefined && typeof list === 'object') return readOptions(list, how, depth + 1);
  return how.maps ? fromMap(value, how.numeric) : undefined;
}

/** An option, `skip` for one that is not to be offered, undefined for one that cannot be read. */
type Read = Option | 'skip' | undefined;

function collect(length: number, read: (index: number) => Read): readonly Option[] | undefined {
  if (length > MAX_OPTIONS) return undefined;
  const seen = new Set<string | number>();
  const options: Option[] = [];
  for (let index = 0; index < length; index++) {
    const option = read(index);
    if (option === undefined) return undefined;
    if (option === 'skip' || seen.has(option.value)) continue;
    seen.add(option.value);
    options.push(option);
  }
  return options.length === 0 ? undefined : options;
}

function fromItem(item: Json): Read {
  if (item === null || item === '') return 'skip';
  if (!isObject(item)) return make(item);
  const fields = OPTION.read(item);
  if (isGone(fields)) return 'skip';
  return make(fields.value ?? fields.name ?? fields.label, fields.label ?? fields.name, fields.description);
}

function fromMap(map: JsonObject, numeric: boolean): readonly Option[] | undefined {
  const keys = Object.keys(map);
  return collect(keys.length, index => {
    const key = keys[index] ?? '';
    const item = map[key] ?? null;
    const value = numeric && key.trim() !== '' && Number.isFinite(Number(key)) ? Number(key) : key;
    if (typeof item === 'string') return make(value, item);
    if (item === null || item === true) return make(value);
    if (!isObject(item)) return undefined;
    const fields = OPTION.read(item);
    if (isGone(fields)) return 'skip';
    return make(fields.value ?? value, fields.label ?? fields.name, fields.description);
  });
}

function make(value: Json | undefined, labelled?: Json, described?: Json): Option | undefined {
  const sent = typeof value === 'number' ? value + 0 : value;
  if (typeof sent !== 'string' && !(typeof sent === 'number' && Number.isFinite(sent))) return undefined;
  const label = cleanName(labelled);
  const description = cleanDescription(described);
  const option: Writable<Option> = { value: sent };
  if (label !== undefined && label !== String(sent)) option.label = label;
  if (description !== undefined) option.description = description;
  return option;
}

function fromText(text: string): Json | undefined {
  if (text.length > MAX_JSON_TEXT || !/^\s*[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
