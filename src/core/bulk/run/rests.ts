import { ownTurn } from '../../slices';

/** Fewer entries than these take no time worth a rest. */
const few = 100;

/**
 * Lets everyone else on the thread have their turn after a step over so many entries: each step of what is done with the results of a chunk takes some
 * milliseconds, and all of them follow one another without anything to wait for.
 */
export async function restAfter(entries: number): Promise<void> {
  if (entries >= few) await ownTurn();
}
