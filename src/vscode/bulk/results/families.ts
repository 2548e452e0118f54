import * as vscode from 'vscode';
import { isObject } from '../../../core/json';
import type { Ui } from '../../ui';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { countsText } from '../../words/resultWords';
import { timeText } from '../../words/times';
import { nameOf } from '../names';
import type { FamilyView, RunService } from '../types';

/** The file of a family. */
export function fileOf({ runs }: FamilyView): vscode.Uri {
  return vscode.Uri.parse(runs[0]?.book.run.file.uri ?? '', true);
}

/** The name of a family's file, ready for a message. */
export function fileName(family: FamilyView): string {
  return nameOf(fileOf(family));
}

/** `Lead (Acme, production)`, ready for a message. */
export function targetName({ runs }: FamilyView): string {
  const run = runs.at(-1)?.book.run;
  if (run === undefined) return '';
  return vscode.l10n.t(
    '{0} ({1})',
    plain(run.procedure.name),
    connectionText({ ...run.connection, baseUrl: '' }),
  );
}

/** Finds the runs that a command is about. */
export class FamilyFinder {
  constructor(
    private readonly ui: Ui,
    private readonly runs: Pick<RunService, 'families'>,
  ) {}

  /**
   * What a row of the view, a notification or an editor names; else what the user picks among those that fit. Undefined: the user was told, or gave up.
   * @param argument a run or family, its id, a row that holds one of them, or the URI of a file
   * @param none what to say when no family fits
   */
  async find(
    argument: unknown,
    fits: (family: FamilyView) => boolean,
    texts: { readonly title: string; readonly none: string },
  ): Promise<FamilyView | undefined> {
    const all = await this.runs.families();
    if (typeof argument === 'string' && namedBy(argument, all) === undefined) {
      void this.ui.info(deletedText());
      return undefined;
    }
    const named = namedBy(argument, all) ?? (argument === undefined ? ofActiveEditor(all) : undefined);
    if (named !== undefined && (argument !== undefined || fits(named))) return named;
    const fitting = all.filter(fits);
    if (fitting.length === 0) {
      void this.ui.info(texts.none);
      return undefined;
    }
    const choices = fitting.map(family => ({
      label: fileName(family),
      description: `${targetName(family)}, ${timeText(family.runs[0]?.book.run.at ?? 0)}`,
      detail: countsText(family.tally),
      value: family,
    }));
    return this.ui.pick(choices, { title: texts.title });
  }
}

export function deletedText(): string {
  return vscode.l10n.t('This run was deleted: what became of its entries is not kept any more.');
}

function namedBy(argument: unknown, all: readonly FamilyView[]): FamilyView | undefined {
  if (argument instanceof vscode.Uri) return all.find(family => isSameFile(family, argument));
  const ids = idsIn(argument);
  return all.find(({ id, runs }) => ids.includes(id) || runs.some(run => ids.includes(run.id)));
}

function idsIn(argument: unknown): readonly unknown[] {
  if (typeof argument === 'string') return [argument];
  if (!isObject(argument)) return [];
  const { id, runId, run, family } = argument;
  return [runId, isObject(run) ? run['id'] : run, isObject(family) ? family['id'] : family, id];
}

function ofActiveEditor(all: readonly FamilyView[]): FamilyView | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && all.find(family => isSameFile(family, uri));
}

function isSameFile(family: FamilyView, uri: vscode.Uri): boolean {
  return fileOf(family).toString() === uri.toString();
}
