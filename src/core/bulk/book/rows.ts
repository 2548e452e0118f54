import type { JournalRecord } from '../records';
import { RunBook } from './book';
import { changesOf, type ReportRow, type RunBefore } from './changes';
import { firstOf } from './fold';
import { EntrySet } from '../entrySet';

/**
 * The final verdict of each entry of a run with all that is told about it, once for each entry that has one (pending ones have none), in the order of
 * the journal. Nothing but four bytes an entry is held: the records are iterated twice, so they must be such as can be (`JournalStore.read`), not
 * a generator; throws TypeError otherwise. Throws what the book and the iteration throw.
 */
export async function* rowsOf(records: AsyncIterable<JournalRecord>): AsyncGenerator<ReportRow, void, void> {
  if (isGenerator(records)) throw new TypeError('Records that can be iterated once only');
  // Which record has the last word on each entry. A journal may grow meanwhile: the second reading goes as far as the first.
  let last = new Uint32Array(0);
  let length = 0;
  for await (const { record, before, number } of replay(records)) {
    length = number;
    if (record.t === 'run') last = new Uint32Array(record.file.entries);
    const mark = (entry: number) => {
      last[entry] = number;
    };
    changesOf(record, before, { all: entries => entries.forEach(mark), one: ({ entry }) => mark(entry) });
  }
  if (length === 0) return;
  for await (const { record, before, number } of replay(records)) {
    // A set can be as large as the run: its rows are made one by one.
    const sets: [entries: EntrySet, row: Omit<ReportRow, 'entry'>][] = [];
    const rows = new Map<number, ReportRow>();
    changesOf(record, before, {
      all: (entries, row) => sets.push([entries, row]),
      one: row => rows.set(row.entry, row),
    });
    for (const [entries, row] of sets) {
      for (const entry of entries) if (last[entry] === number) yield { entry, ...row };
    }
    for (const row of rows.values()) if (last[row.entry] === number) yield row;
    if (number === length) return;
  }
}

interface Replayed {
  readonly record: JournalRecord;
  readonly before: RunBefore;
  /** Counted from 1. */
  readonly number: number;
}

/** Each record with the run as it was before it. */
async function* replay(records: AsyncIterable<JournalRecord>): AsyncGenerator<Replayed, void, void> {
  let book: RunBook | undefined;
  let number = 0;
  for await (const record of records) {
    number++;
    if (book === undefined) {
      book = RunBook.of(firstOf(record));
      yield { record, number, before: { unsent: EntrySet.empty, cancelled: false, chunk: () => undefined } };
    } else {
      yield { record, number, before: book };
      book.apply(record);
    }
  }
}

function isGenerator(records: AsyncIterable<JournalRecord>): boolean {
  return Symbol.asyncIterator in records && 'next' in records;
}
