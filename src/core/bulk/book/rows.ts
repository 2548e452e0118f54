import { EntrySet } from '../entrySet';
import type { JournalRecord } from '../records';
import { Slices } from '../../slices';
import { RunBook } from './book';
import { changesOf, type ChangedRow, type ReportRow, type RunBefore } from './changes';
import { firstOf } from './fold';

/** Rows of a batch. Handing over one at a time would cost several times what there is to do with it. */
const batchSize = 500;

/**
 * The final verdict of each entry of a run with all that is told about it, once for each entry that has one (pending ones have none), in the order of
 * the journal, in batches. Rests between them as often as the thread needs it. Nothing but four bytes an entry is held: the records are iterated
 * twice, so they must be such as can be (`JournalStore.read`), not a generator; throws TypeError otherwise. Throws what the book and the iteration throw.
 * @param isWanted no row is made for the others
 */
export async function* rowsOf(
  records: AsyncIterable<JournalRecord>,
  isWanted: (entry: number) => boolean = () => true,
): AsyncGenerator<readonly ReportRow[], void, void> {
  if (isGenerator(records)) throw new TypeError('Records that can be iterated once only');
  const { last, length, befores } = await lastWords(records);
  if (length === 0) return;
  const slices = new Slices();
  let number = 0;
  for await (const record of records) {
    // A journal may grow meanwhile: the second reading goes as far as the first.
    if (++number > length) return;
    const before = befores.get(number);
    if (before !== undefined) {
      const isLast = (entry: number): boolean => last[entry] === number && isWanted(entry);
      let batch: ReportRow[] = [];
      for (const row of rowsOfRecord(record, before, isLast)) {
        if (batch.push(row) < batchSize) continue;
        yield batch;
        batch = [];
        if (slices.due) await slices.rest();
      }
      if (batch.length > 0) yield batch;
    }
    if (slices.due) await slices.rest();
  }
}

interface LastWords {
  /** For each entry the number (from 1) of the record that has the last word on it. */
  readonly last: Uint32Array;
  /** How many records there are. */
  readonly length: number;
  /** What the records that give verdicts need to know of the run before them. */
  readonly befores: ReadonlyMap<number, RunBefore>;
}

async function lastWords(records: AsyncIterable<JournalRecord>): Promise<LastWords> {
  let last = new Uint32Array(0);
  let length = 0;
  let book: RunBook | undefined;
  const befores = new Map<number, RunBefore>();
  const slices = new Slices();
  for await (const record of records) {
    length++;
    if (record.t === 'run') last = new Uint32Array(record.file.entries);
    const before: RunBefore = book === undefined ? nothing : beforeOf(record, book);
    const number = length;
    let words = 0;
    changesOf(record, before, {
      all: entries => {
        words++;
        for (const [first, count] of entries.ranges()) last.fill(number, first, first + count);
      },
      one: ({ entry }) => {
        words++;
        last[entry] = number;
      },
    });
    if (words > 0) befores.set(number, before);
    if (book === undefined) book = RunBook.of(firstOf(record));
    else book.apply(record);
    if (slices.due) await slices.rest();
  }
  return { last, length, befores };
}

const nothing: RunBefore = { unsent: EntrySet.empty, cancelled: false, chunk: () => undefined };

/** The run as it is, for this record; sets never change, so this costs next to nothing to keep. */
function beforeOf(record: JournalRecord, book: RunBook): RunBefore {
  const chunk = 'chunk' in record ? book.chunk(record.chunk) : undefined;
  const { unsent, cancelled } = book;
  // What is unsent is asked for by a cancellation only; kept for each record, it could be large.
  return { unsent: record.t === 'phase' ? unsent : EntrySet.empty, cancelled, chunk: () => chunk };
}

/** The rows that a record gives, one by one: a set can be as large as the run. */
function* rowsOfRecord(
  record: JournalRecord,
  before: RunBefore,
  isWanted: (entry: number) => boolean,
): Generator<ReportRow, void, void> {
  const sets: [entries: EntrySet, row: Omit<ReportRow, 'entry'>][] = [];
  const rows = new Map<number, [row: ChangedRow, of: Pick<ReportRow, 'chunk' | 'way' | 'why'>]>();
  changesOf(record, before, {
    all: (entries, row) => sets.push([entries, row]),
    one: (row, of) => {
      if (isWanted(row.entry)) rows.set(row.entry, [row, of]);
    },
  });
  for (const [entries, row] of sets) {
    for (const entry of entries) if (isWanted(entry)) yield { entry, ...row };
  }
  for (const [row, of] of rows.values()) yield { ...row, ...of };
}

function isGenerator(records: AsyncIterable<JournalRecord>): boolean {
  return Symbol.asyncIterator in records && 'next' in records;
}
