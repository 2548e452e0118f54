import { EntrySet } from '../../../core/bulk/entrySet';
import type { PreflightReport } from '../../../core/bulk/preflight/report';

/** Which entries of a checked file may be sent. */
export interface EntrySets {
  readonly all: EntrySet;
  /** All but those that are never sent; with strict checks all but those with any finding. */
  readonly sendable: EntrySet;
  /** Without a finding of their own; they may repeat a primary key. */
  readonly unflawed: EntrySet;
  /** Nothing is known against them. */
  readonly valid: EntrySet;
  /** Their primary key stands in an earlier entry, too. */
  readonly repeats: EntrySet;
}

/** The sets, in steps: of a million entries each takes some milliseconds. */
export function* setsOf(report: PreflightReport, strict: boolean): Generator<void, EntrySets, void> {
  const all = EntrySet.range(0, report.entries);
  const flawed = EntrySet.ofBits(report.flawed);
  yield;
  const unflawed = all.minus(flawed);
  yield;
  const repeats = EntrySet.ofBits(report.repeats.set);
  const valid = unflawed.minus(repeats);
  yield;
  const sendable = strict ? unflawed : all.minus(EntrySet.ofBits(report.blocked));
  return { all, unflawed, valid, sendable, repeats };
}
