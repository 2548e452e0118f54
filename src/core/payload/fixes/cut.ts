import type { Node } from 'jsonc-parser';
import type { Edit } from '../range';
import { endOf, type Shape } from './gaps';

/** Cuts properties out of one object, each with one comma and the blanks beside it. Comments stay. */
export class Cutter {
  readonly #places: ReadonlyMap<Node, number>;

  constructor(
    private readonly text: string,
    private readonly shape: Shape,
  ) {
    this.#places = new Map(shape.properties.map((property, place) => [property, place]));
  }

  all(doomed: ReadonlySet<Node>): readonly Edit[] {
    const { properties } = this.shape;
    const lastKept = properties.findLastIndex(property => !doomed.has(property));
    const edits: Edit[] = [];
    for (const [i, property] of properties.entries()) {
      if (!doomed.has(property)) continue;
      if (i < lastKept) edits.push(...this.#withCommaBehind(i, property));
      else edits.push(...this.#withCommaBefore(i, property));
    }
    return merged([...edits, ...this.#commaOfNothing(lastKept)]);
  }

  /** The same for a single one, whatever the size of the object: there is a fix for each. */
  one(property: Node): readonly Edit[] {
    const place = this.#places.get(property) ?? -1;
    const { length } = this.shape.properties;
    return place < length - 1
      ? this.#withCommaBehind(place, property)
      : merged([...this.#withCommaBefore(place, property), ...this.#commaOfNothing(length === 1 ? -1 : 0)]);
  }

  #withCommaBehind(i: number, property: Node): readonly Edit[] {
    const { properties, behind } = this.shape;
    const [gap, next] = [behind[i], properties[i + 1]];
    const end = endOf(property);
    if (gap?.comma === undefined || next === undefined) return [cut(property.offset, end)];
    if (gap.isPlain) return [cut(property.offset, next.offset)];
    const after = gap.comma + 1 + (/^[ \t]*/.exec(this.text.slice(gap.comma + 1))?.[0].length ?? 0);
    return this.text.slice(end, gap.comma).trim() === ''
      ? [cut(property.offset, after)]
      : [cut(property.offset, end), cut(gap.comma, gap.comma + 1)];
  }

  /** For one behind which none stays. */
  #withCommaBefore(i: number, property: Node): readonly Edit[] {
    const { properties, behind } = this.shape;
    const [gap, previous] = [behind[i - 1], properties[i - 1]];
    const end = endOf(property);
    if (gap?.comma === undefined || previous === undefined) return [cut(property.offset, end)];
    if (gap.isPlain) return [cut(endOf(previous), end)];
    return [cut(gap.comma, gap.comma + 1), this.#line(property, gap.comma + 1)];
  }

  /** A property with the blanks before it; all of its line if nothing else stands there, else not the line break: that may end a comment. */
  #line(property: Node, from: number): Edit {
    const { text } = this;
    const end = endOf(property);
    const before = text.slice(from, property.offset);
    const rest = /^[ \t]*(?=\r?\n)/.exec(text.slice(end))?.[0];
    const line = rest === undefined ? undefined : /\r?\n[ \t]*$/.exec(before)?.[0];
    if (rest !== undefined && line !== undefined)
      return cut(property.offset - line.length, end + rest.length);
    return cut(property.offset - (/[ \t]*$/.exec(before)?.[0].length ?? 0), end);
  }

  /** A comma behind the last property, where none stays before it. */
  #commaOfNothing(lastKept: number): readonly Edit[] {
    const comma = this.shape.behind.at(-1)?.comma;
    return comma === undefined || lastKept >= 0 ? [] : [cut(comma, comma + 1)];
  }
}

function cut(offset: number, end: number): Edit {
  return { offset, length: end - offset, text: '' };
}

/** In order, and those that touch each other as one. */
function merged(edits: readonly Edit[]): readonly Edit[] {
  const made: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
    const last = made.at(-1);
    if (last !== undefined && last.offset + last.length === edit.offset) {
      made[made.length - 1] = { ...last, length: last.length + edit.length };
    } else made.push(edit);
  }
  return made;
}
