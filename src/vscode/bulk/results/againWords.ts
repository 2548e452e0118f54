import * as vscode from 'vscode';
import type { AgainOrigin } from '../../../core/bulk/book/sendAgain';
import type { Tally } from '../../../core/bulk/records';
import type { Connection } from '../../../core/connection';
import { entriesText } from '../../words/bulkCounts';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { countsText } from '../../words/resultWords';
import type { FamilyView } from '../types';
import { fileName } from './families';

/** One question before entries of a family are sent, with all that matters in words. */
export interface Question {
  readonly message: string;
  readonly reasons: readonly string[];
  /** The button that sends. */
  readonly send: string;
}

export function question(
  family: FamilyView,
  origin: AgainOrigin,
  count: number,
  connection: Connection,
  active: Connection | undefined,
): Question {
  const procedure = plain(family.runs.at(-1)?.book.run.procedure.name ?? '');
  const args = [entriesText(count), fileName(family), procedure, connectionText(connection)] as const;
  return {
    message: messageOf(origin, args),
    reasons: [
      ...(connection.kind === 'production'
        ? [vscode.l10n.t('{0} is a production connection: this creates real data.', plain(connection.name))]
        : []),
      ...(active?.id === connection.id
        ? []
        : [
            vscode.l10n.t(
              'These runs belong to {0}, which is not the active connection of this window.',
              plain(connection.name),
            ),
          ]),
      whyText(origin, family.tally),
      vscode.l10n.t('The file was compared with what was sent: it is the same, byte for byte.'),
    ],
    send: buttonOf(origin),
  };
}

function messageOf(origin: AgainOrigin, args: readonly [string, string, string, string]): string {
  switch (origin) {
    case 'retry':
      return vscode.l10n.t('Send {0} of {1} that failed to {2} ({3}) again?', ...args);
    case 'rest':
      return vscode.l10n.t('Send the rest of {1}, {0}, to {2} ({3})?', ...args);
    case 'unseen':
      return vscode.l10n.t('Send {0} of {1} that were not seen to {2} ({3}) again?', ...args);
  }
}

function buttonOf(origin: AgainOrigin): string {
  switch (origin) {
    case 'retry':
      return vscode.l10n.t('Retry Failed');
    case 'rest':
      return vscode.l10n.t('Send the Rest');
    case 'unseen':
      return vscode.l10n.t('Send Unseen Ones Again');
  }
}

function whyText(origin: AgainOrigin, tally: Tally): string {
  switch (origin) {
    case 'retry':
      return retryText(tally);
    case 'rest':
      return vscode.l10n.t('None of them was sent before.');
    case 'unseen':
      return vscode.l10n.t(
        'They were sent before, and a look did not find them. That does not prove that they are not there: the service may still be working on them, or the API key may not see them. Each one that is there after all is created twice.',
      );
  }
}

function retryText({ failed, invalid, refused, unknown, untracked, unmatched }: Tally): string {
  const zero = { pending: 0, succeeded: 0, skipped: 0, unknown: 0, untracked: 0, unmatched: 0 };
  const again = [
    vscode.l10n.t('Of them the service says: {0}.', countsText({ ...zero, failed, invalid, refused })),
    vscode.l10n.t('They are sent as they were. To mend them first, save them to a file of their own.'),
  ].join(' ');
  const left = unknown + untracked + unmatched;
  if (left === 0) return again;
  return `${again} ${vscode.l10n.t('Not among them, since they may have arrived: {0}.', entriesText(left))}`;
}

/** The way to mend entries; ready for a button, as the command is called. */
export function saveWords(): string {
  return vscode.l10n.t('Save Failed Entries as…');
}

/** Why entries of a file that has changed are not sent again, and what the way is for who wants to mend them. */
export function mendText(family: FamilyView): string {
  return vscode.l10n.t(
    'Nothing of {0} was sent: Retry Failed sends again what was sent, for causes that pass by themselves. To mend entries, undo the changes of {0} and save it (or bring the old file back), then save the failed entries to a file of their own, mend them there, and bulk create that file. A new bulk create of {0} would create again what has been created.',
    fileName(family),
  );
}

/** The same for entries that were not sent, or were not seen. */
export function restoreText(family: FamilyView): string {
  return vscode.l10n.t(
    'Nothing of {0} was sent: which of its entries are meant is known only for the file as it was sent. Undo the changes and save it, or bring the old file back, then try again. A new bulk create of it would create again what has been created.',
    fileName(family),
  );
}

/** Of a file that is being edited. */
export function unsavedText(family: FamilyView): string {
  return vscode.l10n.t(
    '{0} has changes that are not saved: they are not sent. What was sent is sent again as it was.',
    fileName(family),
  );
}

/** What is said when there is nothing to send. */
export function nothingText(family: FamilyView, origin: AgainOrigin): string {
  const name = fileName(family);
  switch (origin) {
    case 'retry':
      return vscode.l10n.t('No entry of {0} failed: there is nothing to send again.', name);
    case 'rest':
      return vscode.l10n.t('Every entry of {0} was sent or left out: there is no rest.', name);
    case 'unseen':
      return vscode.l10n.t(
        'No entries of {0} were looked for in vain. Look for the entries in doubt first.',
        name,
      );
  }
}

/** Why nothing more of a family may be sent for now, a sentence. */
export function obstacleText(family: FamilyView): string | undefined {
  const name = fileName(family);
  if (family.runs.some(({ damaged }) => damaged)) {
    return vscode.l10n.t(
      'The journal of a run of {0} is damaged, so nobody knows what was sent. Compare with the service before you send the file again.',
      name,
    );
  }
  const busy = family.runs.find(
    ({ phase, looking }) => phase.kind === 'running' || phase.kind === 'waiting' || looking,
  );
  if (busy === undefined) return undefined;
  return busy.mine
    ? vscode.l10n.t('{0} is still being sent. Wait for the end of the run, or cancel it first.', name)
    : vscode.l10n.t('Another window is at work on a run of {0}. Go on there.', name);
}
