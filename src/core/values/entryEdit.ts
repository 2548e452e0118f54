import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { nodeAt } from '../payload/nodeAt';
import { parseLoosely } from '../payload/parse';
import { processesOf } from '../payload/processes';
import { applyEdits, type Edit } from '../payload/range';
import { find, keyOf, propertiesOf, type Path } from '../payload/tree';
import { bareWordEnd, endOfValue, missingBehind, skipNothing } from './written';

/** A value of a process: a field of it, an attribute, one of its record. */
export interface ValuePlace {
  readonly place: 'top' | 'data' | 'recordData';
  readonly key: string;
}

/** One process of a payload, and the text that it was read of. */
export interface Entry {
  readonly text: string;
  readonly node: Node;
  /** Where that text begins in the document. */
  readonly from: number;
}

/**
 * The process around an offset of a document: the only one of a text that is cut out of it, or that of a list there. Parses that text in one go.
 * @param from where the text begins in the document
 */
export function entryIn(text: string, offset: number, from = 0): Entry | undefined {
  const root = parseLoosely(text);
  if (root === undefined) return undefined;
  const { nodes, list } = processesOf(root);
  const at = offset - from;
  const node =
    list === undefined ? root : nodes.find(one => one.offset <= at && at <= one.offset + one.length);
  return node?.type === 'object' ? { text, node, from } : undefined;
}

/** False where the text ends before the process does. */
export function isWhole({ text, node }: Entry): boolean {
  return endOfValue(text, node) !== undefined;
}

/** What stands at a place of a process: as it is written, empty where a value is still missing; undefined where nothing does. */
export function standingAt({ text, node }: Entry, place: ValuePlace): string | undefined {
  const bare = bareAt(text, node, place);
  if (bare !== undefined) {
    const { start, end } = wordOf(text, bare);
    return text.slice(start, end);
  }
  const value = find(node, pathOf(place))?.value;
  return value && text.slice(value.offset, endOfValue(text, value) ?? value.offset + value.length);
}

/** False where an object or list stands at a place, or something else than an object in the way. */
export function isForValue({ text, node }: Entry, place: ValuePlace): boolean {
  const path = pathOf(place);
  for (const [index, key] of path.entries()) {
    const holder = find(node, path.slice(0, index))?.value;
    if (holder === undefined || holder.type === 'null' || bareIn(text, holder, key) !== undefined)
      return true;
    if (holder.type !== 'object') return false;
  }
  const there = find(node, path)?.value;
  return there === undefined || !isCompound(there);
}

/**
 * The edits that write JSON at a place of a process, over the text or literal that stands there or behind all else; nothing else changes.
 * @returns undefined where an object or list stands there, or in the way, and where the text is too broken there to tell what belongs to the value
 */
export function putValue(entry: Entry, place: ValuePlace, json: string): readonly Edit[] | undefined {
  const { text, node } = entry;
  const bare = bareAt(text, node, place);
  const there = find(node, pathOf(place))?.value;
  if (bare === undefined && there === undefined)
    return inDocument(entry, place, added(text, node, pathOf(place), json));
  if (bare === undefined && there !== undefined && isCompound(there)) return undefined;
  const edit = bare === undefined ? there && replaced(text, there, json) : filled(text, bare, json);
  return inDocument(entry, place, edit && [edit]);
}

/**
 * The edits of a process's text as those of its document. Undefined where they would break what is whole, or put the value elsewhere: what the parser
 * makes of a text with a quote too many is seen only behind it.
 */
export function inDocument(
  entry: Entry,
  place: ValuePlace,
  edits: readonly Edit[] | undefined,
): readonly Edit[] | undefined {
  if (edits === undefined) return undefined;
  const { text, node, from } = entry;
  const after = applyEdits(text, edits);
  const now = entryIn(after, node.offset + 1);
  const isThere = now !== undefined && find(now.node, pathOf(place)) !== undefined;
  if (!isThere || bareAt(after, now.node, place) !== undefined || errorsIn(after) > errorsIn(text))
    return undefined;
  return edits.map(edit => ({ ...edit, offset: edit.offset + from }));
}

function errorsIn(text: string): number {
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: true });
  return errors.length;
}

/** The edit that writes JSON over a value; undefined where the text is too broken there to tell where that ends. */
export function replaced(text: string, value: Node, json: string): Edit | undefined {
  const end = endOfValue(text, value);
  // A minus before a text is no part of it, and would be one of the date.
  const isApart = /^[\s:,[/]?$/.test(text.charAt(value.offset - 1));
  if (end === undefined || !isApart || missingBehind(text, end) === undefined) return undefined;
  return { offset: value.offset, length: end - value.offset, text: json };
}

/** A text or literal within the attributes of a process: its path from the top of that, and where it stands in the document. */
export interface Leaf {
  readonly path: Path;
  readonly offset: number;
  readonly length: number;
  /** As it is written. */
  readonly json: string;
}

/** The value at an offset of the document, or of the key there, also right behind it; undefined elsewhere, and where it is not clear where it ends. */
export function leafAt({ text, node, from }: Entry, offset: number): Leaf | undefined {
  const found = nodeAt(node, offset - from) ?? nodeAt(node, offset - from - 1);
  if (found === undefined || isCompound(found.value)) return undefined;
  const { path, value } = found;
  const isAttribute = path[0] === 'data' ? path.length > 1 : path[0] === 'record' && path.length > 2;
  if (!isAttribute) return undefined;
  const edit = replaced(text, value, '');
  if (edit === undefined) return undefined;
  const json = text.slice(value.offset, value.offset + edit.length);
  return { path, offset: value.offset + from, length: edit.length, json };
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
  return holder && bareIn(text, holder, place.key);
}

function bareIn(text: string, holder: Node, key: string): Node | undefined {
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

/** What stands behind the colon of a property that has no value for the parser: `tru`, or nothing. */
function wordOf(text: string, { colonOffset }: Node): { readonly start: number; readonly end: number } {
  if (colonOffset === undefined) return { start: 0, end: 0 };
  const start = skipNothing(text, colonOffset + 1);
  return { start, end: bareWordEnd(text, start) };
}

/** The edit that writes JSON where a value is missing, over what may stand there instead of one; undefined where it is not clear where that ends. */
export function filled(text: string, property: Node, json: string): Edit | undefined {
  const { colonOffset, children: [name] = [] } = property;
  const { start, end } = wordOf(text, property);
  const behindName = name === undefined ? 0 : name.offset + name.length;
  const comma = missingBehind(text, colonOffset === undefined ? behindName : end);
  if (comma === undefined) return undefined;
  if (colonOffset === undefined) return { offset: behindName, length: 0, text: `: ${json}${comma}` };
  const isWord = end > start;
  if (isWord) return { offset: start, length: end - start, text: `${json}${comma}` };
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
 * @returns undefined where something else is in the way, and where the text is too broken there to tell where that one ends
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
  // Something else than an object is in the way: nothing of the user's is thrown away.
  const bare = bareIn(text, holder, key);
  if (bare !== undefined) {
    const edit = standsBare(text, bare) ? undefined : filled(text, bare, all);
    return edit && [edit];
  }
  const inTheWay = find(holder, [key])?.value;
  if (inTheWay !== undefined) {
    const edit = inTheWay.type === 'null' ? replaced(text, inTheWay, all) : undefined;
    return edit && [edit];
  }
  const row = `${JSON.stringify(key)}: ${all}`;
  const last = propertiesOf(holder).at(-1);
  const end = last === undefined ? holder.offset + 1 : endOfValue(text, last.value);
  const comma = end === undefined ? undefined : missingBehind(text, end);
  if (end === undefined || comma === undefined) return undefined;
  if (last === undefined) {
    const isTight = text.charAt(end) === '}';
    return [{ offset: end, length: 0, text: isTight ? ` ${row} ` : ` ${row}${comma}` }];
  }
  const gap = /\r?\n[ \t]*$/.exec(text.slice(holder.offset, last.key.offset))?.[0] ?? ' ';
  return [{ offset: end, length: 0, text: `,${gap}${row}${comma}` }];
}

function standsBare(text: string, property: Node): boolean {
  const { start, end } = wordOf(text, property);
  return end > start;
}
