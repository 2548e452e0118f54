import { RunBook } from '../../../core/bulk/book/book';
import { firstOf } from '../../../core/bulk/book/fold';
import { ImpossibleRecord } from '../../../core/bulk/book/types';
import { JournalDamaged, type JournalSummary } from '../../../core/bulk/journal/journal';
import type { Lock } from '../../../core/bulk/journal/lock';
import type { JournalStore } from '../../../core/bulk/journal/store';
import { familyInId, inOrder } from '../../../core/bulk/book/members';
import { isMissing } from '../../../core/disk';
import { reasonOf } from '../../trouble';

/** A journal that was read, as far as it can be. */
export type ReadBook =
  | { readonly kind: 'run'; readonly book: RunBook; readonly damaged: boolean }
  /** Not even the run can be read: what is there is none, or the system does not let us; then what it says. */
  | { readonly kind: 'damaged'; readonly refused?: string }
  | { readonly kind: 'gone' };

/** A journal of which not even the run can be read. */
export interface Unreadable {
  /** Bytes. */
  readonly size: number;
  /** What the system says, where it is the system that does not let us: that may pass. */
  readonly refused?: string;
}

/** Reads one journal into a book, also one that is being written, or whose end cannot be read. What is wrong with one never stands in the way of the others. */
export async function readBook(store: JournalStore, id: string): Promise<ReadBook> {
  let book: RunBook | undefined;
  try {
    for await (const record of store.read(id)) {
      if (book === undefined) book = RunBook.of(firstOf(record));
      else book.apply(record);
    }
  } catch (error) {
    if (isMissing(error)) return { kind: 'gone' };
    if (!isDamage(error)) return { kind: 'damaged', refused: reasonOf(error) };
    return book === undefined ? { kind: 'damaged' } : { kind: 'run', book, damaged: true };
  }
  return book === undefined ? { kind: 'damaged' } : { kind: 'run', book, damaged: false };
}

/** What no other program of ours can have written, or what the disk has spoilt. */
export function isDamage(error: unknown): boolean {
  return error instanceof JournalDamaged || error instanceof ImpossibleRecord;
}

/**
 * Whether the time is over for which a run is kept: nothing of it is open, and nothing has happened to it for so long. One that is open is kept however old the
 * clock makes it: a clock may be set wrong.
 */
export function isExpired(book: RunBook, keepDays: number, now: number): boolean {
  const { kind } = book.phase;
  const isOver = kind === 'finished' || (kind === 'cancelled' && book.ended);
  if (keepDays === 0 || !isOver) return false;
  return now - book.updatedAt > keepDays * 86_400_000;
}

/**
 * Deletes journals for certain: all of them, or none when somebody drives one of the runs (false).
 * @param ids of a family, the oldest first: were it cut off in between, the later ones would name one that is missing, and nothing is sent again
 * @param lock takes the lock of a run; undefined when somebody holds it
 */
export async function removeJournals(
  store: JournalStore,
  ids: readonly string[],
  lock: (id: string) => Promise<Lock | undefined>,
): Promise<boolean> {
  const locks: (readonly [id: string, lock: Lock])[] = [];
  try {
    for (const id of ids) {
      const held = await lock(id);
      if (held === undefined) return false;
      locks.push([id, held]);
    }
    for (const [id, held] of [...locks]) {
      await store.remove(id, held);
      locks.shift();
    }
    return true;
  } finally {
    for (const [, held] of locks) await held.release().catch(() => undefined);
  }
}

/** The lock of a run; undefined when somebody else holds it. */
export async function lockOf(store: JournalStore, id: string): Promise<Lock | undefined> {
  const lock = await store.lock(id);
  return 'heldBy' in lock ? undefined : lock;
}

/** A run with what its family is told by. */
interface Kept {
  readonly id: string;
  readonly book: RunBook;
}

/**
 * The families whose time is over, each with all its ids, the oldest first: a family is kept as long as any of its runs, since without one of them nobody could
 * tell any more what was sent.
 */
export function expiredFamilies(
  runs: Iterable<Kept>,
  unreadable: Iterable<string>,
  keepDays: number,
  now: number,
): string[][] {
  const families = new Map<string, Kept[]>();
  for (const run of runs) {
    const { family } = run.book.run;
    families.set(family, [...(families.get(family) ?? []), run]);
  }
  const lost = [...unreadable];
  return [...families]
    .filter(([, kept]) => kept.every(({ book }) => isExpired(book, keepDays, now)))
    .map(([family, kept]) => idsOf(family, kept, lost));
}

/** All journals of a family, the oldest first. */
export function idsOf(family: string, runs: readonly Kept[], unreadable: readonly string[]): string[] {
  const sorted = [...runs].sort((a, b) => inOrder(a.book.run, b.book.run)).map(({ id }) => id);
  return [...sorted, ...unreadable.filter(id => (familyInId(id) ?? id) === family)];
}

/** A crash while the run was being recorded leaves a journal without a run: nothing was sent, and there is nothing to show. */
export function isStillborn({ damaged }: JournalSummary): boolean {
  return damaged?.reason === 'empty';
}
