import { findProcedure } from '../../core/catalog/find';
import type { Procedure } from '../../core/catalog/model';
import type { Learning, Shared } from './learning';
import type { CatalogState } from './state';

/** What a window holds of one connection's catalog, as the service has it: corrections come on top of it. */
export interface Entry {
  /** Of the connection that it was read from. */
  readonly baseUrl: string;
  state: CatalogState;
  cached?: Promise<void>;
  refreshing?: Shared<CatalogState>;
  /** Raised when what is under way is no longer wanted (another token, the connection removed). */
  generation: number;
  /** The config has been read in this window. */
  fresh: boolean;
  readonly learning: Learning;
}

export function procedureIn({ catalog }: CatalogState, key: string): Procedure | undefined {
  return catalog && findProcedure(catalog, key);
}

/** What stays of a state when a refresh begins or fails. */
export function kept({ state }: Entry): Pick<CatalogState, 'catalog'> {
  return state.catalog === undefined ? {} : { catalog: state.catalog };
}
