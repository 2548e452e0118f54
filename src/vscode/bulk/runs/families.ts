import { familyTally } from '../../../core/bulk/book/family';
import { inOrder } from '../../../core/bulk/book/members';
import type { RunBook } from '../../../core/bulk/book/book';
import type { Tally } from '../../../core/bulk/records';
import type { FamilyView } from '../types';

/** How often a family is added up while one of its runs goes on. */
const everyMs = 2_000;

/** What grouping needs to know of a run. */
export interface Member {
  readonly id: string;
  readonly book: RunBook;
  /** Rises with each change. */
  readonly version: number;
}

/** Groups runs into families, newest first. Adding up a family walks over all entries of the file, so it is done only when something has changed. */
export class Families<R extends Member, V = FamilyView> {
  readonly #tallies = new Map<
    string,
    { readonly version: string; readonly at: number; readonly tally: Tally }
  >();

  constructor(
    private readonly toView: (id: string, runs: readonly R[], tally: () => Tally) => V,
    private readonly now: () => number = () => performance.now(),
  ) {}

  group(runs: Iterable<R>): V[] {
    const groups = new Map<string, R[]>();
    for (const run of runs) {
      const { family, file } = run.book.run;
      // Runs over other bytes add up to nothing, whatever they say they belong to.
      const key = JSON.stringify([family, file.sha256, file.entries]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [run]);
      else group.push(run);
    }
    const sorted = [...groups].map(
      ([key, group]) => [key, group.sort((a, b) => inOrder(a.book.run, b.book.run))] as const,
    );
    const newest = (group: readonly R[]) => Math.max(...group.map(({ book }) => book.run.at));
    sorted.sort(([, a], [, b]) => newest(b) - newest(a));
    for (const key of this.#tallies.keys()) if (!groups.has(key)) this.#tallies.delete(key);
    return sorted.map(([key, group]) => this.toView(familyId(group), group, () => this.#tally(key, group)));
  }

  #tally(key: string, group: readonly R[]): Tally {
    const [first] = group;
    if (first !== undefined && group.length === 1) return first.book.tally;
    const version = group.map(({ id, version: of }) => `${id}:${of}`).join();
    const known = this.#tallies.get(key);
    const at = this.now();
    const isYoung = known !== undefined && group.some(goesOn) && at - known.at < everyMs;
    if (known !== undefined && (known.version === version || isYoung)) return known.tally;
    const tally = familyTally(group.map(({ book }) => book));
    this.#tallies.set(key, { version, at, tally });
    return tally;
  }
}

function goesOn({ book: { phase } }: Member): boolean {
  return phase.kind === 'running' || phase.kind === 'waiting';
}

/** Of its first run, which may have been deleted: then that of the oldest there is. */
function familyId(group: readonly Member[]): string {
  return group[0]?.book.run.family ?? '';
}
