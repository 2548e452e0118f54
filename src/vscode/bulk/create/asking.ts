import * as vscode from 'vscode';
import type { Services } from '../../services';
import { settings } from '../../settings';
import { entriesText } from '../../words/bulkCounts';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { numberText } from '../lineWords';
import { askService } from './ask';
import { canBeAsked, choicesFor, findingsOf, type Wish } from './choices';
import { goToFirstFinding } from './firstFinding';
import { nameOf } from '../names';
import type { Reports } from './reports';
import type { Starter } from './start';
import { procedureOf, type CheckedFile } from './types';
import { verdictOf } from './verdicts';

type Needs = Pick<Services, 'ui' | 'gateway' | 'failures' | 'documents'>;

/** Asks what is to be done with checked files: one list, one confirmation, one run each. */
export class Asking {
  constructor(
    private readonly services: Needs,
    private readonly reports: Reports,
    private readonly starter: Starter,
  ) {}

  /**
   * Until something is sent, is to be mended, or was given up. Notifications are not waited for: nobody may ever answer them.
   * @param reports of the files, in the same order
   */
  async ask(first: readonly CheckedFile[], reports: readonly vscode.Uri[]): Promise<void> {
    if (first.length === 1) await this.reports.showAll(reports);
    if (first.every(({ sets }) => sets.sendable.size === 0)) {
      this.#tellHopeless(first, reports);
      return;
    }
    let checked = first;
    for (;;) {
      const wish = await this.#wish(checked);
      switch (wish?.kind) {
        case undefined:
        case 'nothing':
          return;
        case 'send':
          await this.starter.confirmAndStart(wish.orders);
          return;
        case 'fix':
          await this.#fix(checked, reports);
          return;
        case 'reports':
          await this.reports.showAll(reports);
          break;
        case 'ask':
          checked = await this.#askService(checked, reports);
      }
    }
  }

  async #wish(checked: readonly CheckedFile[]): Promise<Wish | undefined> {
    return this.services.ui.pick(choicesFor(checked, settings.bulkFirstEntries()), {
      title: titleOf(checked),
      placeholder: verdictOf(checked),
      stays: true,
    });
  }

  /** An error instead of a list. */
  #tellHopeless(checked: readonly CheckedFile[], reports: readonly vscode.Uri[]): void {
    const { ui, failures } = this.services;
    const [one] = checked;
    const name =
      checked.length === 1 && one !== undefined
        ? nameOf(one.target.file)
        : vscode.l10n.t('{0} files', numberText(checked.length));
    const isStrict = checked.some(({ strict }) => strict);
    const fix = vscode.l10n.t('Fix First');
    const text = isStrict
      ? vscode.l10n.t('Nothing of {0} can be sent, since checks are strict. {1}', name, verdictOf(checked))
      : vscode.l10n.t('Nothing of {0} can be sent. {1}', name, verdictOf(checked));
    failures.whenAnswered(ui.error(text, fix), async () => this.#fix(checked, reports));
  }

  /** To the first finding of the one file, or to the reports of all files that have some. */
  async #fix(checked: readonly CheckedFile[], reports: readonly vscode.Uri[]): Promise<void> {
    const [one] = checked;
    if (checked.length === 1 && one !== undefined) await goToFirstFinding(this.services.documents, one);
    else await this.reports.showAll(reports.filter((_, at) => hasFindings(checked[at])));
  }

  /** The files with what the service said of their keys, as far as it could be asked. */
  async #askService(
    checked: readonly CheckedFile[],
    reports: readonly vscode.Uri[],
  ): Promise<readonly CheckedFile[]> {
    const known = [...checked];
    for (const [at, one] of checked.entries()) {
      if (!canBeAsked(one)) continue;
      const existing = await askService(this.services, one);
      if (existing === undefined) break;
      known[at] = { ...one, existing };
      const report = reports[at];
      if (report !== undefined) await this.reports.update(report, { ...one, existing });
    }
    return known;
  }
}

function hasFindings(checked: CheckedFile | undefined): boolean {
  return checked !== undefined && findingsOf(checked) > 0;
}

function titleOf(checked: readonly CheckedFile[]): string {
  const [one] = checked;
  const entries = entriesText(checked.reduce((sum, { sets }) => sum + sets.all.size, 0));
  if (one === undefined) return entries;
  if (checked.length > 1) {
    const places = new Set(checked.map(placeOf));
    const [place = ''] = places;
    const count = numberText(checked.length);
    return places.size === 1
      ? vscode.l10n.t('{0} files: {1} for {2}', count, entries, place)
      : vscode.l10n.t('{0} files: {1} for {2} procedures', count, entries, numberText(places.size));
  }
  const { target } = one;
  return vscode.l10n.t(
    '{0}: {1} for {2} ({3})',
    nameOf(target.file),
    entries,
    plain(procedureOf(target).name),
    connectionText(target.connection),
  );
}

/** `Lead (Acme, production)` */
function placeOf({ target }: CheckedFile): string {
  return vscode.l10n.t('{0} ({1})', plain(procedureOf(target).name), connectionText(target.connection));
}
