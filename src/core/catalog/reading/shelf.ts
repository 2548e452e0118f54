import type { Identity } from './identity';
import type { Found } from './refs';

/** Things of the config found by id or short id. Deleted ones are remembered, so that a link to one is no riddle. */
export class Shelf<T extends { readonly id?: string | undefined; readonly shortId: string }> {
  private readonly byId = new Map<string, T | null>();
  private readonly free = new Map<string, T>();
  private readonly owned = new Map<string, T>();
  private readonly dead = new Set<string>();

  get isEmpty(): boolean {
    return this.byId.size + this.free.size + this.owned.size === 0;
  }

  /**
   * @param isOwned it names its owner, so its short id may mean something else in another one
   * @param instead it takes the place of one with the same id
   */
  add(thing: T, isOwned: boolean, instead = false): void {
    if (thing.id !== undefined && (instead || !this.byId.get(thing.id))) this.byId.set(thing.id, thing);
    const map = isOwned ? this.owned : this.free;
    if (!map.has(thing.shortId)) map.set(thing.shortId, thing);
  }

  /** Takes note of a deleted thing. */
  bury({ id, shortId }: Identity): void {
    if (id !== undefined && !this.byId.has(id)) this.byId.set(id, null);
    if (shortId !== undefined) this.dead.add(shortId);
  }

  findById(id: string): Found<T> {
    return this.byId.get(id);
  }

  /** By id, else by short id: first of those that name no owner. */
  find(ref: string): Found<T> {
    const byId = this.byId.get(ref);
    const live = byId ?? this.free.get(ref) ?? this.owned.get(ref);
    return live ?? (byId === null || this.dead.has(ref) ? null : undefined);
  }
}
