import { RunBook } from '../../../core/bulk/book/book';
import { firstOf } from '../../../core/bulk/book/fold';
import { ImpossibleRecord } from '../../../core/bulk/book/types';
import { JournalDamaged, type JournalSummary } from '../../../core/bulk/journal/journal';
import { RunLocked, type JournalStore } from '../../../core/bulk/journal/store';
import { isMissing } from '../../files';

/** A journal that was read, as far as it can be. */
export type ReadBook =
  | { readonly kind: 'run'; readonly book: RunBook; readonly damaged: boolean }
  /** Not even the run can be read. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'gone' };

/** Reads one journal into a book, also one that is being written, or whose end cannot be read. */
export async function readBook(store: JournalStore, id: string): Promise<ReadBook> {
  let book: RunBook | undefined;
  try {
    for await (const record of store.read(id)) {
      if (book === undefined) book = RunBook.of(firstOf(record));
      else book.apply(record);
    }
  } catch (error) {
    if (isMissing(error)) return { kind: 'gone' };
    if (!isDamage(error)) throw error;
    return book === undefined ? { kind: 'damaged' } : { kind: 'run', book, damaged: true };
  }
  return book === undefined ? { kind: 'damaged' } : { kind: 'run', book, damaged: false };
}

/** What no other program of ours can have written, or what the disk has spoilt. */
export function isDamage(error: unknown): boolean {
  return error instanceof JournalDamaged || error instanceof ImpossibleRecord;
}

/** Whether the time is over for which a run is kept: it is finished or cancelled, and nothing has happened to it for so long. */
export function isExpired(book: RunBook, keepDays: number, now: number): boolean {
  const { kind } = book.phase;
  if (keepDays === 0 || (kind !== 'finished' && kind !== 'cancelled')) return false;
  return now - book.updatedAt > keepDays * 86_400_000;
}

/** Deletes a journal for certain. False when somebody drives its run. */
export async function removeJournal(store: JournalStore, id: string): Promise<boolean> {
  try {
    await store.remove(id);
    return true;
  } catch (error) {
    if (error instanceof RunLocked) return false;
    throw error;
  }
}

/** A crash while the run was being recorded leaves a journal without a run: nothing was sent, and there is nothing to show. */
export function isStillborn({ damaged }: JournalSummary): boolean {
  return damaged?.reason === 'empty';
}
