import * as vscode from 'vscode';
import { entriesOfRest } from '../../../core/bulk/book/family';
import type { Tally } from '../../../core/bulk/records';
import type { Ui } from '../../ui';
import { entriesText } from '../../words/bulkCounts';
import { countsText } from '../../words/resultWords';
import type { FamilyView, RunView } from '../types';
import { saveWords } from './againWords';
import { fileName, targetName } from './families';

/** The entries that *Retry Failed* sends, counted: the sets of them take longer to make. */
function canBeRetried({ failed, invalid, refused }: Tally): boolean {
  return failed + invalid + refused > 0;
}

/** How many entries of a file no run has sent: after the first ones, these are what the user wants to send next. */
function restOf({ runs, missing }: FamilyView): number {
  return missing.length > 0 ? 0 : entriesOfRest(runs.map(({ book }) => book)).size;
}

/** Said before the file is edited: afterwards nobody knows which entries failed. */
function waysText(): string {
  return vscode.l10n.t(
    'To mend the failed ones, save them to a file of their own and bulk create that; Retry Failed sends them again as they are.',
  );
}

/** The one notification at the end of a run, with what can be done next. */
export function notifyEnd(ui: Ui, family: FamilyView, { id, book }: RunView): void {
  const { tally } = book;
  const doubtful = tally.unknown + tally.untracked;
  const failed = tally.failed + tally.invalid + tally.refused;
  const name = fileName(family);
  const target = targetName(family);
  // What the user left out is no news.
  const all = failed + doubtful + tally.unmatched === 0 && tally.skipped === book.leftOut.size;
  const rest = book.run.origin === 'first' && !book.cancelled ? restOf(family) : 0;
  const text = all
    ? vscode.l10n.t(
        '{0}: all {1} of this run were created in {2}.',
        name,
        entriesText(tally.succeeded),
        target,
      )
    : book.cancelled
      ? vscode.l10n.t('The cancelled run of {0} to {1} is over: {2}.', name, target, countsText(tally))
      : vscode.l10n.t('The run of {0} to {1} is over: {2}.', name, target, countsText(tally));
  const isRetried = canBeRetried(family.tally);
  const more = [
    ...(rest === 0 ? [] : [vscode.l10n.t('Not sent yet, and can follow: {0}.', entriesText(rest))]),
    ...(isRetried ? [waysText()] : []),
  ];
  const open = vscode.l10n.t('Open Report');
  const sendRest = vscode.l10n.t('Send the Rest…');
  const retry = vscode.l10n.t('Retry Failed');
  const save = saveWords();
  const look = vscode.l10n.t('Look');
  const again = vscode.l10n.t('Read Results Again');
  const actions = [
    open,
    ...(isRetried ? [retry, save] : []),
    ...(doubtful > 0 ? [look] : []),
    ...(tally.unmatched > 0 ? [again] : []),
    ...(rest > 0 ? [sendRest] : []),
  ];
  const show =
    failed > 0 ? ui.error.bind(ui) : doubtful + tally.unmatched > 0 ? ui.warn.bind(ui) : ui.info.bind(ui);
  // Not awaited: a notification may stand for long.
  void show([text, ...more].join(' '), ...actions).then(async answer => {
    // As commands: a failure of their own is then told.
    if (answer === open) await vscode.commands.executeCommand('chakra.openRunReport', id);
    if (answer === retry) await vscode.commands.executeCommand('chakra.retryFailed', id);
    if (answer === sendRest) await vscode.commands.executeCommand('chakra.sendRest', id);
    if (answer === save) await vscode.commands.executeCommand('chakra.saveFailed', id);
    if (answer === again) await vscode.commands.executeCommand('chakra.readResultsAgain', id);
    if (answer === look)
      await vscode.commands.executeCommand('chakra.lookForEntries', { type: 'run', run: id });
  });
}
