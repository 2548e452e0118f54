import * as vscode from 'vscode';
import { isObject } from '../../../core/json';
import { needsAttention } from '../../../core/bulk/run/tracked';
import type { Ui } from '../../ui';
import { lookText } from '../../words/lookWords';
import { plain } from '../../words/plain';
import { fileName } from '../../words/runWords';
import { sizeText } from '../../words/bulkCounts';
import { numberText } from '../lineWords';
import type { FamilyView, RunView } from '../types';
import type { RunPicker } from './pickRuns';
import type { Runs } from './runs';
import type { RunTree } from './tree';
import { troubles } from './troubles';

/** The commands on runs: of a row of the view, or of a run that is picked. */
export class RunCommands {
  constructor(
    private readonly ui: Ui,
    private readonly runs: Runs,
    private readonly picker: RunPicker,
    private readonly tree: Pick<RunTree, 'show'>,
  ) {}

  /** Selects the row of a run in the view, also of one that another window drives. */
  async show(node: unknown): Promise<void> {
    await this.runs.families();
    const id = isObject(node) ? node['run'] : undefined;
    if (typeof id !== 'string' || this.runs.find(id) === undefined) throw troubles.unknownRun();
    this.tree.show(id);
  }

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
    if (run === undefined) return;
    await this.ui.progress(
      vscode.l10n.t('Comparing {0} with what was sent…', plain(fileName(run.book.run))),
      async signal => this.runs.resume(run.id, signal),
    );
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
    if (answer === stop) await this.runs.cancel(run.id);
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

  /** All jobs of a run that cannot be followed. */
  async giveUpAll(node: unknown): Promise<void> {
    const run = await this.picker.one(
      node,
      vscode.l10n.t('Stop asking for the jobs of which run?'),
      ({ jobs }) => jobs.some(needsAttention),
    );
    if (run === undefined) return;
    const name = plain(fileName(run.book.run));
    const troubled = run.jobs.filter(needsAttention);
    if (troubled.length === 0) {
      void this.ui.info(vscode.l10n.t('All jobs of the run of {0} can be followed.', name));
      return;
    }
    const entries = troubled.reduce((sum, job) => sum + job.entries.size, 0);
    const giveUp = vscode.l10n.t('Give Up');
    const answer = await this.ui.confirm(
      vscode.l10n.t(
        'Stop asking for {0} jobs of {1}, with {2} entries?',
        numberText(troubled.length),
        name,
        numberText(entries),
      ),
      vscode.l10n.t(
        'They cannot be followed, or nothing happens in them. Their entries then count as unknown: nobody knows whether they were created. They are not sent again, and can be looked for.',
      ),
      giveUp,
    );
    if (answer === giveUp) await this.runs.giveUpAll(run.id);
  }

  async remove(node: unknown): Promise<void> {
    if (isObject(node) && node['type'] === 'damaged' && typeof node['run'] === 'string') {
      await this.#removeLost(node['run']);
      return;
    }
    const picked = await this.picker.members(
      node,
      vscode.l10n.t('Delete which run?'),
      ({ phase: { kind } }) => {
        return kind !== 'running' && kind !== 'waiting';
      },
    );
    const [first] = picked;
    if (first === undefined) return;
    await this.runs.refresh();
    const family = this.runs.familyOf(first.id);
    if (family !== undefined) await this.#removeFamilies([family], fileName(first.book.run));
  }

  /** A journal that cannot be read takes its family with it: without it nobody can tell what the others mean. */
  async #removeLost(id: string): Promise<void> {
    const family = (await this.runs.families()).find(({ missing }) => missing.includes(id));
    if (family !== undefined) {
      const run = family.runs[0]?.book.run;
      await this.#removeFamilies([family], run === undefined ? '' : fileName(run));
      return;
    }
    const size = sizeText(this.runs.unreadable.get(id)?.size ?? 0);
    await this.#ask(vscode.l10n.t('Delete the journal of a run that cannot be read ({0})?', size), '', [id]);
  }

  async removeFinished(): Promise<void> {
    await this.runs.refresh();
    const families = await this.runs.families();
    const over = families.filter(({ runs }) => runs.every(({ phase }) => phase.kind === 'finished'));
    if (over.length === 0) void this.ui.info(vscode.l10n.t('There is no finished run.'));
    else await this.#removeFamilies(over);
  }

  async #removeFamilies(families: readonly FamilyView[], name?: string): Promise<void> {
    const runs = families.flatMap(family => family.runs);
    const size = sizeText(runs.reduce((sum, run) => sum + run.size, 0));
    const question =
      name === undefined
        ? vscode.l10n.t('Delete the journals of {0} runs ({1})?', runs.length, size)
        : runs.length > 1
          ? vscode.l10n.t('Delete the journals of all {0} runs of {1} ({2})?', runs.length, plain(name), size)
          : vscode.l10n.t('Delete the journal of the run of {0} ({1})?', plain(name), size);
    const isOpen = runs.some(run => run.phase.kind !== 'finished');
    const reasons = [
      ...(isOpen
        ? [
            vscode.l10n.t(
              'Not all is over: what was not sent stays unsent, and what the service has accepted is not followed any more.',
            ),
          ]
        : []),
      ...(name !== undefined && runs.length > 1
        ? [
            vscode.l10n.t(
              'Runs over the same entries are deleted together: without one of them nobody could tell any more what was sent.',
            ),
          ]
        : []),
    ];
    await this.#ask(
      question,
      reasons.join('\n\n'),
      families.map(({ runs: [first] }) => first?.id ?? ''),
    );
  }

  /** @param ids of one run of each family */
  async #ask(question: string, more: string, ids: readonly string[]): Promise<void> {
    const remove = vscode.l10n.t('Delete');
    const what = vscode.l10n.t(
      'What became of each entry is forgotten for certain; the file itself, and what the service has, stay as they are.',
    );
    const answer = await this.ui.confirm(question, more === '' ? what : `${more}\n\n${what}`, remove);
    if (answer !== remove) return;
    let kept = 0;
    for (const id of ids) if (!(await this.runs.remove(id))) kept++;
    if (kept === 0) return;
    void this.ui.warn(
      vscode.l10n.t(
        'Not deleted, {0} of them: a run is being sent or looked through, here or in another window. Pause it first.',
        kept,
      ),
    );
  }
}

function hasDoubt({ book: { tally } }: RunView): boolean {
  return tally.unknown + tally.untracked + tally.unmatched > 0;
}
