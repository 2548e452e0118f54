import type { EntrySet } from '../../../core/bulk/entrySet';
import type { CheckedFile } from './types';

/** Which entries of a file are sent now, which may follow, and which never go. */
export interface Sending {
  readonly origin: 'all' | 'first';
  readonly entries: EntrySet;
  readonly leftOut: EntrySet;
}

/**
 * What can be sent of a checked file. `unrepeated`: of each primary key the first entry only. `new`: those that the service does not have, as far as it was asked.
 */
export type Selection = 'first' | 'new' | 'newValid' | 'all' | 'valid' | 'unrepeated';

/** The entries of a selection; none of them can be a reason not to offer it. */
export function sendingFor(checked: CheckedFile, selection: Selection, firstEntries: number): Sending {
  const { all } = checked.sets;
  const chosen = selection === 'first' ? carefulOf(checked) : entriesFor(checked, selection);
  const isPart = selection === 'first' && chosen.size > firstEntries;
  return {
    origin: isPart ? 'first' : 'all',
    entries: isPart ? chosen.take(firstEntries) : chosen,
    leftOut: all.minus(chosen),
  };
}

/** What *first N* begins with, and what can follow it: as little as possible that may go wrong. */
export function carefulOf(checked: CheckedFile): EntrySet {
  const { valid, sendable } = checked.sets;
  return newOf(checked, valid.size > 0 ? valid : sendable);
}

function entriesFor(checked: CheckedFile, selection: Exclude<Selection, 'first'>): EntrySet {
  const { sendable, valid, repeats } = checked.sets;
  switch (selection) {
    case 'all':
      return sendable;
    case 'valid':
      return valid;
    case 'unrepeated':
      return sendable.minus(repeats);
    case 'new':
      return newOf(checked, sendable);
    case 'newValid':
      return newOf(checked, valid);
  }
}

function newOf({ existing }: CheckedFile, entries: EntrySet): EntrySet {
  return existing === undefined ? entries : entries.minus(existing.entries);
}
