import type { Edit } from '../range';
import type { Fix, FixAll, Fixes, FixGroup } from './types';

/** Gathers quick fixes, and by group what they do together. */
export class FixCollector {
  readonly #single: Fix[] = [];
  readonly #sure: Edit[] = [];
  readonly #groups = new Map<FixGroup, { count: number; edits: Edit[] }>();

  /** A fix that is done together with others by doing each of them. */
  one(fix: Fix): void {
    this.alone(fix);
    if (fix.isSure === true) this.#sure.push(...fix.edits);
    if (fix.group !== undefined) this.many(fix.group, 1, fix.edits);
  }

  /** A fix whose edits are others when it is done together with its neighbours: {@link many} has those. */
  alone(fix: Fix): void {
    this.#single.push({ ...fix, at: { offset: fix.at.offset, length: fix.at.length } });
  }

  many(group: FixGroup, count: number, edits: readonly Edit[]): void {
    const all = this.#groups.get(group) ?? { count: 0, edits: [] };
    all.count += count;
    all.edits.push(...edits);
    this.#groups.set(group, all);
  }

  take(): Fixes {
    const all = new Map<FixGroup, FixAll>();
    for (const [group, { count, edits }] of this.#groups)
      if (count > 1) all.set(group, { count, edits: inOrder(edits) });
    const single = this.#single.sort((a, b) => a.at.offset - b.at.offset);
    const count = this.#sure.length;
    return { single, all, ...(count === 0 ? {} : { sure: { count, edits: inOrder(this.#sure) } }) };
  }
}

function inOrder(edits: Edit[]): readonly Edit[] {
  return edits.sort((a, b) => a.offset - b.offset || a.length - b.length);
}
