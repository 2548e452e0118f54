import type { Node } from 'jsonc-parser';
import type { Edit } from '../range';
import { keyOf } from '../tree';

/** Changes of which properties an object has. Nothing but blanks and commas goes with them; undefined where more would. */

const endOf = ({ offset, length }: Node): number => offset + length;

/** Cuts properties out of one object, each with one comma and the blanks beside it. Whether that can be is found out once. */
export class Cutter {
  readonly #properties: readonly Node[];
  readonly #places: ReadonlyMap<Node, number>;
  readonly isRegular: boolean;

  constructor(text: string, object: Node) {
    this.#properties = object.children ?? [];
    this.#places = new Map(this.#properties.map((property, place) => [property, place]));
    this.isRegular = isRegular(text, object);
  }

  all(doomed: ReadonlySet<Node>): readonly Edit[] | undefined {
    if (!this.isRegular) return undefined;
    const properties = this.#properties;
    const lastKept = properties.findLastIndex(property => !doomed.has(property));
    const edits: Edit[] = [];
    for (const [i, property] of properties.entries()) {
      const next = properties[i + 1];
      if (doomed.has(property) && i < lastKept && next !== undefined) edits.push(upTo(property, next));
    }
    const last = properties.at(-1);
    const kept = properties[lastKept];
    if (last !== undefined && doomed.has(last)) edits.push(behind(kept, properties[0] ?? last, last));
    return edits;
  }

  /** The same for a single one, whatever the size of the object: there is a fix for each. */
  one(property: Node): readonly Edit[] | undefined {
    const place = this.#places.get(property);
    if (!this.isRegular || place === undefined) return undefined;
    const next = this.#properties[place + 1];
    return [
      next === undefined ? behind(this.#properties[place - 1], property, property) : upTo(property, next),
    ];
  }
}

function upTo({ offset }: Node, next: Node): Edit {
  return { offset, length: next.offset - offset, text: '' };
}

/** What stands behind the last one that stays, or where none stays from the first one on. */
function behind(kept: Node | undefined, first: Node, last: Node): Edit {
  const offset = kept === undefined ? first.offset : endOf(kept);
  return { offset, length: endOf(last) - offset, text: '' };
}

/** A property that goes into `data`, and the key that it has there. */
export interface Moved {
  readonly property: Node;
  readonly as: string;
}

/** Puts properties of a process into its `data`, at the end, or into a new one in the place of the first of them. */
export class Mover {
  readonly #cutter: Cutter;
  readonly #data: Node | undefined;
  /** Of `data`, where it is there and can take more. */
  readonly #holder: Node | undefined;

  constructor(
    private readonly text: string,
    private readonly process: Node,
  ) {
    this.#cutter = new Cutter(text, process);
    this.#data = (process.children ?? []).findLast(
      ({ children: [key] = [] }) => key && keyOf(key) === 'data',
    );
    const value = this.#data?.children?.[1];
    if (value?.type === 'object' && isRegular(text, value)) this.#holder = value;
  }

  move(moved: readonly Moved[]): readonly Edit[] | undefined {
    const [first, ...others] = moved;
    if (first === undefined || !this.#cutter.isRegular) return undefined;
    const { text } = this;
    const style = styleOf(text, this.process, first.property);
    const texts = moved.map(({ property, as }) => movedText(text, property, as));
    if (this.#data === undefined) {
      const cut = this.#cut(others);
      const made = `"data"${style.colon}{${inside(texts, style)}}`;
      const { offset, length } = first.property;
      return cut && inOrder([...cut, { offset, length, text: made }]);
    }
    if (this.#holder === undefined) return undefined;
    const cut = this.#cut(moved);
    return cut && inOrder([...cut, append(text, this.#holder, texts, style)]);
  }

  #cut(moved: readonly Moved[]): readonly Edit[] | undefined {
    const [first, ...others] = moved;
    if (first === undefined) return [];
    return others.length === 0
      ? this.#cutter.one(first.property)
      : this.#cutter.all(new Set(moved.map(({ property }) => property)));
  }
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
  const outer = indentOf(text, process.offset);
  const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
  return { colon, before: gap + unit, after: gap };
}

/** The blanks with which the line of an offset begins. */
function indentOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
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
