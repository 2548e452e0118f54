import type { Node } from 'jsonc-parser';
import type { Edit } from '../range';
import { keyOf } from '../tree';

/** Changes of which properties an object has. Nothing but blanks and commas goes with them; undefined where more would. */

const endOf = ({ offset, length }: Node): number => offset + length;

/** Cuts properties out of an object, each with one comma and the blanks beside it. */
export function removeProperties(
  text: string,
  object: Node,
  doomed: ReadonlySet<Node>,
): readonly Edit[] | undefined {
  const properties = object.children ?? [];
  if (!isRegular(text, object)) return undefined;
  const lastKept = properties.findLastIndex(property => !doomed.has(property));
  const edits: Edit[] = [];
  for (const [i, property] of properties.entries()) {
    const next = properties[i + 1];
    if (doomed.has(property) && i < lastKept && next !== undefined)
      edits.push({ offset: property.offset, length: next.offset - property.offset, text: '' });
  }
  const last = properties.at(-1);
  const kept = properties[lastKept];
  const from = kept === undefined ? properties[0]?.offset : endOf(kept);
  if (last !== undefined && from !== undefined && doomed.has(last))
    edits.push({ offset: from, length: endOf(last) - from, text: '' });
  return edits;
}

/** A property that goes into `data`, and the key that it has there. */
export interface Moved {
  readonly property: Node;
  readonly as: string;
}

/** Puts properties of a process into its `data`, at the end, or into a new one in the place of the first of them. */
export function moveIntoData(
  text: string,
  process: Node,
  moved: readonly Moved[],
): readonly Edit[] | undefined {
  const [first] = moved;
  if (first === undefined || !isRegular(text, process)) return undefined;
  const data = (process.children ?? []).findLast(({ children: [key] = [] }) => key && keyOf(key) === 'data');
  const style = styleOf(text, process, first.property);
  const texts = moved.map(({ property, as }) => movedText(text, property, as));
  const doomed = new Set(moved.map(({ property }) => property));
  if (data === undefined) {
    doomed.delete(first.property);
    const cut = removeProperties(text, process, doomed);
    const made = `"data"${style.colon}{${inside(texts, style)}}`;
    const { offset, length } = first.property;
    return cut && inOrder([...cut, { offset, length, text: made }]);
  }
  const value = data.children?.[1];
  if (value?.type !== 'object' || !isRegular(text, value)) return undefined;
  const cut = removeProperties(text, process, doomed);
  return cut && inOrder([...cut, append(text, value, texts, style)]);
}

function append(text: string, data: Node, texts: readonly string[], style: Style): Edit {
  const members = data.children ?? [];
  const last = members.at(-1);
  if (last === undefined)
    return { offset: data.offset + 1, length: data.length - 2, text: inside(texts, style) };
  const before = members.at(-2);
  const gap = text
    .slice(before === undefined ? data.offset + 1 : endOf(before), last.offset)
    .replace(',', '');
  // An only member right behind the brace says nothing about how members are parted.
  const blanks = before === undefined && gap === '' && style.colon.endsWith(' ') ? ' ' : gap;
  return { offset: endOf(last), length: 0, text: texts.map(one => `,${blanks}${one}`).join('') };
}

interface Style {
  /** Between key and value. */
  readonly colon: string;
  /** Before each member of `data`, and before its closing brace. */
  readonly before: string;
  readonly after: string;
}

/** As the payload itself is written. */
function styleOf(text: string, process: Node, property: Node): Style {
  const [key, value] = property.children ?? [];
  const between = key && value ? text.slice(endOf(key), value.offset) : '';
  const colon = /^\s*:\s*$/.test(between) ? between : ': ';
  const gap = text.slice(process.offset + 1, process.children?.[0]?.offset ?? process.offset + 1);
  const line = gap.lastIndexOf('\n');
  if (line < 0) return { colon, before: gap, after: gap };
  const indent = gap.slice(line + 1);
  const outer = /[ \t]*$/.exec(text.slice(0, lineStart(text, process.offset)))?.[0] ?? '';
  const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
  return { colon, before: gap + unit, after: gap };
}

/** Behind the blanks with which the line of an offset begins. */
function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start + (/^[ \t]*/.exec(text.slice(start, offset))?.[0].length ?? 0);
}

function inside(texts: readonly string[], { before, after }: Style): string {
  const between = before === '' || before.includes('\n') ? before : ' ';
  return `${before}${texts.join(`,${between}`)}${after}`;
}

function movedText(text: string, property: Node, as: string): string {
  const [key] = property.children ?? [];
  const whole = text.slice(property.offset, endOf(property));
  return key === undefined || keyOf(key) === as ? whole : JSON.stringify(as) + whole.slice(key.length);
}

/** True for an object that is closed and has nothing but blanks and single commas between its properties: no comments. */
function isRegular(text: string, object: Node): boolean {
  const properties = object.children ?? [];
  let from = object.offset + 1;
  for (const [i, property] of properties.entries()) {
    if (!(i === 0 ? /^\s*$/ : /^\s*,\s*$/).test(text.slice(from, property.offset))) return false;
    from = endOf(property);
  }
  return /^\s*\}$/.test(text.slice(from, endOf(object)));
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.offset - b.offset || a.length - b.length);
}
