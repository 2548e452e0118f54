import type { Node } from 'jsonc-parser';
import type { Procedure } from '../catalog/model';
import type { SchemaProblem } from '../schema/validator';
import type { Finding, FindingKind, JsonType } from './finding';
import { headOf, keyRange } from './locate';
import type { TextRange } from './range';
import { schemaKind } from './schemaKind';
import { find, type Path, valueOf } from './tree';

/**
 * Schema problems as findings with their places: a missing property on the key (or the opening brace) of its object, an
 * unknown key on itself, all else on the value.
 */
export function schemaFindings(
  root: Node,
  problems: readonly SchemaProblem[],
  procedure: Procedure | undefined,
): readonly Finding[] {
  const seen = new Set<string>();
  return problems.flatMap(problem => {
    const kind = schemaKind(problem, procedure, path => typeAt(root, path));
    const { path } = problem;
    const cause = JSON.stringify([path, kind]);
    if (seen.has(cause)) return [];
    seen.add(cause);
    return [
      { ...kind, severity: 'warning', blocks: false, ...placeOf(root, path, kind), path: pathOf(path, kind) },
    ];
  });
}

function typeAt(root: Node, path: Path): JsonType {
  const found = find(root, path);
  return found === undefined ? 'null' : typeOf(found.value);
}

/** The JSON type of a value as it stands in the text. */
export function typeOf(node: Node): JsonType {
  if (node.type !== 'number') return node.type === 'property' ? 'object' : node.type;
  return Number.isInteger(valueOf(node)) ? 'integer' : 'number';
}

function placeOf(root: Node, path: Path, kind: FindingKind): TextRange {
  switch (kind.code) {
    case 'missing':
      return headOf(root, path);
    case 'unknownField':
    case 'unknownAttribute':
      return keyRange(root, path, kind.params.name);
    case 'derived':
      return headOf(root, path);
    default: {
      const { offset, length } = find(root, path)?.value ?? root;
      return { offset, length };
    }
  }
}

/** The path of what the finding is about: of the unknown key, not of its object. */
function pathOf(path: Path, kind: FindingKind): Path {
  return kind.code === 'unknownField' || kind.code === 'unknownAttribute'
    ? [...path, kind.params.name]
    : path;
}
