import * as vscode from 'vscode';
import type { Why } from '../../../core/bulk/records';
import type { Ui } from '../../ui';
import { entriesText, requestsText } from '../../words/bulkCounts';
import { plain } from '../../words/plain';
import { countsText, whyText } from '../../words/resultWords';
import { numberText } from '../lineWords';
import type { ReadBack, ReadWhich } from '../runs/readBack';
import type { FamilyView, RunService, RunView } from '../types';
import { fileName } from './families';

type Reads = Pick<RunService, 'readResults' | 'familyOf'>;

/** Runs with entries of which nobody has read the results: the counts said that all is well. */
export function unreadRuns({ runs }: FamilyView): readonly RunView[] {
  return runs.filter(({ book }) => book.ways.has('counts') || book.ways.has('position'));
}

/** *Read Process Ids*: reads the results that nobody has read yet, and tells what came of it. */
export async function readIds(ui: Ui, runs: Reads, family: FamilyView): Promise<void> {
  const name = fileName(family);
  const ended = await readUnread(ui, runs, family);
  if (ended === undefined) return;
  const text =
    ended.asked === 0
      ? vscode.l10n.t(
          '{0}: nothing is left to read, all that the service says of its entries was read before.',
          name,
        )
      : vscode.l10n.t('{0}: the process ids were read, those of {1}.', name, requestsText(ended.asked));
  const exporting = vscode.l10n.t('Export Results…');
  // Not awaited: a notification may stand for long.
  void ui
    .info(`${text} ${vscode.l10n.t('Export Results… writes them to a file.')}`, exporting)
    .then(async answer => {
      if (answer !== exporting) return;
      await vscode.commands.executeCommand('chakra.exportResults', family.runs[0]?.id);
    });
}

/** Undefined: not all could be read, and the user was told why. */
export async function readUnread(ui: Ui, runs: Reads, family: FamilyView): Promise<ReadBack | undefined> {
  const title = vscode.l10n.t('Reading process ids…');
  const ended = await readAll(ui, runs, title, unreadRuns(family), 'unread');
  const { asked, read, stopped } = ended;
  if (stopped === undefined) return ended;
  void ui.warn(
    vscode.l10n.t(
      'The results of {0} of {1} requests were read, then the service gave no more. {2} Read the process ids again later.',
      numberText(read),
      numberText(asked),
      reasonText(stopped),
    ),
  );
  return undefined;
}

/** *Read Results Again*: asks the service once more for results that could not be tied to entries; nothing is created by that. */
export async function readAgain(ui: Ui, runs: Reads, family: FamilyView): Promise<void> {
  const { unmatched } = family.tally;
  const name = fileName(family);
  const wanted = family.runs.filter(({ book }) => book.tally.unmatched > 0);
  if (unmatched === 0) {
    void ui.info(vscode.l10n.t('Every result of {0} is tied to its entry already.', name));
    return;
  }
  const title = vscode.l10n.t('Reading the results of {0} again…', name);
  const { stopped } = await readAll(ui, runs, title, wanted, 'unmatched');
  const { tally } = runs.familyOf(wanted[0]?.id ?? '') ?? family;
  const left = tally.unmatched;
  const reason = stopped === undefined ? '' : ` ${reasonText(stopped)}`;
  if (left === 0) {
    void ui.info(vscode.l10n.t('{0}: every entry has its result now: {1}.', name, countsText(tally)));
  } else if (left < unmatched) {
    void ui.warn(
      vscode.l10n.t(
        '{0}: {1} have their results now, {2} still do not.{3}',
        name,
        entriesText(unmatched - left),
        numberText(left),
        reason,
      ),
    );
  } else {
    void ui.warn(
      vscode.l10n.t(
        '{0}: the service still says nothing by which the results of {1} could be told.{2} Export Results… has what it said, word for word: compare in ChakraHQ before you send any of them again.',
        name,
        entriesText(left),
        reason,
      ),
    );
  }
}

/** Run after run, up to the first whose results the service would not give. Throws `CancellationError` when the user cancels. */
async function readAll(
  ui: Ui,
  service: Reads,
  title: string,
  runs: readonly RunView[],
  which: ReadWhich,
): Promise<ReadBack> {
  return ui.progress(title, async signal => {
    let sum: ReadBack = { asked: 0, read: 0 };
    for (const { id } of runs) {
      const one = await service.readResults(id, which, signal);
      if (signal.aborted) throw new vscode.CancellationError();
      sum = { ...one, asked: sum.asked + one.asked, read: sum.read + one.read };
      if (one.stopped !== undefined) break;
    }
    return sum;
  });
}

function reasonText(why: Why): string {
  return plain(whyText(why));
}
