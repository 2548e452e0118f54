import * as vscode from 'vscode';
import { isObject } from '../../../core/json';
import type { Connections } from '../../connections/store';
import type { Ui } from '../../ui';
import { lookText } from '../../words/lookWords';
import { plain } from '../../words/plain';
import { fileName, sizeText } from '../../words/runWords';
import { numberText } from '../lineWords';
import type { RunView } from '../types';
import type { RunPicker } from './pickRuns';
import type { Runs } from './runs';
import { sendUnseen } from './sendUnseen';

/** The commands on runs: of a row of the view, or of a run that is picked. */
export class RunCommands {
  constructor(
    private readonly ui: Ui,
    private readonly runs: Runs,
    private readonly connections: Connections,
    private readonly picker: RunPicker,
  ) {}

  async pause(node: unknown): Promise<void> {
    const run = await this.picker.one(node, vscode.l10n.t('Pause which run?'), ({ phase: { kind } }) => {
      return kind === 'running' || kind === 'waiting';
    });
    if (run !== undefined) this.runs.pause(run.id);
  }

  async resume(node: unknown): Promise<void> {
    const run = await this.picker.one(node, vscode.l10n.t('Resume which run?'), ({ phase: { kind } }) => {
      return kind === 'paused' || kind === 'ready' || kind === 'waiting';
    });
    if (run !== undefined) await this.runs.resume(run.id);
  }

  async cancel(node: unknown): Promise<void> {
    const run = await this.picker.one(node, vscode.l10n.t('Cancel which run?'), ({ phase: { kind } }) => {
      return kind !== 'finished' && kind !== 'cancelled';
    });
    if (run === undefined) return;
    const stop = vscode.l10n.t('Stop Sending');
    const answer = await this.ui.confirm(
      vscode.l10n.t('Cancel the run of {0} for good?', plain(fileName(run.book.run))),
      vscode.l10n.t(
        'Nothing more is sent: {0} entries are left out. What the service has accepted goes on there, and its results are still read.',
        numberText(run.book.unsent.size),
      ),
      stop,
    );
    if (answer === stop) this.runs.cancel(run.id);
  }

  /** Looks through List for what is in doubt, in all runs of the row. */
  async look(node: unknown): Promise<void> {
    const runs = await this.picker.members(
      node,
      vscode.l10n.t('Look for the entries of which run?'),
      hasDoubt,
    );
    for (const run of runs) {
      const name = plain(fileName(run.book.run));
      const result = await this.ui.progress(
        vscode.l10n.t('Looking for entries of {0}…', name),
        async signal => this.runs.look(run.id, signal),
      );
      if (result === undefined || result.end === 'cancelled') return;
      const text = lookText(name, result);
      if (result.end !== 'done') void this.ui.error(text);
      else if (result.arrived === result.inDoubt) void this.ui.info(text);
      else void this.ui.warn(text);
    }
  }

  async sendUnseen(node: unknown): Promise<void> {
    const [run] = await this.picker.members(
      node,
      vscode.l10n.t('Send the unseen entries of which run?'),
      hasDoubt,
    );
    const family = run && this.runs.familyOf(run.id);
    if (family !== undefined) await sendUnseen(this.ui, this.runs, this.connections, family);
  }

  /** A job that the service will not tell of any more: its entries become entries in doubt. */
  async giveUp(node: unknown): Promise<void> {
    if (!isObject(node) || typeof node['run'] !== 'string' || typeof node['chunk'] !== 'number') return;
    const { chunk } = node;
    const run = await this.picker.one(node, '', () => true);
    if (run === undefined) return;
    const giveUp = vscode.l10n.t('Give Up');
    const answer = await this.ui.confirm(
      vscode.l10n.t('Stop asking for this job?'),
      vscode.l10n.t(
        'Its entries then count as unknown: nobody knows whether they were created. They are not sent again, and can be looked for.',
      ),
      giveUp,
    );
    if (answer === giveUp) await this.runs.giveUp(run.id, chunk);
  }

  async remove(node: unknown): Promise<void> {
    if (isObject(node) && node['type'] === 'damaged' && typeof node['run'] === 'string') {
      await this.#removeAll([{ id: node['run'], size: this.runs.unreadable.get(node['run']) ?? 0 }], '');
      return;
    }
    const runs = await this.picker.members(
      node,
      vscode.l10n.t('Delete which run?'),
      ({ phase: { kind } }) => {
        return kind !== 'running' && kind !== 'waiting';
      },
    );
    const [first] = runs;
    if (first === undefined) return;
    await this.runs.refresh();
    const open = runs.some(run => run.phase.kind !== 'finished');
    await this.#removeAll(
      runs,
      open
        ? vscode.l10n.t(
            'It is not over: what was not sent stays unsent, and what the service has accepted is not followed any more.',
          )
        : '',
      fileName(first.book.run),
    );
  }

  async removeFinished(): Promise<void> {
    await this.runs.refresh();
    const families = await this.runs.families();
    const over = families
      .filter(({ runs }) => runs.every(({ phase, mine }) => phase.kind === 'finished' && mine))
      .flatMap(({ runs }) => runs);
    if (over.length === 0) void this.ui.info(vscode.l10n.t('There is no finished run.'));
    else await this.#removeAll(over, '');
  }

  async #removeAll(
    runs: readonly Pick<RunView, 'id' | 'size'>[],
    more: string,
    name?: string,
  ): Promise<void> {
    const size = sizeText(runs.reduce((sum, run) => sum + run.size, 0));
    const remove = vscode.l10n.t('Delete');
    const question =
      name === undefined || runs.length > 1
        ? vscode.l10n.t('Delete the records of {0} runs ({1})?', runs.length, size)
        : vscode.l10n.t('Delete the record of the run of {0} ({1})?', plain(name), size);
    const what = vscode.l10n.t(
      'What became of each entry is forgotten for certain; the file itself, and what the service has, stay as they are.',
    );
    const answer = await this.ui.confirm(question, more === '' ? what : `${more}\n\n${what}`, remove);
    if (answer !== remove) return;
    let kept = 0;
    for (const { id } of runs) if (!(await this.runs.remove(id))) kept++;
    if (kept === 0) return;
    void this.ui.warn(
      vscode.l10n.t(
        '{0} runs are being driven, here or in another window, and were not deleted. Pause them first.',
        kept,
      ),
    );
  }
}

function hasDoubt({ book: { tally } }: RunView): boolean {
  return tally.unknown + tally.untracked + tally.unmatched > 0;
}
