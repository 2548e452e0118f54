import type { Attribute } from '../model';
import { merge, withFlags, type Flags } from './attributeFlags';

interface Entry {
  /** The attribute as the config has it, before the flags of a link. */
  readonly base: Attribute;
  now: Attribute;
}

/** The attributes of one procedure or entity, each short id once, in the order they were named. */
export class AttributeList {
  private readonly byShortId = new Map<string, Entry>();
  private byId: Map<string, Entry> | undefined;

  get size(): number {
    return this.byShortId.size;
  }

  /** @param flags what the link says; it outweighs what the attribute says */
  add(base: Attribute, flags?: Flags): void {
    const held = this.byShortId.get(base.shortId);
    if (held === undefined) {
      this.byShortId.set(base.shortId, { base, now: flags === undefined ? base : withFlags(base, flags) });
      this.byId = undefined;
    } else if (held.base === base) {
      if (flags !== undefined) held.now = withFlags(held.now, flags);
    } else {
      held.now = merge(held.now, flags === undefined ? base : withFlags(base, flags));
    }
  }

  /** By short id or id. */
  find(ref: string): Attribute | undefined {
    return this.entry(ref)?.now;
  }

  /** Sets flags of one that is in the list; false when it is not. */
  mark(ref: string, flags: Flags): boolean {
    const entry = this.entry(ref);
    if (entry !== undefined) entry.now = withFlags(entry.now, flags);
    return entry !== undefined;
  }

  /** Short id of the first one whose description in the config is in the set. */
  firstOf(bases: ReadonlySet<Attribute>): string | undefined {
    if (bases.size === 0) return undefined;
    for (const { base } of this.byShortId.values()) if (bases.has(base)) return base.shortId;
    return undefined;
  }

  toArray(): Attribute[] {
    return Array.from(this.byShortId.values(), entry => entry.now);
  }

  private entry(ref: string): Entry | undefined {
    const entry = this.byShortId.get(ref);
    if (entry !== undefined) return entry;
    if (this.byId === undefined) {
      this.byId = new Map();
      for (const held of this.byShortId.values())
        if (held.base.id !== undefined) this.byId.set(held.base.id, held);
    }
    return this.byId.get(ref);
  }
}
