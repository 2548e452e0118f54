import { findProcedure } from '../../core/catalog/find';
import type { Procedure } from '../../core/catalog/model';
import type { Learning, Shared } from './learning';
import type { CatalogState } from './state';

/** A refresh that is under way. */
export interface Refreshing extends Shared<CatalogState> {
  /** Of the entry when it began. */
  readonly generation: number;
  /** A user waited for it and no longer does: the network may have gone with it, so who asks next gets one of their own. */
  isGivenUp?: boolean;
}

/** What a window holds of one connection's catalog, as the service has it: corrections come on top of it. */
export interface Entry {
  /** Of the connection that it was read from. */
  readonly baseUrl: string;
  state: CatalogState;
  cached?: Promise<void>;
  refreshing?: Refreshing;
  /** Raised when what is under way is no longer wanted (another token, the connection removed, given up and asked for again). */
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

/** Joins the refresh that is under way, or begins one. */
export function refreshingOf(entry: Entry, begin: () => Promise<CatalogState>): Refreshing {
  const { generation } = entry;
  entry.refreshing ??= {
    done: begin().finally(() => {
      if (entry.generation === generation) delete entry.refreshing;
    }),
    asked: false,
    generation,
  };
  return entry.refreshing;
}

/** A user no longer waits for the refresh that is under way. */
export function giveUp({ refreshing }: Entry): void {
  if (refreshing !== undefined) refreshing.isGivenUp = true;
}

/** What a user has given up ends by itself, and nobody takes notice of it any more. */
export function dropGivenUp(entry: Entry): void {
  if (entry.refreshing?.isGivenUp !== true) return;
  entry.generation++;
  delete entry.refreshing;
}
