import type { JournalRecord, RunRecord } from '../records';
import { RunBook } from './book';
import { ImpossibleRecord } from './types';

/** Reads a run's records into its book. Throws {@link ImpossibleRecord} for a sequence that cannot be, and what the iteration throws. */
export async function foldRun(records: AsyncIterable<JournalRecord>): Promise<RunBook> {
  let book: RunBook | undefined;
  for await (const record of records) {
    if (book === undefined) book = RunBook.of(firstOf(record));
    else book.apply(record);
  }
  if (book === undefined) throw new ImpossibleRecord('run', 'there is none');
  return book;
}

/** The record as the first of a journal. Throws {@link ImpossibleRecord} when it is none. */
export function firstOf(record: JournalRecord): RunRecord {
  if (record.t !== 'run') throw new ImpossibleRecord(record.t, 'it stands first');
  return record;
}
