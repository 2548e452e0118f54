import type { Node } from 'jsonc-parser';
import { listKey } from './listKey';
import { keyOf, propertiesOf, type Path } from './tree';

/** The processes of a payload, and where they stand in it. */
export interface Processes {
  readonly nodes: readonly Node[];
  /** The array that holds them; undefined for a single process. */
  readonly list?: Node;
  /** The path of that array. */
  readonly path: Path;
}

/**
 * What a payload creates: the object, the elements of the array, or those of `{ "processes": [ … ] }` with nothing beside it
 * but a `$schema`, which is what Bulk Create takes such a file for, too.
 */
export function processesOf(root: Node): Processes {
  if (root.type === 'array') return { nodes: root.children ?? [], list: root, path: [] };
  const [held, other] = propertiesOf(root).filter(({ key }) => keyOf(key) !== '$schema');
  const isList = held?.value.type === 'array' && other === undefined && keyOf(held.key) === listKey;
  return isList
    ? { nodes: held.value.children ?? [], list: held.value, path: [listKey] }
    : { nodes: [root], path: [] };
}

/** A path from the top of its own process: without the place of that in a list. */
export function withinProcess(path: Path): Path {
  if (typeof path[0] === 'number') return path.slice(1);
  return path[0] === listKey && typeof path[1] === 'number' ? path.slice(2) : path;
}
