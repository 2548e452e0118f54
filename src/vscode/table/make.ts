import * as vscode from 'vscode';
import { bindingTo } from '../../core/binding';
import type { Converted, TableProblem } from '../../core/table/model';
import { convertInWorker } from '../../core/table/run';
import { lineText, numberText } from '../bulk/lineWords';
import { fileTitle } from '../editor/draftPath';
import type { Services } from '../services';
import { startWorker } from '../startWorker';
import { Temporaries } from '../temporaries';
import { plain } from '../words/plain';
import { sizeText } from '../words/bulkCounts';
import { tableProblemText } from '../words/tableWords';
import { askEncoding } from './ask';
import { largeText, showBeginning } from './beginning';
import type { LookAgain } from './correct';
import { askNoted } from './open';
import { askPlace, freePlace, publish } from './place';
import { baseName, isWorthALook, placesText, reportText, verdictText, type Told } from './report';
import { plannedColumns, readingOf, type Setup } from './setup';

/** VS Code shows extensions no larger document, and the user does not want to wait for one that was not asked for. */
const largestShown = 20 * 1024 * 1024;
const mostLines = 5;

/** One go: a table as the user agreed to it, and whether rows that do not fit its header make entries, too. */
interface Attempt {
  readonly setup: Setup;
  readonly takeUneven: boolean;
}

/** Makes the payload file of a table and shows it. */
export class Maker {
  readonly #temporaries: Temporaries;

  /** @param remember keeps what was said of a table for others with its header */
  constructor(
    private readonly services: Pick<
      Services,
      'ui' | 'bindings' | 'documents' | 'lineLinks' | 'failures' | 'storageFolder'
    >,
    private readonly lookAgain: LookAgain,
    private readonly remember: (setup: Setup) => Promise<void>,
  ) {
    this.#temporaries = new Temporaries(services.storageFolder);
  }

  /** Until the payload is there, the user gave up, or was told why there is none. A file is there whole or not at all. */
  async make(setup: Setup, takeUneven = true): Promise<void> {
    let next: Attempt | undefined = { setup, takeUneven };
    while (next !== undefined) next = await this.#attempt(next);
  }

  /** @returns how to go on, where the table raised a question that was answered */
  async #attempt({ setup, takeUneven }: Attempt): Promise<Attempt | undefined> {
    const { ui } = this.services;
    const name = plain(baseName(setup.table));
    if (plannedColumns(setup).length === 0) {
      void ui.warn(
        vscode.l10n.t(
          'No column of {0} is used, so there is nothing to make a payload of. Run the command again and say where columns go.',
          name,
        ),
      );
      return undefined;
    }
    const temporary = await this.#temporaries.begin(setup.place.file.fsPath);
    try {
      const outcome = await this.#convert(setup, temporary, takeUneven);
      if (outcome.kind === 'cancelled') return undefined;
      if (outcome.kind === 'stopped') {
        await this.#stopped(setup, outcome.problem, takeUneven);
        return undefined;
      }
      const { converted, bytes } = outcome;
      const asked = await askNoted(ui, setup, converted.notes);
      if (asked === undefined) return undefined;
      if (asked !== setup) {
        await this.remember(asked);
        return { setup: asked, takeUneven };
      }
      if (converted.entries === 0) {
        void ui.warn(nothingText(name, converted));
        return undefined;
      }
      if (takeUneven && converted.short.count + converted.long.count > 0) {
        const answer = await this.#askUneven(setup, converted);
        if (answer === undefined) return undefined;
        if (answer === 'leaveOut') return { setup, takeUneven: false };
      }
      const place = await this.#publish(setup, temporary);
      if ('code' in place) await this.#stopped(setup, place, takeUneven);
      else await this.#show({ setup: { ...setup, place }, converted, tookUneven: takeUneven }, bytes);
      return undefined;
    } finally {
      await this.#temporaries.end(temporary);
    }
  }

  async #convert(setup: Setup, temporary: string, takeUneven: boolean) {
    const { look, reading, table } = setup;
    return this.services.ui.progress(
      vscode.l10n.t('Making a payload of {0}…', plain(baseName(table))),
      async (signal, report) =>
        convertInWorker(
          {
            path: table.fsPath,
            temporary,
            format: look.format,
            first: look.rows[0]?.cells ?? [],
            columns: plannedColumns(setup),
            reading: readingOf(reading),
            takeUneven,
          },
          {
            start: (workerData, resourceLimits) => startWorker('tableWorker', { workerData, resourceLimits }),
            signal,
            onProgress: bytes =>
              report(
                Math.floor((100 * bytes) / Math.max(1, look.size)),
                vscode.l10n.t('{0} of {1}', sizeText(Math.min(bytes, look.size)), sizeText(look.size)),
              ),
          },
        ),
    );
  }

  /** What stands in such rows may be in wrong columns: the user decides. */
  async #askUneven(setup: Setup, { short, long }: Converted): Promise<'take' | 'leaveOut' | undefined> {
    const take = vscode.l10n.t('Take Them');
    const leaveOut = vscode.l10n.t('Leave Them Out');
    const few = ({ count, lines }: Converted['short']) =>
      placesText({ count, lines: lines.slice(0, mostLines) });
    const count = short.count + long.count;
    const answer = await this.services.ui.confirm(
      count === 1
        ? vscode.l10n.t('A row of {0} has not as many cells as its first row.', plain(baseName(setup.table)))
        : vscode.l10n.t(
            '{0} rows of {1} have not as many cells as its first row.',
            numberText(count),
            plain(baseName(setup.table)),
          ),
      [
        ...(long.count === 0
          ? []
          : [
              vscode.l10n.t('More: {0}. If taken, the cells beyond the last column are not used.', few(long)),
            ]),
        ...(short.count === 0
          ? []
          : [vscode.l10n.t('Fewer: {0}. If taken, what is missing counts as empty.', few(short))]),
        vscode.l10n.t(
          'A separator or a line end outside quotes moves values into wrong columns. Cancel to look first.',
        ),
      ].join('\n'),
      take,
      leaveOut,
    );
    if (answer === undefined) return undefined;
    return answer === take ? 'take' : 'leaveOut';
  }

  /** Under the name that was agreed on, or the next free one where somebody else has taken that meanwhile. */
  async #publish({ place, table }: Setup, temporary: string): Promise<Setup['place'] | TableProblem> {
    try {
      for (let now = place; ; now = await freePlace(table)) if (await publish(temporary, now)) return now;
    } catch (error) {
      // The folder is gone, or another program holds the file that is to be overwritten.
      if (error instanceof Error && 'syscall' in error) return { code: 'notWritable', error: error.message };
      throw error;
    }
  }

  async #show(told: Told, bytes: number): Promise<void> {
    const { ui, bindings, documents, lineLinks, failures } = this.services;
    const { setup, converted } = told;
    const { place, goal, table } = setup;
    const { file } = place;
    await bindings.set(file, bindingTo(goal.connection, goal.procedure));
    const name = fileTitle(vscode.l10n.t('From {0}', baseName(table)));
    const report = lineLinks.add(`${name}.txt`, reportText(told), table);
    const isShown = bytes <= largestShown;
    if (isShown) await vscode.window.showTextDocument(file, { preview: false });
    const beginning = isShown ? undefined : await showBeginning(documents, file, converted.entries);
    if (isWorthALook(told)) await documents.show(report, { preview: false });
    const bulk = vscode.l10n.t('Bulk Create');
    const open = vscode.l10n.t('Open');
    const openReport = vscode.l10n.t('Open Report');
    const actions = [bulk, ...(isShown ? [] : [open]), openReport];
    const text = plain(isShown ? verdictText(told) : `${verdictText(told)} ${largeText(bytes, beginning)}`);
    const shown = isWorthALook(told) ? ui.warn(text, ...actions) : ui.info(text, ...actions);
    failures.whenAnswered(shown, async answer => {
      if (answer === bulk) await vscode.commands.executeCommand('chakra.bulkCreate', file);
      if (answer === open) await vscode.commands.executeCommand('vscode.open', file);
      if (answer === openReport) await documents.show(report, { preview: false });
    });
  }

  /** Says why, and offers the way out that there is. */
  async #stopped(setup: Setup, problem: TableProblem, takeUneven: boolean): Promise<void> {
    const { ui, failures } = this.services;
    const { table, corrections } = setup;
    const name = plain(baseName(table));
    const again = async (next: Partial<Setup['corrections']>) => {
      const found = await this.lookAgain({ ...setup, corrections: { ...corrections, ...next } });
      if (found === undefined) return;
      // The columns stay as the user has them, unless there are others now.
      const same = found.names.length === setup.names.length;
      await this.make(
        same ? { ...found, mapping: setup.mapping, reading: setup.reading } : found,
        takeUneven,
      );
    };
    if (problem.code === 'encoding') {
      const encoding = setup.look.format.encoding.toUpperCase();
      const why = vscode.l10n.t('{0} is not written in {1}: {2}', name, encoding, lineText(problem.line));
      const other = await askEncoding(ui, table.fsPath, why, problem.line);
      if (other !== undefined) await again({ encoding: other });
      return;
    }
    const asText = vscode.l10n.t('Read Quotes as Characters');
    const elsewhere = vscode.l10n.t('Choose Another Place…');
    const line = 'line' in problem ? problem.line : undefined;
    const go = line === undefined ? undefined : vscode.l10n.t('Go to {0}', lineText(line));
    const actions = [
      ...(go === undefined ? [] : [go]),
      ...(problem.code === 'quote' || problem.code === 'endless' ? [asText] : []),
      ...(problem.code === 'notWritable' ? [elsewhere] : []),
    ];
    const text = plain(vscode.l10n.t('No payload was made of {0}. {1}', name, tableProblemText(problem)));
    failures.whenAnswered(ui.error(text, ...actions), async answer => {
      if (answer === go && line !== undefined) await goTo(table, line);
      if (answer === asText) await again({ quotes: false });
      const place = answer === elsewhere ? await askPlace(ui, setup) : undefined;
      if (place !== undefined) await this.make({ ...setup, place }, takeUneven);
    });
  }
}

/** Why a table makes no entry. */
function nothingText(name: string, { empty, short, long }: Converted): string {
  if (empty.count > 0) return vscode.l10n.t('{0} has no row with a value in a column that is used.', name);
  if (short.count + long.count > 0)
    return vscode.l10n.t('No payload was made of {0}: all of its rows were left out.', name);
  return vscode.l10n.t('No payload was made of {0}: below the names of its columns there are no rows.', name);
}

/** By its fragment, which VS Code itself reads: it also opens files that are too large for extensions. */
async function goTo(file: vscode.Uri, line: number): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', file.with({ fragment: `L${line}` }));
}
