import { corrected, readCorrections, type Corrections } from '../../core/catalog/corrections';
import type { Catalog } from '../../core/catalog/model';
import type { CatalogState } from './state';

/** Puts what the settings say over what the service says. The same catalog gives the same corrected one, until the settings change. */
export class Corrector {
  #corrections: Corrections | undefined;
  #made = new WeakMap<Catalog, Catalog>();

  /** @param setting the value of `chakra.procedures`, merged over all scopes */
  constructor(private readonly setting: () => unknown) {}

  /** After a change of the settings. */
  reset(): void {
    this.#corrections = undefined;
    this.#made = new WeakMap();
  }

  apply(state: CatalogState): CatalogState {
    if (state.catalog === undefined) return state;
    this.#corrections ??= readCorrections(this.setting());
    let made = this.#made.get(state.catalog);
    if (made === undefined) {
      made = corrected(state.catalog, this.#corrections);
      this.#made.set(state.catalog, made);
    }
    return made === state.catalog ? state : { ...state, catalog: made };
  }
}
