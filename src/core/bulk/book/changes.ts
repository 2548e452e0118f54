import { EntrySet } from '../entrySet';
import type { JournalRecord, OutcomeRecord, Verdict, VerdictsRecord, Why } from '../records';

/** A verdict that a record gives to an entry, with all that is told about it. */
export interface ReportRow {
  readonly entry: number;
  readonly verdict: Exclude<Verdict, 'outside' | 'pending'>;
  readonly message?: string;
  readonly field?: string;
  readonly processId?: string;
  /** The primary key's value, as text. */
  readonly key?: string;
  /** Of the chunk's outcome, where the whole chunk has this verdict; of its results, where they are missing. */
  readonly why?: Why;
  readonly chunk?: number;
  /** How the result was tied to the entry; `look`: it was found in the service. */
  readonly way?: VerdictsRecord['way'] | 'look';
}

/** What {@link changesOf} needs to know of the run before the record. */
export interface RunBefore {
  readonly unsent: EntrySet;
  readonly cancelled: boolean;
  /** What the run leaves out, where it was read from its record already. */
  readonly leftOut?: EntrySet;
  chunk(id: number): { readonly entries: EntrySet } | undefined;
}

export interface ChangeSink {
  /** The same for all of a set. */
  all(entries: EntrySet, row: Omit<ReportRow, 'entry'>): void;
  /** @param row as the record has it: nothing is made for each of a million entries */
  one(row: ChangedRow, of: Pick<ReportRow, 'chunk' | 'way' | 'why'>): void;
}

/** What a record tells of one entry. */
export type ChangedRow = Omit<ReportRow, 'chunk' | 'way' | 'why'>;

/** Tells the sink each verdict that a (possible) record gives. The one place that says what records mean for entries. */
export function changesOf(record: JournalRecord, before: RunBefore, sink: ChangeSink): void {
  switch (record.t) {
    case 'run':
      sink.all(before.leftOut ?? EntrySet.decode(record.leftOut), { verdict: 'skipped' });
      break;
    case 'outcome':
      changesOfOutcome(record, before, sink);
      break;
    case 'verdicts':
      changesOfVerdicts(record, sink);
      break;
    case 'look':
      for (const one of record.arrived) sink.one({ ...one, verdict: 'succeeded' }, { way: 'look' });
      break;
    case 'phase':
      if (record.phase.kind === 'cancelled') sink.all(before.unsent, { verdict: 'skipped' });
      break;
    case 'intent':
    case 'poll':
    case 'page':
      break;
  }
}

function changesOfOutcome({ chunk, outcome }: OutcomeRecord, before: RunBefore, sink: ChangeSink): void {
  const entries = before.chunk(chunk)?.entries ?? EntrySet.empty;
  switch (outcome.kind) {
    case 'accepted':
      break;
    case 'untracked':
      sink.all(entries, { verdict: 'untracked', chunk, ...(outcome.why && { why: outcome.why }) });
      break;
    case 'refused':
    case 'unknown':
      sink.all(entries, { verdict: outcome.kind, why: outcome.why, chunk });
      break;
    case 'again':
    case 'tooLarge':
      if (before.cancelled) sink.all(entries, { verdict: 'skipped', chunk });
      break;
  }
}

function changesOfVerdicts({ same, rows = [], chunk, way, why }: VerdictsRecord, sink: ChangeSink): void {
  if (same !== undefined) {
    const rest = EntrySet.decode(same.entries).minus(EntrySet.of(rows.map(row => row.entry)));
    sink.all(rest, { verdict: same.verdict, chunk, way, ...(why !== undefined && { why }) });
  }
  const of = { chunk, way };
  const ofUnmatched = why === undefined ? of : { ...of, why };
  for (const row of rows) {
    const isUntold = row.verdict === 'unmatched' && row.message === undefined;
    sink.one(row, isUntold ? ofUnmatched : of);
  }
}
