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
