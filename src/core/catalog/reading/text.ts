import { isObject, type Json } from '../../json';

/** Longest name that is kept, in UTF-16 units. */
const NAME_LENGTH = 200;
/** Longest description that is kept, in UTF-16 units. */
const DESCRIPTION_LENGTH = 2000;

const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Characters that change how other text reads (direction overrides, lone surrogates, invisible separators). */
const DECEIVING = /[\p{Cs}\p{Bidi_Control}\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]/gu;
const UNWANTED = new RegExp(`${BREAKS.source}|${DECEIVING.source}|^\\s|\\s$|\\s\\s`, 'u');

/**
 * A text for people: without control characters and direction overrides, blanks collapsed, at most `max` long.
 * Takes a text, a number, or an object of translations (its first text). Undefined when nothing is left.
 */
export function cleanName(value: Json | undefined, max = NAME_LENGTH): string | undefined {
  const raw = textOf(value);
  if (raw === undefined) return undefined;
  const text = UNWANTED.test(raw)
    ? raw
        .slice(0, max * 4)
        .replace(BREAKS, ' ')
        .replace(DECEIVING, '')
        .replace(/\s+/gu, ' ')
        .trim()
    : raw;
  const short = shorten(text, max);
  return short === '' ? undefined : short;
}

/** As {@link cleanName}, but line breaks stay. */
export function cleanDescription(value: Json | undefined): string | undefined {
  const raw = textOf(value);
  if (raw === undefined) return undefined;
  if (raw.length <= DESCRIPTION_LENGTH && !UNWANTED.test(raw)) return raw === '' ? undefined : raw;
  const text = raw
    .slice(0, DESCRIPTION_LENGTH * 4)
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(BREAKS, character => (character === '\n' ? character : ' '))
    .replace(DECEIVING, '')
    .trim();
  const short = shorten(text, DESCRIPTION_LENGTH);
  return short === '' ? undefined : short;
}

/** An id or short id, exactly as it stands (a number as its digits); undefined for anything that cannot be one. */
export function asKey(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value.trim() === '' || value === '__proto__' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

const MACHINE_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24}|[0-9a-f]{32}|[0-9]+)$/iu;

/** True for what a machine made (uuid, long hex, digits), so that it is no readable short id. */
export function looksMachineMade(key: string): boolean {
  return MACHINE_ID.test(key);
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (!isObject(value)) return undefined;
  return Object.values(value).find(item => typeof item === 'string');
}

/** Cuts without leaving half of a surrogate pair. */
function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(max - 2)) ? max - 2 : max - 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
