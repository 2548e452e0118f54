import type { Node } from 'jsonc-parser';
import type { Procedure } from '../catalog/model';
import { isPlaceholder } from '../schema/placeholder';
import type { Validate } from '../schema/validator';
import type { Finding, FindingKind } from './finding';
import { parsePayload } from './parse';
import { processesOf } from './processes';
import type { TextRange } from './range';
import { schemaFindings, typeOf } from './schemaFindings';
import { find, keyOf, type Path, propertiesOf, valueOf } from './tree';

export type { Finding, FindingKind } from './finding';

export interface CheckOptions {
  /** Without it nothing is checked against the config. */
  readonly validate?: Validate;
  readonly procedure?: Procedure;
}

/** In UTF-16 units: an array cannot be sent anyway, and to check every entry of a larger one would take seconds. */
const largeArray = 1_000_000;

/** Who has more findings than these has them for a few reasons. */
const mostFindings = 500;

/**
 * Everything that a payload has against being sent as one process, in the order of the text, at most 500, and of more
 * those first that block. Each cause is reported once. Never throws, whatever the text.
 */
export function checkPayload(text: string, options: CheckOptions): Finding[] {
  const parsed = parsePayload(text);
  const comments = parsed.comments.map(range => blocking({ code: 'comment', params: {} }, range));
  const findings = parsed.ok
    ? [...halves(text), ...comments, ...valueFindings(parsed.root, options)]
    : [
        ...comments,
        ...parsed.problems.map(({ code, line, column, found, ...range }) =>
          blocking({ code: 'syntax', params: { problem: code, line, column, found } }, range),
        ),
      ];
  return findings
    .sort((a, b) => Number(b.blocks) - Number(a.blocks) || a.offset - b.offset)
    .slice(0, mostFindings)
    .sort((a, b) => a.offset - b.offset);
}

function valueFindings(root: Node, { validate, procedure }: CheckOptions): readonly Finding[] {
  const { list } = processesOf(root);
  if (list !== undefined && list.length > largeArray) return topLevel(root);
  const own = [...topLevel(root), ...walk(root, []), ...keyTwice(root, procedure)];
  const left = new Set(
    own.filter(({ code }) => code === 'placeholder').map(({ path }) => JSON.stringify(path)),
  );
  const problems = (validate?.(valueOf(root)) ?? []).filter(
    // What is said already: a placeholder that is no number, a top level that is no object.
    ({ path, keyword }) => !left.has(JSON.stringify(path)) && !(path.length === 0 && keyword === 'type'),
  );
  return [...own, ...schemaFindings(root, problems, procedure)];
}

function topLevel(root: Node): readonly Finding[] {
  const { list, nodes } = processesOf(root);
  if (list !== undefined)
    return [
      blocking({ code: 'isArray', params: { count: nodes.length } }, { offset: list.offset, length: 1 }),
    ];
  return root.type === 'object'
    ? []
    : [blocking({ code: 'notAnObject', params: { actual: typeOf(root) } }, root)];
}

/** Placeholders and keys that occur twice, anywhere. */
function* walk(node: Node, path: Path): Iterable<Finding> {
  if (isPlaceholder(node.value)) {
    yield blocking({ code: 'placeholder', params: { text: node.value } }, node, path);
  }
  if (node.type === 'array') {
    for (const [i, child] of (node.children ?? []).entries()) yield* walk(child, [...path, i]);
    return;
  }
  const seen = new Set<string>();
  for (const { key, value } of propertiesOf(node)) {
    const name = keyOf(key);
    const here = [...path, name];
    if (seen.has(name)) yield warning({ code: 'duplicateKey', params: { key: name } }, key, here);
    seen.add(name);
    yield* walk(value, here);
  }
}

/** The primary key may stand at the top level or in `data`; two different ones are a riddle (section 16, 7 of service-facts). */
function keyTwice(root: Node, procedure: Procedure | undefined): readonly Finding[] {
  const key = procedure?.primaryKey;
  if (key === undefined) return [];
  const { nodes, list, path: place } = processesOf(root);
  return nodes.flatMap((entry, i) => {
    const path = list === undefined ? [] : [...place, i];
    const above = find(entry, [key]);
    const within = find(entry, ['data', key]);
    if (above?.key === undefined || within === undefined) return [];
    if (JSON.stringify(valueOf(above.value)) === JSON.stringify(valueOf(within.value))) return [];
    return [warning({ code: 'primaryKeyDiffers', params: { key } }, above.key, [...path, key])];
  });
}

function halves(text: string): readonly Finding[] {
  return [...text.matchAll(/\p{Cs}/gu)].map(match =>
    blocking({ code: 'loneSurrogate', params: {} }, { offset: match.index, length: 1 }),
  );
}

function blocking(kind: FindingKind, range: TextRange, path: Path = []): Finding {
  return { ...kind, severity: 'error', blocks: true, offset: range.offset, length: range.length, path };
}

function warning(kind: FindingKind, range: TextRange, path: Path): Finding {
  return { ...kind, severity: 'warning', blocks: false, offset: range.offset, length: range.length, path };
}
