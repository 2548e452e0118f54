import type { Node } from 'jsonc-parser';
import type { Edit } from '../range';
import { keyOf } from '../tree';
import { Cutter } from './cut';
import { endOf, shapeOf, type Shape } from './gaps';

/** A property that goes into `data`, and the key that it has there. */
export interface Moved {
  readonly property: Node;
  readonly as: string;
}

/**
 * Puts properties of a process, or of its record, into its `data`: at the end, or into a new one in the place of the first of them. Each keeps its
 * text; only commas and blanks go and come with it. Nothing is moved where the object or its `data` is not understood.
 */
export class Mover {
  readonly #shape: Shape | undefined;
  readonly #cutter: Cutter | undefined;
  readonly #data: Node | undefined;
  /** What `data` holds, where it is there and can take more. */
  readonly #held: Shape | undefined;

  constructor(
    private readonly text: string,
    private readonly holder: Node,
  ) {
    this.#shape = shapeOf(text, holder);
    this.#cutter = this.#shape && new Cutter(text, this.#shape);
    this.#data = (holder.children ?? []).findLast(({ children: [key] = [] }) => key && keyOf(key) === 'data')
      ?.children?.[1];
    if (this.#data?.type === 'object') this.#held = shapeOf(text, this.#data);
  }

  move(moved: readonly Moved[]): readonly Edit[] | undefined {
    const [first, ...others] = moved;
    if (first === undefined || this.#cutter === undefined) return undefined;
    const { text } = this;
    const style = styleOf(text, this.holder, first.property);
    const texts = moved.map(({ property, as }) => movedText(text, property, as));
    if (this.#data === undefined) {
      const made = `"data"${style.colon}{${style.before}${listed(texts, style)}${style.after}}`;
      const { offset, length } = first.property;
      return inOrder([...this.#cut(this.#cutter, others), { offset, length, text: made }]);
    }
    if (this.#held === undefined) return undefined;
    return inOrder([
      ...this.#cut(this.#cutter, moved),
      ...append(text, this.#data, this.#held, texts, style),
    ]);
  }

  #cut(cutter: Cutter, moved: readonly Moved[]): readonly Edit[] {
    const [first, ...others] = moved;
    if (first === undefined) return [];
    return others.length === 0
      ? cutter.one(first.property)
      : cutter.all(new Set(moved.map(({ property }) => property)));
  }
}

function append(
  text: string,
  data: Node,
  { properties, before, behind }: Shape,
  texts: readonly string[],
  style: Style,
): readonly Edit[] {
  const [last, gap] = [properties.at(-1), behind.at(-1)];
  if (last === undefined || gap === undefined) {
    const within = `${style.before}${listed(texts, style)}`;
    return before.isPlain
      ? [{ offset: data.offset + 1, length: data.length - 2, text: within + style.after }]
      : [{ offset: data.offset + 1, length: 0, text: within }];
  }
  const blanks = blanksBefore(text, data, properties, style);
  const own = texts.map(one => blanks + one).join(',');
  // A comment in the line of the last one goes on being said of that.
  const { comma } = gap;
  const place = Math.max(placeBehind(text, last, gap.comments, blanks), (comma ?? 0) + 1, endOf(last));
  if (comma !== undefined) return [{ offset: place, length: 0, text: own }];
  return place === endOf(last)
    ? [{ offset: place, length: 0, text: `,${own}` }]
    : [
        { offset: endOf(last), length: 0, text: ',' },
        { offset: place, length: 0, text: own },
      ];
}

/** Behind the comments that end in the line of a property; behind one to the end of its line only with a new line. */
function placeBehind(
  text: string,
  last: Node,
  comments: Shape['before']['comments'],
  blanks: string,
): number {
  const line = text.indexOf('\n', endOf(last));
  const own = comments.filter(({ end }) => line < 0 || end <= line);
  return own.some(({ isLine }) => isLine) && !/^\r?\n/.test(blanks) ? endOf(last) : (own.at(-1)?.end ?? 0);
}

/** With which the last property of `data` is parted from what stands before it. */
function blanksBefore(text: string, data: Node, properties: readonly Node[], { colon }: Style): string {
  const [last, previous] = [properties.at(-1), properties.at(-2)];
  const from = previous === undefined ? data.offset + 1 : endOf(previous);
  const blanks = /\s*$/.exec(text.slice(from, last?.offset ?? from))?.[0] ?? '';
  // An only member right behind the brace says nothing about how members are parted.
  return previous === undefined && blanks === '' && colon.endsWith(' ') ? ' ' : blanks;
}

interface Style {
  /** Between key and value. */
  readonly colon: string;
  /** Before each member of `data`, and before its closing brace. */
  readonly before: string;
  readonly after: string;
}

/** As the payload itself is written. */
function styleOf(text: string, holder: Node, property: Node): Style {
  const [key, value] = property.children ?? [];
  const between = key && value ? text.slice(endOf(key), value.offset) : '';
  const colon = /^\s*:\s*$/.test(between) ? between : ': ';
  const from = holder.offset + 1;
  const gap = /\s*$/.exec(text.slice(from, holder.children?.[0]?.offset ?? from))?.[0] ?? '';
  const line = gap.lastIndexOf('\n');
  if (line < 0) return { colon, before: gap, after: gap };
  const indent = gap.slice(line + 1);
  const outer = indentOf(text, holder.offset);
  const isDeeper = indent.startsWith(outer) && indent.length > outer.length;
  const unit = isDeeper ? indent.slice(outer.length) : indent.includes('\t') ? '\t' : '  ';
  return { colon, before: gap + unit, after: gap };
}

/** The blanks with which the line of an offset begins. */
function indentOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

function listed(texts: readonly string[], { before }: Style): string {
  return texts.join(`,${before === '' || before.includes('\n') ? before : ' '}`);
}

function movedText(text: string, property: Node, as: string): string {
  const [key] = property.children ?? [];
  const whole = text.slice(property.offset, endOf(property));
  return key === undefined || keyOf(key) === as ? whole : JSON.stringify(as) + whole.slice(key.length);
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.offset - b.offset || a.length - b.length);
}
