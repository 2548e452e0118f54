import assert from 'node:assert/strict';
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Fix } from '../../../../src/core/payload/fixes';

/** A payload as it is written: the text of each value that is no object or array, the order of keys, those that occur twice. */
export type Model =
  | { readonly kind: 'leaf'; readonly offset: number; raw: string }
  | { readonly kind: 'list'; readonly items: readonly Model[] }
  | { readonly kind: 'object'; readonly members: Member[] };

interface Member {
  readonly offset: number;
  key: string;
  readonly value: Model;
}

/** Read by the parser of others, not by the one that quick fixes use. */
export function modelOf(text: string): Model {
  const errors: ParseError[] = [];
  const clean = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const root = parseTree(clean, errors, { allowTrailingComma: true });
  assert.ok(root !== undefined && errors.length === 0, text);
  return read(root, text);
}

function read(node: Node, text: string): Model {
  const { children = [], offset, length } = node;
  if (node.type === 'array') return { kind: 'list', items: children.map(child => read(child, text)) };
  if (node.type !== 'object') return { kind: 'leaf', offset, raw: text.slice(offset, offset + length) };
  const members = children.map(property => ({
    offset: property.offset,
    key: String(property.children![0]!.value),
    value: read(property.children![1]!, text),
  }));
  return { kind: 'object', members };
}

/** What a fix says that it does, done to the model by other means: whoever compares sees what else it did. */
export function apply(model: Model, { kind, at, edits }: Fix): void {
  switch (kind.code) {
    case 'move': {
      const [holder, member] = found(model, at.offset);
      const moved = { ...member, key: kind.to };
      const data = holder.members.findLast(({ key }) => key === 'data')?.value;
      const place = holder.members.indexOf(member);
      if (data === undefined) {
        const made: Model = { kind: 'object', members: [moved] };
        holder.members.splice(place, 1, { offset: -1, key: 'data', value: made });
        return;
      }
      assert.ok(data.kind === 'object');
      holder.members.splice(place, 1);
      data.members.push(moved);
      return;
    }
    case 'renameAttribute':
    case 'renameField': {
      const [, member] = found(model, at.offset);
      assert.equal(member.key, kind.from);
      member.key = kind.to;
      return;
    }
    case 'removeDerived':
    case 'removePlaceholder': {
      const [holder, member] = found(model, at.offset);
      assert.equal(member.key, kind.from);
      holder.members.splice(holder.members.indexOf(member), 1);
      return;
    }
    default: {
      assert.equal(edits.length, 1);
      const [edit] = edits;
      const leaf = leafAt(model, edit!.offset);
      assert.ok(leaf?.raw.length === edit!.length, 'not the value, or more than it');
      leaf.raw = edit!.text;
    }
  }
}

/** Without the places, to compare. */
export function bare(model: Model): unknown {
  if (model.kind === 'leaf') return model.raw;
  if (model.kind === 'list') return model.items.map(bare);
  return { members: model.members.map(({ key, value }) => [key, bare(value)]) };
}

function found(model: Model, offset: number): [Model & { kind: 'object' }, Member] {
  const hit = search(model, offset);
  assert.ok(hit, `no property at ${offset}`);
  return hit;
}

function search(model: Model, offset: number): [Model & { kind: 'object' }, Member] | undefined {
  if (model.kind === 'leaf') return undefined;
  if (model.kind === 'object') {
    const own = model.members.find(member => member.offset === offset);
    if (own !== undefined) return [model, own];
  }
  const inner = model.kind === 'object' ? model.members.map(({ value }) => value) : model.items;
  for (const child of inner) {
    const hit = search(child, offset);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

function leafAt(model: Model, offset: number): (Model & { kind: 'leaf' }) | undefined {
  if (model.kind === 'leaf') return model.offset === offset ? model : undefined;
  const inner = model.kind === 'object' ? model.members.map(({ value }) => value) : model.items;
  for (const child of inner) {
    const hit = leafAt(child, offset);
    if (hit !== undefined) return hit;
  }
  return undefined;
}
