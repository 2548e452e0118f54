import type { Node } from 'jsonc-parser';
import { deepest, ScanNotes, type Scan } from './scan';
import { kind, Tokens } from './tokens';

/** jsonc-parser's {@link Node} while it is being made. */
type Growing = { -readonly [K in keyof Node]: Node[K] };

/** A slice rests after so many tokens, if its time is up. */
const tokensAtOnce = 256;

export interface ReadTree {
  /** Undefined where there is nothing, or it is nested too deep. */
  readonly root?: Node | undefined;
  readonly scan: Scan;
}

/**
 * The tree of a payload that may be wrong in places, as jsonc-parser's `parseTree` makes it, but in slices: it takes some tens of ms for a text of a
 * million characters. Comments are passed over, commas may be missing; a key without a value is left out, and what is not closed reaches to the end.
 * @param inLines JSON lines: the root is an array of what stands in the lines, and nothing reaches beyond its own
 */
export function* readTree(text: string, inLines = false): Generator<void, ReadTree, void> {
  const tokens = new Tokens(text);
  const notes = new ScanNotes();
  const builder = new Builder(inLines);
  let lineEnd = inLines ? endOfLine(text, 0) : text.length;
  let isTooDeep = false;
  for (let n = 1; ; n++) {
    if (n % tokensAtOnce === 0) yield;
    const token = tokens.next();
    if (token === kind.end) break;
    const { offset, length } = tokens;
    notes.add(token, offset, length);
    if (isTooDeep) continue;
    if (offset > lineEnd) {
      builder.endLine(lineEnd);
      lineEnd = endOfLine(text, offset);
    }
    switch (token) {
      case kind.openBrace:
      case kind.openBracket:
        if (builder.depth < deepest)
          builder.open({ type: token === kind.openBrace ? 'object' : 'array', offset, length, children: [] });
        else isTooDeep = true;
        break;
      case kind.closeBrace:
      case kind.closeBracket:
        builder.close(token === kind.closeBrace ? 'object' : 'array', offset + length);
        break;
      case kind.comma:
        builder.comma();
        break;
      case kind.colon:
        builder.colon();
        break;
      case kind.string:
        builder.text({ type: 'string', value: tokens.value, offset, length });
        break;
      case kind.number:
        builder.add({ type: 'number', value: Number(tokens.value), offset, length });
        break;
      case kind.true:
      case kind.false:
        builder.add({ type: 'boolean', value: token === kind.true, offset, length });
        break;
      case kind.null:
        builder.add({ type: 'null', value: null, offset, length });
        break;
      default:
        break;
    }
  }
  const root = builder.end(text.length);
  return { ...(isTooDeep ? {} : { root }), scan: notes.all };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

class Builder {
  #root: Growing | undefined;
  readonly #open: Growing[] = [];
  /** For each of those the property whose value it is. */
  readonly #properties: (Growing | undefined)[] = [];
  /** As many of the open ones stand in no text: nothing there closes them. */
  readonly #unwritten: number;
  /** Of the object that is open: a key whose value is to come, and whether its colon was there. */
  #key: { readonly node: Growing; hasColon: boolean } | undefined;

  constructor(inLines: boolean) {
    this.#unwritten = inLines ? 1 : 0;
    if (inLines) this.open({ type: 'array', offset: 0, length: 0, children: [] });
  }

  get depth(): number {
    return this.#open.length - this.#unwritten;
  }

  /** A string is a key or a value. */
  text(node: Growing): void {
    const isKey = this.#open.at(-1)?.type === 'object' && this.#key?.hasColon !== true;
    if (isKey) this.#key = { node, hasColon: false };
    else this.add(node);
  }

  colon(): void {
    if (this.#key !== undefined) this.#key.hasColon = true;
  }

  comma(): void {
    this.#key = undefined;
  }

  open(node: Growing): void {
    const property = this.add(node);
    this.#open.push(node);
    this.#properties.push(property);
    this.#key = undefined;
  }

  close(type: Node['type'], end: number): void {
    // A closing brace too many belongs to nothing.
    if (this.#open.findLastIndex(node => node.type === type) < this.#unwritten) return;
    for (;;) {
      const node = this.#pop(end);
      if (node === undefined || node.type === type) return;
    }
  }

  /** @returns the property whose value it is */
  add(node: Growing): Growing | undefined {
    const parent = this.#open.at(-1);
    let property: Growing | undefined;
    if (parent === undefined) {
      this.#root ??= node;
    } else if (parent.type === 'array') {
      node.parent = parent;
      parent.children?.push(node);
    } else if (this.#key?.hasColon === true) {
      const key = this.#key.node;
      const { offset } = key;
      const length = node.offset + node.length - offset;
      property = { type: 'property', offset, length, children: [key, node], parent };
      key.parent = property;
      node.parent = property;
      parent.children?.push(property);
    }
    this.#key = undefined;
    return property;
  }

  /** What is open where a line ends reaches to its end. */
  endLine(end: number): void {
    while (this.#open.length > this.#unwritten) this.#pop(end);
    this.#key = undefined;
  }

  end(length: number): Node | undefined {
    while (this.#open.length > 0) this.#pop(length);
    return this.#root;
  }

  #pop(end: number): Growing | undefined {
    const node = this.#open.pop();
    if (node === undefined) return undefined;
    node.length = end - node.offset;
    const property = this.#properties.pop();
    if (property !== undefined) property.length = end - property.offset;
    this.#key = undefined;
    return node;
  }
}
