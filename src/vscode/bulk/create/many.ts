import * as vscode from 'vscode';
import type { EntrySet } from '../../../core/bulk/entrySet';
import type { Log } from '../../log';
import type { Choice, Ui } from '../../ui';
import { entriesText } from '../../words/bulkCounts';
import { numberText } from '../lineWords';
import type { Reports } from './reports';
import type { EntrySets } from './sets';
import type { Order, Starter } from './start';
import type { CheckedFile } from './types';

/** More tabs than these help nobody. */
const mostShown = 10;

/** Several files at once: one list, one confirmation, one run each. */
export class Many {
  constructor(
    private readonly ui: Ui,
    private readonly log: Log,
    private readonly reports: Reports,
    private readonly starter: Starter,
  ) {}

  /** @param reports of the files, in the same order */
  async ask(checked: readonly CheckedFile[], reports: readonly vscode.Uri[]): Promise<void> {
    for (;;) {
      const wish = await this.ui.pick(choicesOf(checked), {
        title: titleOf(checked),
        placeholder: verdictOf(checked),
        stays: true,
      });
      if (wish === undefined) return;
      if (wish !== 'reports') {
        await this.starter.confirmAndStart(wish);
        return;
      }
      await this.#show(reports);
    }
  }

  /** The verdict on all of them, in one notification. */
  tell(checked: readonly CheckedFile[], reports: readonly vscode.Uri[]): void {
    const open = vscode.l10n.t('Open Reports');
    const text = verdictOf(checked);
    void (checked.every(isFine) ? this.ui.info(text, open) : this.ui.warn(text, open))
      .then(async answer => {
        if (answer === open) await this.#show(reports);
      })
      .catch((error: unknown) => this.log.error('Reports', error));
  }

  async #show(reports: readonly vscode.Uri[]): Promise<void> {
    for (const report of reports.slice(0, mostShown)) await this.reports.show(report);
  }
}

function choicesOf(checked: readonly CheckedFile[]): Choice<readonly Order[] | 'reports'>[] {
  const all = ordersOf(checked, ({ sendable }) => sendable);
  const valid = ordersOf(checked, sets => sets.valid);
  const rows: Choice<readonly Order[] | 'reports'>[] = [];
  if (all.entries > 0) {
    rows.push({
      label: `$(cloud-upload) ${
        all.leftOut === 0
          ? vscode.l10n.t('Send all: {0}', entriesText(all.entries))
          : vscode.l10n.t('Send all that can be sent: {0}', entriesText(all.entries))
      }`,
      ...leftOut(all.leftOut, vscode.l10n.t('those that cannot be sent as they stand')),
      value: all.orders,
    });
  }
  if (valid.entries > 0 && valid.entries < all.entries) {
    rows.push({
      label: `$(pass) ${vscode.l10n.t('Send only the valid ones: {0}', entriesText(valid.entries))}`,
      ...leftOut(valid.leftOut, vscode.l10n.t('those with a finding')),
      value: valid.orders,
    });
  }
  rows.push({ label: `$(output) ${vscode.l10n.t('Open the reports')}`, value: 'reports' });
  return rows;
}

/** Files of which nothing is to be sent get no run. */
function ordersOf(checked: readonly CheckedFile[], wanted: (sets: EntrySets) => EntrySet) {
  const orders: Order[] = [];
  let [entries, leftOut] = [0, 0];
  for (const one of checked) {
    const chosen = wanted(one.sets);
    entries += chosen.size;
    leftOut += one.sets.all.size - chosen.size;
    if (chosen.size === 0) continue;
    const sending = { origin: 'all', entries: chosen, leftOut: one.sets.all.minus(chosen) } as const;
    orders.push({ checked: one, sending });
  }
  return { orders, entries, leftOut };
}

function leftOut(count: number, which: string): { detail?: string } {
  return count === 0 ? {} : { detail: vscode.l10n.t('Leaves out {0}: {1}.', entriesText(count), which) };
}

function titleOf(checked: readonly CheckedFile[]): string {
  const entries = checked.reduce((sum, { sets }) => sum + sets.all.size, 0);
  return vscode.l10n.t('{0} files: {1}', numberText(checked.length), entriesText(entries));
}

function isFine({ outcome, unchecked }: CheckedFile): boolean {
  return outcome.report.flawedCount === 0 && outcome.report.repeats.entries === 0 && unchecked === undefined;
}

function verdictOf(checked: readonly CheckedFile[]): string {
  const sum = (count: (one: CheckedFile) => number) => checked.reduce((total, one) => total + count(one), 0);
  const fine = checked.filter(isFine).length;
  if (fine === checked.length) return vscode.l10n.t('{0} files, nothing to mend in any of them.', fine);
  return [
    vscode.l10n.t('{0} of {1} files without a finding.', fine, checked.length),
    vscode.l10n.t(
      'Cannot be sent as they stand: {0}. With any finding: {1}.',
      entriesText(sum(({ outcome }) => outcome.report.blockedCount)),
      entriesText(sum(({ outcome }) => outcome.report.flawedCount)),
    ),
    ...(checked.every(({ unchecked }) => unchecked === undefined)
      ? []
      : [vscode.l10n.t('Some were not checked against the config of their procedure.')]),
  ].join(' ');
}
