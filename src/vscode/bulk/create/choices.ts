import * as vscode from 'vscode';
import type { EntrySet } from '../../../core/bulk/entrySet';
import type { Choice } from '../../ui';
import { entriesText } from '../../words/bulkCounts';
import { numberText } from '../lineWords';
import type { CheckedFile } from './types';

/** What the user can do with a checked file. */
export type Wish =
  | { readonly kind: 'send'; readonly sending: Sending }
  /** Ask the service which primary keys exist already. */
  | { readonly kind: 'ask' }
  /** Go to the first finding, send nothing. */
  | { readonly kind: 'fix' };

/** Which entries of a file are sent now, which may follow, and which never go. */
export interface Sending {
  readonly origin: 'all' | 'first';
  readonly entries: EntrySet;
  readonly leftOut: EntrySet;
}

/** The rows of the list, only those that make sense. None: nothing can be sent. */
export function choicesFor(checked: CheckedFile, firstEntries: number): Choice<Wish>[] {
  const { sets, existing, target, outcome } = checked;
  const { all, sendable, valid } = sets;
  const known = existing?.entries;
  const isNew = (entries: EntrySet): EntrySet => (known === undefined ? entries : entries.minus(known));
  const leavesExisting = known !== undefined && isNew(sendable).size < sendable.size;

  const careful = isNew(valid.size > 0 ? valid : sendable);
  const rows: Choice<Wish>[] = [];
  if (careful.size > firstEntries) rows.push(firstRow(all, careful, firstEntries, sendable));
  if (leavesExisting) {
    rows.push(...newRows(all, isNew(sendable), isNew(valid)));
  }
  if (sendable.size > 0) rows.push(allRow(all, sendable));
  if (valid.size > 0 && valid.size < sendable.size) {
    rows.push({
      label: `$(pass) ${vscode.l10n.t('Send only the valid ones: {0}', entriesText(valid.size))}`,
      detail: leftOutText(all.size - valid.size, vscode.l10n.t('those with a finding')),
      value: { kind: 'send', sending: { origin: 'all', entries: valid, leftOut: all.minus(valid) } },
    });
  }
  if (sendable.size > 0 && known === undefined && target.procedure?.primaryKey !== undefined) {
    rows.push({
      label: `$(search) ${vscode.l10n.t('Ask the service which primary keys exist already')}`,
      detail: vscode.l10n.t('{0}, 100 at a time. Nothing is sent.', entriesText(sendable.size)),
      value: { kind: 'ask' },
    });
  }
  if (outcome.report.flawedCount > 0) {
    rows.push({
      label: `$(edit) ${vscode.l10n.t('Fix first')}`,
      detail: vscode.l10n.t(
        'Goes to the first of {0} with a finding. Nothing is sent.',
        entriesText(outcome.report.flawedCount),
      ),
      value: { kind: 'fix' },
    });
  }
  return rows;
}

function firstRow(all: EntrySet, careful: EntrySet, count: number, sendable: EntrySet): Choice<Wish> {
  const number = numberText(count);
  return {
    label: `$(beaker) ${
      careful.size === sendable.size
        ? vscode.l10n.t('Send the first {0}', number)
        : vscode.l10n.t('Send the first {0} without a finding', number)
    }`,
    detail: vscode.l10n.t(
      'Look at what becomes of them; the other {0} can follow with Send the Rest.',
      numberText(careful.size - count),
    ),
    value: {
      kind: 'send',
      sending: { origin: 'first', entries: careful.take(count), leftOut: all.minus(careful) },
    },
  };
}

function* newRows(all: EntrySet, sendable: EntrySet, valid: EntrySet): Iterable<Choice<Wish>> {
  const why = vscode.l10n.t('those that exist already or cannot be sent');
  if (sendable.size > 0) {
    yield {
      label: `$(diff-added) ${vscode.l10n.t('Send only new ones: {0}', entriesText(sendable.size))}`,
      detail: leftOutText(all.size - sendable.size, why),
      value: { kind: 'send', sending: { origin: 'all', entries: sendable, leftOut: all.minus(sendable) } },
    };
  }
  if (valid.size > 0 && valid.size < sendable.size) {
    yield {
      label: `$(diff-added) ${vscode.l10n.t('Send only new and valid ones: {0}', entriesText(valid.size))}`,
      detail: leftOutText(all.size - valid.size, vscode.l10n.t('those that exist already or have a finding')),
      value: { kind: 'send', sending: { origin: 'all', entries: valid, leftOut: all.minus(valid) } },
    };
  }
}

function allRow(all: EntrySet, sendable: EntrySet): Choice<Wish> {
  const leftOut = all.minus(sendable);
  const value: Wish = { kind: 'send', sending: { origin: 'all', entries: sendable, leftOut } };
  if (leftOut.size === 0) {
    return {
      label: `$(cloud-upload) ${vscode.l10n.t('Send all: {0}', entriesText(all.size))}`,
      value,
    };
  }
  return {
    label: `$(cloud-upload) ${vscode.l10n.t('Send all that can be sent: {0}', entriesText(sendable.size))}`,
    detail: leftOutText(leftOut.size, vscode.l10n.t('those that cannot be sent as they stand')),
    value,
  };
}

function leftOutText(count: number, which: string): string {
  return vscode.l10n.t('Leaves out {0}: {1}.', entriesText(count), which);
}
