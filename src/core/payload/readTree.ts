import { createScanner, type Node } from 'jsonc-parser';
import { deepest } from './scan';

/** Numbers of jsonc-parser's `SyntaxKind`, an ambient enum that cannot be imported here. */
const kind = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  end: 17,
} as const;

/** jsonc-parser's {@link Node} while it is being made. */
type Growing = { -readonly [K in keyof Node]: Node[K] };

/** A slice rests after so many tokens, if its time is up. */
const tokensAtOnce = 256;

/**
 * The tree of a payload that may be wrong in places, as jsonc-parser's `parseTree` makes it, but in slices: it takes 0.1 s
 * for a text of a million characters. Comments are passed over, commas may be missing; a key without a value is left
 * out, and what is not closed reaches to the end. Undefined where there is nothing, or it is nested too deep.
 */
export function* readTree(text: string): Generator<void, Node | undefined, void> {
  const scanner = createScanner(text, true);
  const builder = new Builder();
  for (let n = 1; ; n++) {
    if (n % tokensAtOnce === 0) yield;
    const token: number = scanner.scan();
    if (token === kind.end) break;
    const offset = scanner.getTokenOffset();
    const length = Math.min(scanner.getTokenLength(), text.length - offset);
    const add = (type: Node['type'], value: unknown): void => {
      builder.add({ type, value, offset, length });
    };
    switch (token) {
      case kind.openBrace:
      case kind.openBracket:
        if (builder.depth >= deepest) return undefined;
        builder.open({ type: token === kind.openBrace ? 'object' : 'array', offset, length, children: [] });
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
        builder.text({ type: 'string', value: scanner.getTokenValue(), offset, length });
        break;
      case kind.number:
        add('number', Number(scanner.getTokenValue()));
        break;
      case kind.true:
      case kind.false:
        add('boolean', token === kind.true);
        break;
      case kind.null:
        add('null', null);
        break;
      default:
        break;
    }
  }
  return builder.end(text.length);
}

class Builder {
  #root: Growing | undefined;
  readonly #open: Growing[] = [];
  /** For each of those the property whose value it is. */
  readonly #properties: (Growing | undefined)[] = [];
  /** Of the object that is open: a key whose value is to come, and whether its colon was there. */
  #key: { readonly node: Growing; hasColon: boolean } | undefined;

  get depth(): number {
    return this.#open.length;
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
    if (!this.#open.some(node => node.type === type)) return;
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
