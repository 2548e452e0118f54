import * as vscode from 'vscode';
import type { Services } from '../../services';
import type { RunService } from '../types';
import { Asking } from './asking';
import { Checks } from './checks';
import { BulkFiles } from './files';
import { nameOf } from '../names';
import { Reports } from './reports';
import { Starter } from './start';
import { BulkTargets, type BulkActions } from './targets';
import type { BulkTarget, CheckedFile } from './types';
import { isFine, verdictOf } from './verdicts';

/** The commands *Bulk Create* and *Check File*: from files to runs, or to a verdict. Nothing is sent before the one confirmation. */
export class BulkCreate {
  readonly #files: BulkFiles;
  readonly #targets: BulkTargets;
  readonly #checks: Checks;
  readonly #reports: Reports;
  readonly #asking: Asking;
  /** Files that the user is being asked about. */
  readonly #busy = new Set<string>();

  constructor(
    private readonly services: Services,
    runs: RunService,
  ) {
    this.#files = new BulkFiles(services);
    this.#targets = new BulkTargets(services);
    this.#checks = new Checks(services);
    this.#reports = new Reports(services);
    this.#asking = new Asking(services, this.#reports, new Starter(services, runs));
  }

  /** @param argument the file of a menu or lens; `selected`: all that are selected with it */
  async create(actions: BulkActions, argument: unknown, selected: unknown): Promise<void> {
    const files = await this.#files.find(argument, selected);
    const targets = await this.#targets.find(files, actions, true);
    await this.#withChecked(targets, async (checked, reports) => this.#asking.ask(checked, reports));
  }

  /** The same checks and reports, and a verdict instead of the question what to send. */
  async check(actions: BulkActions, argument: unknown, selected: unknown): Promise<void> {
    const files = await this.#files.find(argument, selected);
    const targets = await this.#targets.find(files, actions, false);
    await this.#withChecked(targets, async (checked, reports) => {
      this.#tell(checked, reports);
      return Promise.resolve();
    });
  }

  /** @param targets found before they count as busy: what is said about a missing connection may hide among the notifications, unanswered for ever */
  async #withChecked(
    targets: readonly BulkTarget[],
    use: (checked: readonly CheckedFile[], reports: readonly vscode.Uri[]) => Promise<void>,
  ): Promise<void> {
    const names = targets.map(({ file }) => file.toString());
    if (names.some(name => this.#busy.has(name))) {
      void this.services.ui.info(
        vscode.l10n.t('This file is being checked already. Answer what is asked about it, or cancel it.'),
      );
      return;
    }
    for (const name of names) this.#busy.add(name);
    try {
      const checked = await this.#checks.run(targets);
      if (checked === undefined || checked.length === 0) return;
      await use(checked, await Promise.all(checked.map(async one => this.#reports.add(one))));
    } finally {
      for (const name of names) this.#busy.delete(name);
    }
  }

  /** The verdict in one notification. */
  #tell(checked: readonly CheckedFile[], reports: readonly vscode.Uri[]): void {
    const { ui, failures } = this.services;
    const [one] = checked;
    const isOne = checked.length === 1 && one !== undefined;
    const open = isOne ? vscode.l10n.t('Open Report') : vscode.l10n.t('Open Reports');
    const text = isOne
      ? vscode.l10n.t('{0}: {1}', nameOf(one.target.file), verdictOf(checked))
      : verdictOf(checked);
    const shown = checked.every(isFine) ? ui.info(text, open) : ui.warn(text, open);
    failures.whenAnswered(shown, async () => this.#reports.showAll(reports));
  }
}
