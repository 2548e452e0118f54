import * as vscode from 'vscode';
import { findProcedure } from '../../../core/catalog/find';
import type { Procedure } from '../../../core/catalog/model';
import { isObject } from '../../../core/json';
import { Disposables } from '../../events';
import type { Services } from '../../services';
import { Temporaries } from '../../temporaries';
import { plain } from '../../words/plain';
import type { FamilyView, RunService, RunView } from '../types';
import { Again } from './again';
import { Exporter } from './exporter';
import { deletedText, FamilyFinder, fileName, fileOf } from './families';
import { leadsTo } from '../runs/address';
import { openJob } from './openJob';
import { notifyEnd } from './notify';
import { ResultProblems } from './problems';
import { readAgain, readIds } from './readAgain';
import { readableRecords } from './readable';
import { showReport } from './report';
import { ResultMarks } from './marks';
import { saveFailed } from './saveFailed';
import { savedProblems, type SavedEntries } from './savedProblems';
import { entriesOfRest, entriesToRetry, entriesUnseen } from '../../../core/bulk/book/family';

/** What becomes of runs, for people: Problems, reports, exports, and sending again what failed. */
export class Results implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #runs: RunService;
  readonly #problems: ResultProblems;
  readonly #finder: FamilyFinder;
  readonly #again: Again;
  readonly #exporter: Exporter;
  readonly #marks: ResultMarks;
  readonly #records: RunService['records'];
  /** URI -> the counts of what was shown last. */
  readonly #shown = new Map<string, string>();

  constructor(
    private readonly services: Services,
    runs: RunService,
  ) {
    const { ui, globalState, log } = services;
    this.#runs = runs;
    const records = readableRecords(runs);
    this.#records = records;
    this.#problems = this.#held.add(
      new ResultProblems({ records }, family => this.#procedureOf(family), log),
    );
    this.#finder = new FamilyFinder(ui, runs);
    this.#again = new Again(services, runs, this.#problems);
    this.#exporter = new Exporter(
      ui,
      runs,
      records,
      services.failures,
      new Temporaries(services.storageFolder),
    );
    this.#marks = new ResultMarks(globalState);
    this.#held.add(runs.onDidFinish(run => this.#finished(run)));
    this.#held.add(
      runs.onDidChange(run => {
        if (run === undefined) this.#tell(this.#forgetDeleted());
        else if (run.phase.kind === 'finished') this.#tell(this.#showIfChanged(run));
        if (run?.phase.kind !== 'running') return;
        // What Problems say of entries that are sent again is old news.
        const file = vscode.Uri.parse(run.book.run.file.uri, true);
        if (this.#problems.has(file)) this.#problems.clear(file);
      }),
    );
  }

  async openReport(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, () => true, {
      title: vscode.l10n.t('Report of which runs?'),
      none: noRuns(),
    });
    if (family === undefined) return;
    await showReport(this.services, this.#runs, family);
    await this.#showAnew(family);
  }

  async exportResults(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, () => true, {
      title: vscode.l10n.t('Export the results of which runs?'),
      none: noRuns(),
    });
    if (family !== undefined) await this.#exporter.exportTo(family);
  }

  async readIds(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, ({ tally }) => tally.succeeded > 0, {
      title: vscode.l10n.t('Read the process ids of which runs?'),
      none: noRuns(),
    });
    if (family !== undefined) await readIds(this.services.ui, this.#runs, family);
  }

  async readAgain(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, ({ tally }) => tally.unmatched > 0, {
      title: vscode.l10n.t('Read the results of which runs again?'),
      none: vscode.l10n.t('There is no run with results that belong to no entry for certain.'),
    });
    if (family === undefined) return;
    await readAgain(this.services.ui, this.#runs, family);
    await this.#showAnew(family);
  }

  async retryFailed(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, ({ runs }) => entriesToRetry(booksOf(runs)).size > 0, {
      title: vscode.l10n.t('Retry the failed entries of which runs?'),
      none: vscode.l10n.t('There is no run with failed entries.'),
    });
    if (family !== undefined) await this.#again.retry(family);
  }

  async sendRest(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, ({ runs }) => entriesOfRest(booksOf(runs)).size > 0, {
      title: vscode.l10n.t('Send the rest of which runs?'),
      none: vscode.l10n.t('There is no run with entries that were not sent.'),
    });
    if (family !== undefined) await this.#again.sendRest(family);
  }

  async sendUnseen(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, ({ runs }) => entriesUnseen(booksOf(runs)).size > 0, {
      title: vscode.l10n.t('Send the unseen entries of which runs?'),
      none: vscode.l10n.t(
        'There is no run with entries that were looked for in vain. Look for the entries in doubt first.',
      ),
    });
    if (family !== undefined) await this.#again.sendUnseen(family);
  }

  async saveFailed(argument: unknown): Promise<void> {
    const family = await this.#finder.find(argument, ({ runs }) => entriesToRetry(booksOf(runs)).size > 0, {
      title: vscode.l10n.t('Save the failed entries of which runs?'),
      none: vscode.l10n.t('There is no run with failed entries.'),
    });
    if (family === undefined) return;
    await saveFailed(this.services, family, async saved => this.#showSaved(family, saved));
  }

  /** @param argument a run and the id of one of its jobs; else the user is asked */
  async openJob(argument?: unknown): Promise<void> {
    if (!isObject(argument)) {
      await openJob(this.services);
      return;
    }
    const { run: runId, job: id } = argument;
    const run = typeof runId === 'string' ? this.#runs.familyOf(runId)?.runs[0]?.book.run : undefined;
    const connection = run && this.services.connections.find(run.connection.id);
    if (run !== undefined && typeof id === 'string' && leadsTo(connection, run.connection)) {
      await openJob(this.services, { connection, id });
      return;
    }
    void this.services.ui.warn(
      run === undefined
        ? deletedText()
        : vscode.l10n.t(
            'The job cannot be asked for: the connection {0} of its run was removed or leads to another address now.',
            plain(run.connection.name),
          ),
    );
  }

  /** Takes Problems away: of the file that is named, else of the one that is shown, else all. */
  async clear(argument: unknown): Promise<void> {
    const active = vscode.window.activeTextEditor?.document.uri;
    const named = argument instanceof vscode.Uri ? argument : active;
    if (named !== undefined && this.#problems.has(named)) {
      this.#problems.clear(named);
      await this.#marks.forget(named);
      return;
    }
    this.#problems.clearAll();
    await this.#marks.forgetAll();
  }

  /** A file was opened whose runs are over, some time ago perhaps: its results are shown as long as it holds the same bytes. */
  async opened(file: vscode.Uri): Promise<void> {
    if (this.#problems.has(file)) return;
    const families = await this.#runs.families();
    const family = families.find(one => fileOf(one).toString() === file.toString());
    if (family === undefined) await this.#marks.forget(file);
    else if (family.runs.every(({ phase }) => phase.kind === 'finished')) await this.#show(family);
  }

  dispose(): void {
    this.#held.dispose();
  }

  #finished(run: RunView): void {
    const family = this.#runs.familyOf(run.id);
    if (family === undefined) return;
    notifyEnd(this.services.ui, family, run);
    this.#show(family).catch((error: unknown) => {
      this.services.log.error(`Problems of ${fileName(family)}`, error);
    });
  }

  /** What is known of a family now, where it is shown already. */
  async #showAnew(family: FamilyView): Promise<void> {
    const now = this.#runs.familyOf(family.runs[0]?.id ?? '');
    if (now?.runs.every(({ phase }) => phase.kind === 'finished') === true) await this.#show(now);
  }

  /** A look, or results that were read again, after the end. */
  async #showIfChanged({ id }: RunView): Promise<void> {
    const family = this.#runs.familyOf(id);
    const shown = family && this.#shown.get(fileOf(family).toString());
    if (family === undefined || shown === undefined || shown === JSON.stringify(family.tally)) return;
    if (this.#problems.has(fileOf(family))) await this.#show(family);
  }

  /** What became of the entries of deleted runs is forgotten for certain: also what stands in Problems. */
  async #forgetDeleted(): Promise<void> {
    const families = await this.#runs.families();
    const known = new Set(families.map(family => fileOf(family).toString()));
    for (const file of this.#marks.all()) {
      if (!known.has(file)) await this.#marks.forget(vscode.Uri.parse(file, true));
    }
    const ids = new Set(families.map(({ id }) => id));
    for (const [file, family] of this.#problems.families()) {
      if (ids.has(family)) continue;
      this.#shown.delete(file);
      this.#problems.clear(vscode.Uri.parse(file, true));
    }
  }

  #tell(work: Promise<void>): void {
    work.catch((error: unknown) => this.services.log.error('Results', error));
  }

  async #show(family: FamilyView): Promise<void> {
    this.#shown.set(fileOf(family).toString(), JSON.stringify(family.tally));
    await this.#marks.keep(fileOf(family));
    await this.#problems.show(family);
  }

  /** Whoever mends the entries in their new file sees there what the service said of them. */
  async #showSaved(family: FamilyView, saved: SavedEntries): Promise<void> {
    const found = await savedProblems(family, this.#records, saved, this.#procedureOf(family));
    if (found !== undefined) this.#problems.keep(...found);
  }

  #procedureOf({ runs }: FamilyView): Procedure | undefined {
    const { connections, catalogs } = this.services;
    const run = runs.at(-1)?.book.run;
    const connection = run && connections.find(run.connection.id);
    const catalog = connection && catalogs.peek(connection).catalog;
    return run && catalog && findProcedure(catalog, run.procedure.shortId);
  }
}

function booksOf(runs: readonly RunView[]) {
  return runs.map(({ book }) => book);
}

function noRuns(): string {
  return vscode.l10n.t('There are no runs yet. Chakra: Bulk Create makes one.');
}
