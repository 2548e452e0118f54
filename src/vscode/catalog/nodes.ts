import type { Attribute, Catalog, Procedure, State, Unresolved } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';

/** What a row of the tree stands for. */
export type Node =
  | { readonly type: 'procedure'; readonly connection: Connection; readonly procedure: Procedure }
  | { readonly type: 'attributes'; readonly connection: Connection; readonly procedure: Procedure }
  | { readonly type: 'states'; readonly procedure: Procedure }
  | { readonly type: 'attribute'; readonly procedure: Procedure; readonly attribute: Attribute }
  | { readonly type: 'state'; readonly procedure: Procedure; readonly state: State }
  | { readonly type: 'unresolved'; readonly unresolved: readonly Unresolved[] };

/** The top of the tree: the procedures that match the filter, by name, and what could not be read. */
export function rootNodes(connection: Connection, catalog: Catalog, filter: string): Node[] {
  const wanted = filter.trim().toLocaleLowerCase();
  const procedures = catalog.procedures
    .filter(procedure => wanted === '' || matches(procedure, wanted))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((procedure): Node => ({ type: 'procedure', connection, procedure }));
  if (catalog.unresolved.length === 0 || wanted !== '') return procedures;
  return [...procedures, { type: 'unresolved', unresolved: catalog.unresolved }];
}

/** What is below a row. */
export function childNodes(node: Node): Node[] {
  switch (node.type) {
    case 'procedure': {
      const { connection, procedure } = node;
      const groups: Node[] = [{ type: 'attributes', connection, procedure }];
      return procedure.states.length === 0 ? groups : [...groups, { type: 'states', procedure }];
    }
    case 'attributes':
      return node.procedure.attributes.map(attribute => ({
        type: 'attribute',
        procedure: node.procedure,
        attribute,
      }));
    case 'states':
      return node.procedure.states.map(state => ({ type: 'state', procedure: node.procedure, state }));
    case 'attribute':
    case 'state':
    case 'unresolved':
      return [];
  }
}

/** Stable over refreshes, so that VS Code keeps what is open and selected. */
export function nodeId(node: Node): string | undefined {
  switch (node.type) {
    case 'procedure':
      return idOf('procedure', node.procedure.key);
    case 'attributes':
    case 'states':
      return idOf(node.type, node.procedure.key);
    case 'attribute':
      return idOf('attribute', node.procedure.key, node.attribute.shortId);
    case 'state':
      return idOf('state', node.procedure.key, node.state.shortId);
    case 'unresolved':
      return undefined;
  }
}

/** Any text may stand in a key or short id: no separator could tell them apart. */
function idOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function matches(procedure: Procedure, wanted: string): boolean {
  const has = (text: string) => text.toLocaleLowerCase().includes(wanted);
  return (
    has(procedure.name) ||
    has(procedure.shortId) ||
    procedure.attributes.some(({ name, shortId }) => has(name) || has(shortId))
  );
}
