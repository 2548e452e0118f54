import { familyInId } from '../../../core/bulk/book/members';
import type { JournalStore } from '../../../core/bulk/journal/store';
import type { Drivers } from './drivers';
import { idsOf, removeJournals } from './journals';
import type { Run } from './run';
import type { Shelf } from './shelf';

/**
 * Deletes all journals of the family that a run, or a journal that cannot be read, belongs to. False: somebody is at work on one of its runs, here or in
 * another window; then none is deleted.
 */
export async function removeFamily(
  id: string,
  store: JournalStore,
  shelf: Shelf,
  drivers: Drivers,
): Promise<boolean> {
  const family = shelf.find(id)?.book.run.family ?? familyInId(id) ?? id;
  const runs = [...shelf.runs()].filter(({ book }) => book.run.family === family);
  if (runs.some(isBusy)) return false;
  for (const run of runs) await drivers.letGo(run);
  const ids = idsOf(family, runs, [...shelf.unreadable.keys()]);
  const removed = await removeJournals(store, ids, async each => drivers.lock(each));
  if (removed) for (const each of ids) shelf.drop(each);
  else for (const run of runs) await drivers.takeUp(run);
  return removed;
}

function isBusy({ users, driven, mine, phase: { kind } }: Run): boolean {
  return !mine || users > 0 || (driven !== undefined && (kind === 'running' || kind === 'waiting'));
}
