import type { Node } from 'jsonc-parser';
import type { TextRange } from './range';
import { keyOf, type Path } from './tree';

/** What stands at an offset: the value there, or that of the key there. */
export interface At {
  readonly path: Path;
  readonly value: Node;
  /** Of the value, or of the key. */
  readonly range: TextRange;
}

/** The innermost value or key at an offset; undefined between them, and inside an object or array but at its first character. */
export function nodeAt(root: Node, offset: number): At | undefined {
  const path: (string | number)[] = [];
  let node = root;
  while (holds(node, offset)) {
    if (node.type !== 'object' && node.type !== 'array') return { path, value: node, range: node };
    const index = (node.children ?? []).findIndex(child => holds(child, offset));
    const child = node.children?.[index];
    if (child === undefined) return offset === node.offset ? { path, value: node, range: node } : undefined;
    if (node.type === 'array') {
      path.push(index);
      node = child;
      continue;
    }
    const [key, value] = child.children ?? [];
    if (key === undefined || value === undefined) return undefined;
    path.push(keyOf(key));
    if (holds(key, offset)) return { path, value, range: key };
    node = value;
  }
  return undefined;
}

function holds({ offset, length }: Node, at: number): boolean {
  return at >= offset && at < offset + length;
}
