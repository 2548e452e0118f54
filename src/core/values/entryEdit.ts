import type { Node } from 'jsonc-parser';
import { nodeAt } from '../payload/nodeAt';
import { parseLoosely } from '../payload/parse';
import { processesOf } from '../payload/processes';
import type { Edit } from '../payload/range';
import { find, keyOf, propertiesOf, type Path } from '../payload/tree';

/** A value of a process: a field of it, an attribute, one of its record. */
export interface ValuePlace {
  readonly place: 'top' | 'data' | 'recordData';
  readonly key: string;
}

/** One process of a payload, and the text that it was read of. */
export interface Entry {
  readonly text: string;
  readonly node: Node;
  /** Where that text begins in the document: of JSON lines it is one line. */
  readonly from: number;
}

/**
 * The process around an offset: the only one, or that of the list.
 * @param inLines the text is JSON lines
 */
export function entryAround(text: string, offset: number, inLines = false): Entry | undefined {
  const from = inLines ? text.lastIndexOf('\n', offset - 1) + 1 : 0;
  const end = inLines ? text.indexOf('\n', offset) : -1;
  const own = text.slice(from, end < 0 ? text.length : end);
  const root = parseLoosely(own);
  if (root === undefined) return undefined;
  const { nodes, list } = processesOf(root);
  const at = offset - from;
  const node =
    list === undefined ? root : nodes.find(one => one.offset <= at && at <= one.offset + one.length);
  return node?.type === 'object' ? { text: own, node, from } : undefined;
}

/** What stands at a place of a process: JSON as it is written, empty where a value is still missing; undefined where nothing does. */
export function standingAt({ text, node }: Entry, place: ValuePlace): string | undefined {
  if (bareAt(text, node, place) !== undefined) return '';
  const value = find(node, pathOf(place))?.value;
  return value && text.slice(value.offset, value.offset + value.length);
}

/**
 * The edits that write JSON at a place of a process, over the text or literal that stands there or behind all else; nothing else changes.
 * @returns undefined where an object or list stands there, or in the way
 */
export function putValue(entry: Entry, place: ValuePlace, json: string): readonly Edit[] | undefined {
  const { text, node, from } = entry;
  const bare = bareAt(text, node, place);
  if (bare !== undefined) return shifted([filled(text, bare, json)], from);
  const there = find(node, pathOf(place))?.value;
  if (there === undefined) {
    const edits = added(text, node, pathOf(place), json);
    return edits && shifted(edits, from);
  }
  if (isCompound(there)) return undefined;
  return shifted([{ offset: there.offset, length: there.length, text: json }], from);
}

/** A text or literal within the attributes of a process: its path from the top of that, and where it stands in the document. */
export interface Leaf {
  readonly path: Path;
  readonly offset: number;
  readonly length: number;
  /** As it is written. */
  readonly json: string;
}

/** The value at an offset of the document, or of the key there, also right behind it; undefined elsewhere. */
export function leafAt({ text, node, from }: Entry, offset: number): Leaf | undefined {
  const found = nodeAt(node, offset - from) ?? nodeAt(node, offset - from - 1);
  if (found === undefined || isCompound(found.value)) return undefined;
  const { path, value } = found;
  const isAttribute = path[0] === 'data' ? path.length > 1 : path[0] === 'record' && path.length > 2;
  if (!isAttribute) return undefined;
  const json = text.slice(value.offset, value.offset + value.length);
  return { path, offset: value.offset + from, length: value.length, json };
}

export function shifted(edits: readonly Edit[], by: number): readonly Edit[] {
  return edits.map(edit => ({ ...edit, offset: edit.offset + by }));
}

export function pathOf({ place, key }: ValuePlace): readonly string[] {
  return { top: [key], data: ['data', key], recordData: ['record', 'data', key] }[place];
}

function isCompound({ type }: Node): boolean {
  return type === 'object' || type === 'array';
}

/** A property whose value is still missing, as when somebody has typed `"photo": ` and asks what could stand there. */
export function bareAt(text: string, node: Node, place: ValuePlace): Node | undefined {
  const holder = find(node, pathOf(place).slice(0, -1))?.value;
  if (holder?.type !== 'object') return undefined;
  return (holder.children ?? []).findLast(
    ({ children: [name, value] = [] }) =>
      name !== undefined && keyOf(name) === place.key && (value === undefined || isNextKey(text, value)),
  );
}

/** Without a value and a comma, the parser takes the next key for the value. */
function isNextKey(text: string, { type, offset, length }: Node): boolean {
  return type === 'string' && /^\s*:/.test(text.slice(offset + length, offset + length + 200));
}

export function filled(
  text: string,
  { colonOffset, children: [name, value] = [] }: Node,
  json: string,
): Edit {
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

/**
 * Adds a value at a path that is not there: behind the last property of what is there of it, in the manner of that one. jsonc-parser's own
 * `modify` formats the lines around as well.
 */
export function added(
  text: string,
  node: Node,
  path: readonly string[],
  json: string,
): readonly Edit[] | undefined {
  const depth = path.findLastIndex((_, index) => find(node, path.slice(0, index))?.value.type === 'object');
  const holder = find(node, path.slice(0, depth))?.value;
  const [key, ...rest] = path.slice(depth);
  if (holder === undefined || key === undefined) return undefined;
  const all = rest.reduceRight((inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`, json);
  const last = propertiesOf(holder).at(-1);
  // Something else than an object is in the way: nothing of the user's is thrown away.
  const inTheWay = find(holder, [key])?.value;
  if (inTheWay !== undefined) {
    if (inTheWay.type !== 'null') return undefined;
    return [{ offset: inTheWay.offset, length: inTheWay.length, text: all }];
  }
  const row = `${JSON.stringify(key)}: ${all}`;
  if (last === undefined) {
    const isTight = text.charAt(holder.offset + 1) === '}';
    return [{ offset: holder.offset + 1, length: 0, text: isTight ? ` ${row} ` : ` ${row}` }];
  }
  const gap = /\r?\n[ \t]*$/.exec(text.slice(holder.offset, last.key.offset))?.[0] ?? ' ';
  const end = last.value.offset + last.value.length;
  return [{ offset: end, length: 0, text: `,${gap}${row}` }];
}
