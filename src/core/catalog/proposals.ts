import type { Catalog, Procedure } from './model';

/** What the user may mean at a place of the settings. */
export interface Proposal {
  readonly shortId: string;
  readonly name: string;
  readonly type?: string;
}

/**
 * What fits at a place of the settings `chakra.procedures` and `chakra.payloads`: short ids of procedures or attributes.
 * @param path from the top of the settings file to the key or value; in a workspace file below `settings`
 */
export function settingProposals(
  path: readonly (string | number)[],
  isKey: boolean,
  catalog: Catalog,
): readonly Proposal[] {
  const [setting, first, second, third, ...deeper] = path[0] === 'settings' ? path.slice(1) : path;
  if (setting === 'chakra.payloads') return isKey || first === undefined ? [] : procedures(catalog);
  if (setting !== 'chakra.procedures' || deeper.length > 0) return [];
  if (isKey && second === undefined) return procedures(catalog);
  const procedure = catalog.procedures.find(({ shortId }) => shortId === first);
  if (procedure === undefined) return [];
  const isAttribute = isKey && second === 'attributes' && third !== undefined;
  const isPrimaryKey = !isKey && second === 'primaryKey' && third === undefined;
  return isAttribute || isPrimaryKey ? attributes(procedure) : [];
}

function procedures({ procedures: all }: Catalog): readonly Proposal[] {
  return all.map(({ shortId, name }) => ({ shortId, name }));
}

function attributes({ attributes: all }: Procedure): readonly Proposal[] {
  return all.map(({ shortId, name, type }) => ({ shortId, name, type }));
}
