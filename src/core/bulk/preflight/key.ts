import { isObject, type Json, type JsonObject } from '../../json';

/** The primary key of an entry: at the top level or in `data` (section 16, 7 of service-facts). */
export interface Key {
  /**
   * Where it stands in both places the one at the top level, as Bulk Create's samples have it (page api-11531004). Undefined where
   * there is none: null and an empty text are none, a list, an object or a boolean cannot be one.
   */
  readonly value: string | number | undefined;
  readonly inData: boolean;
  /** A value that cannot be a key. */
  readonly notText: boolean;
  /** It stands in both places, with different values. */
  readonly differs: boolean;
}

export function keyOf(entry: JsonObject, attribute: string): Key {
  const top = own(entry, attribute);
  const data = entry['data'];
  const inner = isObject(data) ? own(data, attribute) : undefined;
  const inData = isAbsent(top);
  const value = inData ? inner : top;
  const isText = typeof value === 'string' || typeof value === 'number';
  return {
    value: isText && value !== '' ? value : undefined,
    inData,
    notText: !isText && !isAbsent(value),
    differs:
      top !== undefined &&
      inner !== undefined &&
      top !== inner &&
      JSON.stringify(top) !== JSON.stringify(inner),
  };
}

/** 32 bits of a text, never 0. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return finish(hash);
}

/** {@link hashOf} of a text of ASCII that stands in these bytes. */
export function hashOfAscii(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return finish(hash);
}

function finish(value: number): number {
  let hash = value;
  // FNV-1a leaves the last characters in the low bits only.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}

/** In what comes from `JSON.parse`, only what every object inherits has to be told apart. */
function own(object: JsonObject, key: string): Json | undefined {
  const value = object[key];
  return value !== undefined && key in Object.prototype && !Object.hasOwn(object, key) ? undefined : value;
}

function isAbsent(value: Json | undefined): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}
