import { parsePayload } from './parse';
import { processesOf } from './processes';
import { keyOf } from './tree';

/**
 * What is sent for a payload: its own text as UTF-8, byte for byte, but for a `$schema` property at the top level of an
 * object, which is cut together with its comma and the blanks beside it: it is for editors, not for the service.
 */
export function requestBody(text: string): Uint8Array {
  return new TextEncoder().encode(withoutSchema(text));
}

/**
 * The body that would create all processes of a payload at once: an array (page api-11531004). Of `{ "processes": [ … ] }` that is the list alone,
 * as Bulk Create sends it; all else stays as it is.
 */
export function bulkRequestBody(text: string): Uint8Array {
  const parsed = parsePayload(text);
  const list = parsed.ok && parsed.root.type === 'object' ? processesOf(parsed.root).list : undefined;
  return requestBody(list === undefined ? text : text.slice(list.offset, list.offset + list.length));
}

function withoutSchema(text: string): string {
  const parsed = parsePayload(text);
  if (!parsed.ok || parsed.root.type !== 'object') return text;
  const properties = parsed.root.children ?? [];
  const index = properties.findIndex(
    ({ children: [key] = [] }) => key !== undefined && keyOf(key) === '$schema',
  );
  const property = properties[index];
  if (property === undefined) return text;
  const next = properties[index + 1];
  const previous = properties[index - 1];
  // With the comma behind it; the last one with the comma before it.
  const from = next === undefined && previous ? previous.offset + previous.length : property.offset;
  const to = next?.offset ?? property.offset + property.length;
  return withoutSchema(text.slice(0, from) + text.slice(to));
}
