import type { Node } from 'jsonc-parser';
import type { Procedure } from '../catalog/model';
import type { SchemaProblem } from '../schema/validator';
import type { Finding, FindingKind, JsonType } from './finding';
import { headOf, keyRange } from './locate';
import type { TextRange } from './range';
import { find, type Path, valueOf } from './tree';

/** How many values a finding names. */
const mostNamed = 8;

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
    const kind = kindOf(root, problem, procedure);
    const { path } = problem;
    const cause = JSON.stringify([path, kind]);
    if (seen.has(cause)) return [];
    seen.add(cause);
    return [
      { ...kind, severity: 'warning', blocks: false, ...placeOf(root, path, kind), path: pathOf(path, kind) },
    ];
  });
}

function kindOf(
  root: Node,
  { path, keyword, params }: SchemaProblem,
  procedure: Procedure | undefined,
): FindingKind {
  const field = path.at(-1);
  switch (keyword) {
    case 'required':
      return { code: 'missing', params: { name: String(params['missingProperty']) } };
    case 'additionalProperties':
      return unknown(path, String(params['additionalProperty']), procedure);
    case 'type':
      return {
        code: 'type',
        params: { expected: list(params['type']) as JsonType[], actual: typeAt(root, path) },
      };
    case 'enum':
      return option(list(params['allowedValues']));
    case 'anyOf':
      return field === 'assignedTo'
        ? { code: 'unknownUser', params: {} }
        : { code: 'rule', params: { keyword } };
    case 'not':
      return field === 'nextActionAt'
        ? { code: 'looksLikeSeconds', params: {} }
        : { code: 'rule', params: { keyword } };
    // The only pattern on an attribute is our own, for dates.
    case 'pattern':
      return { code: 'format', params: { format: 'isoDateTime' } };
    case 'format':
      return { code: 'format', params: { format: params['format'] === 'email' ? 'email' : 'other' } };
    // Set on required attributes alone.
    case 'minLength':
      return { code: 'empty', params: {} };
    case 'deprecationMessage':
      return { code: 'derived', params: {} };
    default:
      return { code: 'rule', params: { keyword } };
  }
}

function unknown(path: Path, name: string, procedure: Procedure | undefined): FindingKind {
  const attributes = procedure?.attributes ?? [];
  if (path.at(-1) !== 'data') {
    return {
      code: 'unknownField',
      params: { name, isAttribute: attributes.some(({ shortId }) => shortId === name) },
    };
  }
  const wanted = simplified(name);
  const near =
    path.at(-2) === 'record'
      ? undefined
      : attributes.find(({ shortId, name: label }) =>
          [shortId, label].some(text => simplified(text) === wanted),
        );
  return {
    code: 'unknownAttribute',
    params: { name, ...(near === undefined ? {} : { suggestion: near.shortId }) },
  };
}

function simplified(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}

function option(allowed: readonly unknown[]): FindingKind {
  const values = allowed.filter(value => value !== null);
  return {
    code: 'option',
    params: {
      allowed: values.slice(0, mostNamed).map(value => JSON.stringify(value)),
      more: Math.max(0, values.length - mostNamed),
    },
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
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
