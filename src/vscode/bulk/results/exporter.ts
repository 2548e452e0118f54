import path from 'node:path';
import * as vscode from 'vscode';
import { csv, json } from '../../../core/bulk/results/export';
import type { FailureReporter } from '../../commands/failureReporter';
import type { Temporaries } from '../../temporaries';
import { reasonOf, Trouble } from '../../trouble';
import type { Ui } from '../../ui';
import { entriesText, processesText } from '../../words/bulkCounts';
import { plain } from '../../words/plain';
import type { FamilyView, RunService } from '../types';
import { exportRows } from './exportRows';
import { fileName, fileOf } from './families';
import { familyRows } from './familyRows';
import { readUnread, unreadRuns } from './readAgain';
import { goneText, openRunFile } from './runFile';
import { isSameFile, modeFor } from './target';
import { writeInPieces } from './writeFile';

/** Writes the results of a family to a file: CSV or JSON, as its name ends. */
export class Exporter {
  constructor(
    private readonly ui: Ui,
    private readonly runs: Pick<RunService, 'readResults' | 'familyOf'>,
    private readonly records: RunService['records'],
    private readonly failures: Pick<FailureReporter, 'whenAnswered'>,
    private readonly temporaries: Temporaries,
  ) {}

  async exportTo(family: FamilyView): Promise<void> {
    const { ui } = this;
    if (!(await this.#offerIds(family))) return;
    const source = fileOf(family);
    const base = path.posix.basename(source.path).replace(/\.[^.]*$/, '');
    const target = await ui.saveFile({
      title: vscode.l10n.t(
        'Export the results of {0}: CSV, or JSON where the name ends with .json',
        fileName(family),
      ),
      action: vscode.l10n.t('Export'),
      start: vscode.Uri.joinPath(source, '..', `${base} ${vscode.l10n.t('results')}.csv`),
      filters: { CSV: ['csv'], JSON: ['json'] },
    });
    if (target === undefined) return;
    if (await isSameFile(target.fsPath, source.fsPath)) {
      void ui.warn(
        vscode.l10n.t(
          '{0} is the file that was sent. Choose another name for the results.',
          fileName(family),
        ),
      );
      return;
    }
    const title = vscode.l10n.t('Exporting the results of {0}…', fileName(family));
    const written = await ui.progress(title, async signal => this.#write(family, target, signal));
    const name = plain(path.posix.basename(target.path));
    const note =
      written.note === undefined ? '' : ` ${written.note} ${vscode.l10n.t('So there are no lines in it.')}`;
    const open = vscode.l10n.t('Open');
    const said = vscode.l10n.t('The results of {0} are in {1}.', entriesText(written.count), name);
    this.failures.whenAnswered(ui.info(`${said}${note}`, open), async () =>
      vscode.commands.executeCommand('vscode.open', target),
    );
  }

  async #write(
    family: FamilyView,
    target: vscode.Uri,
    signal: AbortSignal,
  ): Promise<{ count: number; note: string | undefined }> {
    const run = family.runs[0]?.book.run;
    if (run === undefined) throw new vscode.CancellationError();
    const format = /\.json$/i.test(target.path) ? json : csv;
    const opened = await openRunFile(run.file, signal);
    let count = 0;
    try {
      const mode = await modeFor(target.fsPath, fileOf(family).fsPath);
      await writeInPieces(target.fsPath, mode, this.temporaries, async pieces => {
        await pieces.write(format.begin);
        for await (const rows of exportRows(family, this.records, opened.ok ? opened : undefined)) {
          if (signal.aborted) throw new vscode.CancellationError();
          await pieces.write(rows.map((row, at) => format.row(row, count + at === 0)).join(''));
          count += rows.length;
        }
        await pieces.write(format.end);
      });
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      throw new Trouble(
        vscode.l10n.t(
          'The results could not be written to {0} ({1}). Check the free space on the disk and the rights of the folder, then export again.',
          plain(path.posix.basename(target.path)),
          reasonOf(error),
        ),
        error,
      );
    } finally {
      if (opened.ok) await opened.source.close();
    }
    return { count, note: opened.ok ? undefined : goneText(opened) };
  }

  /** Where the counts of a job said that all is well, nobody has read which processes it created. False: the user gave up. */
  async #offerIds(family: FamilyView): Promise<boolean> {
    const { ui } = this;
    if (unreadRuns(family).length === 0 || family.tally.succeeded === 0) return true;
    const missing = await ui.progress(
      vscode.l10n.t('Counting the process ids of {0}…', fileName(family)),
      async signal => this.#missingIds(family, signal),
    );
    if (missing === 0) return true;
    const read = vscode.l10n.t('Read Process Ids');
    const without = vscode.l10n.t('Export Without');
    const answer = await ui.confirm(
      vscode.l10n.t('Read the ids of {0} first?', processesText(missing)),
      vscode.l10n.t(
        'All entries of their requests were created, so their results have not been read one by one. Reading them takes some requests, which create nothing.',
      ),
      read,
      without,
    );
    if (answer === read) await readUnread(ui, this.runs, family);
    return answer !== undefined;
  }

  async #missingIds(family: FamilyView, signal: AbortSignal): Promise<number> {
    let missing = 0;
    for await (const rows of familyRows(family.runs, this.records)) {
      if (signal.aborted) throw new vscode.CancellationError();
      for (const { verdict, processId } of rows) {
        if (verdict === 'succeeded' && processId === undefined) missing++;
      }
    }
    return missing;
  }
}
