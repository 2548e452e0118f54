import type { Catalog, Procedure } from './model';

/** A procedure by its key, else by its id, else by its short id. */
export function findProcedure(catalog: Catalog, keyOrShortIdOrId: string): Procedure | undefined {
  const { procedures } = catalog;
  return (
    procedures.find(procedure => procedure.key === keyOrShortIdOrId) ??
    procedures.find(procedure => procedure.id === keyOrShortIdOrId) ??
    procedures.find(procedure => procedure.shortId === keyOrShortIdOrId)
  );
}

/**
 * The procedure that a document is bound to. By its short id where no id fits any more: that is what the path of a request holds, and a config
 * may come without the ids that it had.
 */
export function findBound(
  catalog: Catalog,
  { procedureKey, shortId }: { readonly procedureKey: string; readonly shortId: string },
): Procedure | undefined {
  return (
    findProcedure(catalog, procedureKey) ??
    catalog.procedures.find(procedure => procedure.shortId === shortId)
  );
}
