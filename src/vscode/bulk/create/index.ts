import * as vscode from 'vscode';
import { columnOf } from '../../../core/bulk/scan/place';
import { openFile } from '../../../core/bulk/scan/source';
import type { Services } from '../../services';
import { settings } from '../../settings';
import { connectionText } from '../../words/connectionWords';
import { entriesText } from '../../words/bulkCounts';
import { plain } from '../../words/plain';
import type { RunService } from '../types';
import { Checks } from './checks';
import { choicesFor, type Wish } from './choices';
import { BulkFiles } from './files';
import { nameOf } from './names';
import { jumpTo } from './jump';
import { askService } from './ask';
import { Many } from './many';
import { verdictText } from './report';
import { Reports } from './reports';
import { setOfBits } from './sets';
import { Starter } from './start';
import { BulkTargets, type BulkActions } from './targets';
import { procedureOf, type CheckedFile } from './types';

/** The commands *Bulk Create* and *Check File*: from files to runs, or to a verdict. Nothing is sent before the one confirmation. */
export class BulkCreate {
  readonly #files: BulkFiles;
  readonly #targets: BulkTargets;
  readonly #checks: Checks;
  readonly #reports: Reports;
  readonly #starter: Starter;
  readonly #many: Many;
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
    this.#starter = new Starter(services, runs);
    this.#many = new Many(services.ui, services.log, this.#reports, this.#starter);
  }

  /** @param argument the file of a menu or lens; `selected`: all that are selected with it */
  async create(actions: BulkActions, argument: unknown, selected: unknown): Promise<void> {
    await this.#withChecked(actions, argument, selected, async (checked, reports) => {
      const [one, report] = [checked[0], reports[0]];
      if (checked.length > 1) await this.#many.ask(checked, reports);
      else if (one !== undefined && report !== undefined) await this.#one(one, report);
    });
  }

  /** The same checks and reports, and a verdict instead of the question what to send. */
  async check(actions: BulkActions, argument: unknown, selected: unknown): Promise<void> {
    await this.#withChecked(actions, argument, selected, async (checked, reports) => {
      const [one, report] = [checked[0], reports[0]];
      if (checked.length > 1) this.#many.tell(checked, reports);
      else if (one !== undefined && report !== undefined) this.#tell(one, report);
      return Promise.resolve();
    });
  }

  async #withChecked(
    actions: BulkActions,
    argument: unknown,
    selected: unknown,
    use: (checked: readonly CheckedFile[], reports: readonly vscode.Uri[]) => Promise<void>,
  ): Promise<void> {
    const files = await this.#files.find(argument, selected);
    const names = files.map(String);
    if (names.some(name => this.#busy.has(name))) {
      void this.services.ui.info(
        vscode.l10n.t('This file is being checked already. Answer what is asked about it, or cancel it.'),
      );
      return;
    }
    for (const name of names) this.#busy.add(name);
    try {
      const targets = await this.#targets.find(files, actions);
      const checked = await this.#checks.run(targets);
      if (checked === undefined || checked.length === 0) return;
      await use(
        checked,
        checked.map(one => this.#reports.add(one)),
      );
    } finally {
      for (const name of names) this.#busy.delete(name);
    }
  }

  async #one(first: CheckedFile, report: vscode.Uri): Promise<void> {
    await this.#reports.show(report);
    let checked = first;
    for (;;) {
      const wish = await this.#wish(checked);
      if (wish === undefined) return;
      if (wish.kind === 'fix') return this.#goToFirst(checked);
      if (wish.kind === 'send') {
        await this.#starter.confirmAndStart([{ checked, sending: wish.sending }]);
        return;
      }
      const existing = await askService(this.services, checked);
      if (existing === undefined) continue;
      checked = { ...checked, existing };
      this.#reports.update(report, checked);
    }
  }

  /** What is to be done; asked by an error instead of a list where nothing can be sent. */
  async #wish(checked: CheckedFile): Promise<Wish | undefined> {
    const { ui } = this.services;
    const { target, sets, strict } = checked;
    const name = nameOf(target.file);
    if (sets.sendable.size === 0) {
      const fix = vscode.l10n.t('Fix First');
      const answer = await ui.error(
        strict
          ? vscode.l10n.t(
              'Nothing of {0} can be sent, since checks are strict. {1}',
              name,
              verdictText(checked),
            )
          : vscode.l10n.t('Nothing of {0} can be sent. {1}', name, verdictText(checked)),
        fix,
      );
      return answer === fix ? { kind: 'fix' } : undefined;
    }
    return ui.pick(choicesFor(checked, settings.bulkFirstEntries()), {
      title: vscode.l10n.t(
        '{0}: {1} for {2} ({3})',
        name,
        entriesText(sets.all.size),
        plain(procedureOf(target).name),
        connectionText(target.connection),
      ),
      placeholder: verdictText(checked),
      stays: true,
    });
  }

  #tell(checked: CheckedFile, report: vscode.Uri): void {
    const { ui, log } = this.services;
    const { report: found } = checked.outcome;
    const isFine = found.flawedCount === 0 && found.repeats.entries === 0 && checked.unchecked === undefined;
    const open = vscode.l10n.t('Open Report');
    const text = vscode.l10n.t('{0}: {1}', nameOf(checked.target.file), verdictText(checked));
    void (isFine ? ui.info(text, open) : ui.warn(text, open))
      .then(async answer => {
        if (answer === open) await this.#reports.show(report);
      })
      .catch((error: unknown) => log.error('Report', error));
  }

  /** Opens the file at the first entry with a finding; of an entry that is no JSON, where it goes wrong. */
  async #goToFirst({ target, outcome }: CheckedFile): Promise<void> {
    const { index, report } = outcome;
    const entry = setOfBits(report.flawed).first;
    if (entry === undefined) return;
    const broken = report.causes
      .flatMap(({ places }) => places)
      .find(place => place.entry === entry && place.column !== undefined);
    const offset = index.offset(entry);
    await jumpTo(this.services.documents, target.file, {
      line: broken?.line ?? index.line(entry),
      column: broken?.column ?? (await columnAt(target.file, offset)),
      offset,
      length: index.length(entry),
    });
  }
}

/** The column of a byte, from 1; 1 where the file cannot be read any more. */
async function columnAt(file: vscode.Uri, offset: number): Promise<number> {
  try {
    const source = await openFile(file.fsPath);
    try {
      return await columnOf(source, offset);
    } finally {
      await source.close();
    }
  } catch {
    return 1;
  }
}
