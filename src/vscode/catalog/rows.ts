import { findProcedure } from '../../core/catalog/find';
import type { Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import { isObject } from '../../core/json';
import type { Connections } from '../connections/store';
import type { CatalogService } from './service';

interface Needs {
  readonly connections: Connections;
  readonly catalogs: CatalogService;
}

/**
 * The procedure of a row of the tree, or of a row below it, as the catalog has it now. Rows come from menus and key bindings of any origin: only
 * the names in them are believed, since with a connection of somebody else's making a token could be sent anywhere. A row that names no
 * connection is of the active one.
 */
export function procedureOfRow(
  { connections, catalogs }: Needs,
  row: unknown,
): { connection: Connection; procedure: Procedure } | undefined {
  if (!isObject(row) || !isObject(row['procedure'])) return undefined;
  const owner = row['connection'];
  const connection =
    owner === undefined
      ? connections.active()
      : connections.list().find(({ id }) => isObject(owner) && owner['id'] === id);
  const catalog = connection && catalogs.peek(connection).catalog;
  const { key } = row['procedure'];
  const procedure = catalog && typeof key === 'string' ? findProcedure(catalog, key) : undefined;
  return connection && procedure && { connection, procedure };
}
