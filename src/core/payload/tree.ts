import { getNodeValue, type Node } from 'jsonc-parser';
import type { Json } from '../json';

/** From the top of a value: keys, and positions in arrays. */
export type Path = readonly (string | number)[];

/** A value and, for the value of a property, its key. */
export interface Found {
  readonly key?: Node;
  readonly value: Node;
}

/** The value of a node; of a key that occurs twice, the last one counts. */
export function valueOf(node: Node): Json {
  return getNodeValue(node) as Json;
}

/** The properties of an object as key and value; those without a value are left out. */
export function propertiesOf(node: Node): readonly Required<Found>[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(property => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });
}

/** The text of a key. */
export function keyOf(key: Node): string {
  return String(key.value);
}

/** The values of an object by their keys; of a key that occurs twice the last one counts. */
export function fieldsOf(node: Node): ReadonlyMap<string, Node> {
  return new Map(propertiesOf(node).map(({ key, value }) => [keyOf(key), value]));
}

/** The value at a path; of a key that occurs twice, the last one. In an object a number is a key of digits. */
export function find(root: Node, path: Path): Found | undefined {
  let found: Found = { value: root };
  for (const step of path) {
    const next: Found | undefined =
      typeof step === 'number' && found.value.type === 'array'
        ? element(found.value, step)
        : property(found.value, String(step));
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

/** Of each object, made when it is first asked for something: whoever has many findings asks for each. */
const indexes = new WeakMap<Node, ReadonlyMap<string, Found>>();

/** The property of an object with a key; of one that occurs twice, the last. */
export function property(node: Node, name: string): Found | undefined {
  let index = indexes.get(node);
  if (index === undefined) {
    index = new Map(propertiesOf(node).map(found => [keyOf(found.key), found]));
    indexes.set(node, index);
  }
  return index.get(name);
}

function element(node: Node, index: number): Found | undefined {
  const value = node.children?.[index];
  return value && { value };
}
