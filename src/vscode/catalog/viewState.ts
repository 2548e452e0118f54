import type { Connection } from '../../core/connection';
import type { CatalogState } from './state';

/** The value of the context key `chakra.view`: decides which welcome text an empty tree shows. */
export type ViewState = 'none' | 'loading' | 'empty' | 'offline' | 'refused' | 'noToken' | 'failed' | 'ready';

/** What the view of procedures has to say for a connection. */
export function viewState(connection: Connection | undefined, state: CatalogState): ViewState {
  if (connection === undefined) return 'none';
  const { catalog, failure, loading, broken } = state;
  if (catalog !== undefined) return catalog.procedures.length === 0 && !loading ? 'empty' : 'ready';
  if (!loading && broken !== undefined) return 'failed';
  if (loading || failure === undefined) return 'loading';
  switch (failure.kind) {
    case 'noToken':
      return 'noToken';
    case 'unreachable':
    case 'timeout':
    case 'cut':
      return 'offline';
    case 'status':
      return failure.status === 401 || failure.status === 403 ? 'refused' : 'failed';
    default:
      return 'failed';
  }
}
