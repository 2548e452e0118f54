import { isArray, isObject, type Json } from '../json';

/** Of the private use area: no text of a service begins so. */
const mark = '\ue000';

const literals = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * Reads JSON so that {@link writeExact} gives every number back as it was written: one that a double would change (`12345678901234567890`,
 * `1.0`) stands in the value as a marked text. Throws like `JSON.parse`.
 */
export function readExact(json: string): Json {
  const marked = json.replace(literals, found =>
    found.startsWith('"') || String(Number(found)) === found ? found : JSON.stringify(mark + found),
  );
  return JSON.parse(marked) as Json;
}

/** A number that {@link readExact} has kept, as it was written; a text or number as a text; undefined for anything else. */
export function exactText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.replace(/^\ue000(?=-?\d)/, '') : undefined;
}

/** JSON with two blanks for each level; the opposite of {@link readExact}. */
export function writeExact(value: Json, indent = ''): string {
  const deeper = `${indent}  `;
  if (isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map(item => deeper + writeExact(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (isObject(value)) {
    const rows = Object.entries(value).map(
      ([key, item]) => `${deeper}${JSON.stringify(key)}: ${writeExact(item, deeper)}`,
    );
    return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n${indent}}`;
  }
  if (typeof value === 'string' && /^\ue000-?\d[\d.eE+-]*$/.test(value)) return value.slice(mark.length);
  return JSON.stringify(value);
}
