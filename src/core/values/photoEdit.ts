import type { Node } from 'jsonc-parser';
import { parseLoosely } from '../payload/parse';
import { processesOf } from '../payload/processes';
import type { Edit } from '../payload/range';
import { find, keyOf, propertiesOf, valueOf } from '../payload/tree';
import { isPlaceholder } from '../schema/placeholder';

/** Where a photo belongs. */
export interface PhotoPlace {
  readonly place: 'data' | 'recordData';
  /** Short id of the attribute. */
  readonly key: string;
  /** It holds several: they are added, and one that stands there as a text becomes the first of a list. */
  readonly many: boolean;
}

/**
 * The edits that put photo ids into an attribute of the process around an offset; nothing else of the text changes. The value of an
 * attribute with several photos is taken for an array of ids: an inference (section 10.1 of service-facts).
 * @param offset anywhere in the process, in the text as it is now
 * @returns undefined where no process is there any more
 */
export function photoEdits(
  text: string,
  offset: number,
  { place, key, many }: PhotoPlace,
  ids: readonly string[],
): readonly Edit[] | undefined {
  const root = parseLoosely(text);
  const entry = root && entryAt(root, offset);
  if (entry === undefined) return undefined;
  const inEntry = [...(place === 'data' ? ['data'] : ['record', 'data']), key];
  const holder = find(entry, inEntry.slice(0, -1))?.value;
  const bare = holder && bareProperty(text, holder, key);
  if (bare !== undefined) return [filled(text, bare, listOrText(many ? ids : (ids[0] ?? '')))];
  const there = find(entry, inEntry)?.value;
  if (there === undefined) return added(text, entry, inEntry, many ? ids : (ids[0] ?? ''));
  const replace = (json: string) => [{ offset: there.offset, length: there.length, text: json }];
  const list = ids.map(id => JSON.stringify(id)).join(', ');
  if (!many) return replace(JSON.stringify(ids[0] ?? ''));
  if (there.type === 'array') return appended(text, there, ids);
  const value = valueOf(there);
  const keeps = typeof value === 'string' && value !== '' && !isPlaceholder(value);
  return replace(keeps ? `[${JSON.stringify(value)}, ${list}]` : `[${list}]`);
}

/** A property whose value is still missing, as when somebody has typed `"photo": ` and asks what could stand there. */
function bareProperty(text: string, holder: Node, key: string): Node | undefined {
  if (holder.type !== 'object') return undefined;
  return (holder.children ?? []).findLast(
    ({ children: [name, value] = [] }) =>
      name !== undefined && keyOf(name) === key && (value === undefined || isNextKey(text, value)),
  );
}

/** Without a value and a comma, the parser takes the next key for the value. */
function isNextKey(text: string, { type, offset, length }: Node): boolean {
  return type === 'string' && /^\s*:/.test(text.slice(offset + length, offset + length + 200));
}

function filled(text: string, { colonOffset, children: [name, value] = [] }: Node, json: string): Edit {
  const comma = value === undefined ? '' : ',';
  if (colonOffset === undefined)
    return {
      offset: name === undefined ? 0 : name.offset + name.length,
      length: 0,
      text: `: ${json}${comma}`,
    };
  const hasBlank = text.charAt(colonOffset + 1) === ' ';
  return {
    offset: colonOffset + (hasBlank ? 2 : 1),
    length: 0,
    text: `${hasBlank ? '' : ' '}${json}${comma}`,
  };
}

/** In the manner of what stands there: behind the last one, on a line of its own where that is on one. */
function appended(text: string, array: Node, ids: readonly string[]): readonly Edit[] {
  const children = array.children ?? [];
  const last = children.at(-1);
  if (last === undefined)
    return [{ offset: array.offset + 1, length: 0, text: ids.map(id => JSON.stringify(id)).join(', ') }];
  const gap = /\r?\n[ \t]*$/.exec(text.slice(array.offset, last.offset))?.[0] ?? ' ';
  const json = ids.map(id => JSON.stringify(id)).join(`,${gap}`);
  if (isPlaceholder(valueOf(last))) return [{ offset: last.offset, length: last.length, text: json }];
  return [{ offset: last.offset + last.length, length: 0, text: `,${gap}${json}` }];
}

/**
 * Adds a value at a path that is not there: behind the last property of what is there of it, in the manner of that one. jsonc-parser's own
 * `modify` formats the lines around as well.
 */
function added(
  text: string,
  entry: Node,
  path: readonly string[],
  value: string | readonly string[],
): readonly Edit[] | undefined {
  const depth = path.findLastIndex((_, index) => find(entry, path.slice(0, index))?.value.type === 'object');
  const holder = find(entry, path.slice(0, depth))?.value;
  const [key, ...rest] = path.slice(depth);
  if (holder === undefined || key === undefined) return undefined;
  const json = rest.reduceRight((inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`, listOrText(value));
  const last = propertiesOf(holder).at(-1);
  // Something else than an object is in the way: nothing of the user's is thrown away.
  const inTheWay = find(holder, [key])?.value;
  if (inTheWay !== undefined) {
    if (inTheWay.type !== 'null') return undefined;
    return [{ offset: inTheWay.offset, length: inTheWay.length, text: json }];
  }
  const row = `${JSON.stringify(key)}: ${json}`;
  if (last === undefined) {
    const isTight = text.charAt(holder.offset + 1) === '}';
    return [{ offset: holder.offset + 1, length: 0, text: isTight ? ` ${row} ` : ` ${row}` }];
  }
  const gap = /\r?\n[ \t]*$/.exec(text.slice(holder.offset, last.key.offset))?.[0] ?? ' ';
  const end = last.value.offset + last.value.length;
  return [{ offset: end, length: 0, text: `,${gap}${row}` }];
}

function listOrText(value: string | readonly string[]): string {
  return typeof value === 'string'
    ? JSON.stringify(value)
    : `[${value.map(one => JSON.stringify(one)).join(', ')}]`;
}

/** The process around an offset: the only one, or that of the list. */
function entryAt(root: Node, offset: number): Node | undefined {
  const { nodes, list } = processesOf(root);
  if (list === undefined) return root.type === 'object' ? root : undefined;
  const around = nodes.find(child => child.offset <= offset && offset <= child.offset + child.length);
  return around?.type === 'object' ? around : undefined;
}
