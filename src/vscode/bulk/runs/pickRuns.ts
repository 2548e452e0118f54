import * as vscode from 'vscode';
import { isObject } from '../../../core/json';
import type { Ui } from '../../ui';
import { oneLine } from '../../words/plain';
import { fileName, stateText } from '../../words/runWords';
import { timeText } from '../../words/times';
import type { FamilyView, RunService, RunView } from '../types';
import { stateOf } from './facts';
import { troubles } from './troubles';

/** Finds out which runs a command is about: those of the row where it was chosen, else one that the user picks. */
export class RunPicker {
  constructor(
    private readonly ui: Ui,
    private readonly runs: RunService,
  ) {}

  /** The first of {@link members}. */
  async one(node: unknown, title: string, fits: (run: RunView) => boolean): Promise<RunView | undefined> {
    const [run] = await this.members(node, title, fits);
    return run;
  }

  /**
   * The run of a row, all runs of a family's row that fit, or one that is picked from those that fit. Rejects with `Trouble` when another window drives
   * one of them, or the run is gone. Only the ids of a row are believed.
   */
  async members(node: unknown, title: string, fits: (run: RunView) => boolean): Promise<readonly RunView[]> {
    const families = await this.runs.families();
    const { run: runId, family: familyId } = isObject(node) ? node : {};
    const one = typeof runId === 'string' ? this.runs.find(runId) : undefined;
    if (runId !== undefined && one === undefined) throw troubles.unknownRun();
    const named = one === undefined ? families.find(({ id }) => id === familyId)?.runs.filter(fits) : [one];
    const runs = named ?? (await this.#pick(families, title, fits));
    const elsewhere = runs.find(({ mine }) => !mine);
    if (elsewhere !== undefined) throw troubles.elsewhere(fileName(elsewhere.book.run));
    return runs;
  }

  async #pick(
    families: readonly FamilyView[],
    title: string,
    fits: (run: RunView) => boolean,
  ): Promise<readonly RunView[]> {
    const runs = families.flatMap(({ runs: all }) => [...all].reverse()).filter(fits);
    if (runs.length === 0) {
      void this.ui.info(vscode.l10n.t('There is no run for which this makes sense now.'));
      return [];
    }
    const picked = await this.ui.pick(
      runs.map(run => ({
        label: oneLine(fileName(run.book.run)),
        description: stateText(stateOf(run)),
        detail: timeText(run.book.run.at),
        value: run,
      })),
      { title },
    );
    return picked === undefined ? [] : [picked];
  }
}
