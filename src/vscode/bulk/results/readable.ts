import type { JournalRecord } from '../../../core/bulk/records';
import type { RunService } from '../types';

/** A run's records as far as its journal can be read: what stands before a damage is shown, whatever comes after it. */
export function readableRecords(runs: Pick<RunService, 'records'>): RunService['records'] {
  return runId => {
    const records = runs.records(runId);
    return { [Symbol.asyncIterator]: () => untilDamage(records) };
  };
}

async function* untilDamage(
  records: AsyncIterable<JournalRecord>,
): AsyncGenerator<JournalRecord, void, void> {
  try {
    yield* records;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'JournalDamaged') throw error;
  }
}
