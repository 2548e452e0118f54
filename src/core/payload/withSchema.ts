import { parsePayload } from './parse';
import { keyOf } from './tree';

/**
 * A payload with a `$schema` property as its first, so that cutting it before a send gives exactly the text as it was. What is no
 * object, or has one already, stays as it is.
 */
export function withSchema(text: string, schemaUri: string): string {
  const parsed = parsePayload(text);
  if (!parsed.ok || parsed.root.type !== 'object') return text;
  const properties = parsed.root.children ?? [];
  if (properties.some(({ children: [key] = [] }) => key !== undefined && keyOf(key) === '$schema'))
    return text;
  const property = `"$schema": ${JSON.stringify(schemaUri)}`;
  const [first] = properties;
  const inside = parsed.root.offset + 1;
  if (first === undefined) return `${text.slice(0, inside)}${property}${text.slice(inside)}`;
  const blanks = text.slice(inside, first.offset);
  return `${text.slice(0, first.offset)}${property},${blanks}${text.slice(first.offset)}`;
}
