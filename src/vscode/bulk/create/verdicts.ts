import * as vscode from 'vscode';
import { entriesText } from '../../words/bulkCounts';
import { existingTexts, verdictText } from './report';
import type { CheckedFile } from './types';

/** Nothing to mend, and everything was checked. */
export function isFine({ outcome, unchecked }: CheckedFile): boolean {
  return outcome.report.flawedCount === 0 && outcome.report.repeats.entries === 0 && unchecked === undefined;
}

/** The verdict on one file or several, in a sentence or three. */
export function verdictOf(checked: readonly CheckedFile[]): string {
  const [one] = checked;
  if (checked.length === 1 && one !== undefined) return verdictText(one);
  const sum = (count: (one: CheckedFile) => number) =>
    checked.reduce((total, each) => total + count(each), 0);
  const fine = checked.filter(isFine).length;
  const asked = existingTexts(checked);
  if (fine === checked.length) {
    return [...asked, vscode.l10n.t('{0} files, nothing to mend in any of them.', fine)].join(' ');
  }
  const counts = [
    [
      sum(({ outcome }) => outcome.report.blockedCount),
      (count: string) => vscode.l10n.t('Cannot be sent as they stand: {0}.', count),
    ],
    [
      sum(({ outcome }) => outcome.report.flawedCount),
      (count: string) => vscode.l10n.t('With any finding: {0}.', count),
    ],
    [
      sum(({ outcome }) => outcome.report.repeats.entries),
      (count: string) => vscode.l10n.t('With the primary key of an earlier entry: {0}.', count),
    ],
  ] as const;
  return [
    ...asked,
    vscode.l10n.t('{0} of {1} files without a finding.', fine, checked.length),
    ...counts.filter(([count]) => count > 0).map(([count, text]) => text(entriesText(count))),
    ...(checked.every(({ unchecked }) => unchecked === undefined)
      ? []
      : [vscode.l10n.t('Some were not checked against the config of their procedure.')]),
  ].join(' ');
}
