import type { FamilyView, RunService, RunView } from '../../../../src/vscode/bulk/types';
import { foldRun } from '../../../../src/core/bulk/book/fold';
import { familyTally } from '../../../../src/core/bulk/book/family';
import type { JournalRecord, RunRecord } from '../../../../src/core/bulk/records';
import { runRecord } from '../records';

/** Records that can be iterated more than once. */
export function stored(records: readonly JournalRecord[]): AsyncIterable<JournalRecord> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const record of records) yield await Promise.resolve(record);
    },
  };
}

export interface Family {
  readonly family: FamilyView;
  readonly records: RunService['records'];
}

/** A family of runs over the same file, each with its records after the first one. */
export async function familyOf(
  ...runs: readonly (readonly [run: Partial<RunRecord>, ...rest: JournalRecord[]])[]
): Promise<Family> {
  const journals = new Map<string, readonly JournalRecord[]>();
  const views: RunView[] = [];
  for (const [at, [run, ...rest]] of runs.entries()) {
    const record: RunRecord = { ...runRecord(), id: `run-${at + 1}`, ...run };
    journals.set(record.id, [record, ...rest]);
    const book = await foldRun(stored([record, ...rest]));
    const { phase } = book;
    const idle = { damaged: false, mine: true, jobs: [], inFlight: 0, looking: false };
    views.push({ ...idle, id: record.id, book, phase, size: 0 });
  }
  const tally = familyTally(views.map(({ book }) => book));
  return {
    family: { id: 'run-1', runs: views, tally, missing: [] },
    records: id => stored(journals.get(id) ?? []),
  };
}
