import { missingMembers } from '../../../core/bulk/book/members';
import type { Tally } from '../../../core/bulk/records';
import type { FamilyView } from '../types';
import type { Run } from './run';

/** A family of runs of this machine. */
export type RunFamily = Omit<FamilyView, 'runs'> & { readonly runs: readonly Run[] };

/**
 * How a family is shown. What it adds up to and what it has lost is found out when it is asked for.
 * @param unreadable ids of the journals of which not even the run can be read
 */
export function familyView(
  unreadable: () => Iterable<string>,
): (id: string, runs: readonly Run[], tally: () => Tally) => RunFamily {
  return (id, runs, tally) => ({
    id,
    runs,
    get tally() {
      return tally();
    },
    get missing() {
      return missingMembers(
        runs.map(({ book }) => book.run),
        unreadable(),
      );
    },
  });
}
