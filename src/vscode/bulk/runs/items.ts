import * as vscode from 'vscode';
import type { Cause } from '../../../core/bulk/book/types';
import type { RunPhase, Tally } from '../../../core/bulk/records';
import { oneLine } from '../../words/plain';
import { verdictText, whyText } from '../../words/resultWords';
import { fileName, jobTroubleText, originText, stateText, type RunState } from '../../words/runWords';
import { sizeText } from '../../words/bulkCounts';
import { timeText } from '../../words/times';
import { numberText } from '../lineWords';
import { causeText } from '../results/resultText';
import type { FamilyView, RunView } from '../types';
import { contextOf, iconOf, type Facts } from './contexts';
import { familyState, stateOf } from './facts';
import type { Unreadable } from './journals';
import { hasCauses } from './nodes';
import { causeTooltip, chunkTooltip, familyTooltip, jobTooltip, runTooltip } from './tooltips';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** @param facts of the family for a run that stands for its family, of the run itself for one below its family */
export function runItem(run: RunView, root: boolean, facts: Facts): vscode.TreeItem {
  const { run: record } = run.book;
  const label = root ? oneLine(fileName(record)) : `${originText(record.origin)}, ${timeText(record.at)}`;
  const state = stateOf(run);
  const item = new vscode.TreeItem(label, Collapsed);
  item.description = describe(state, facts);
  item.tooltip = runTooltip(run);
  item.contextValue = contextOf('run', state, facts);
  item.iconPath = themeIcon(state, facts.tally);
  return item;
}

export function familyItem(family: FamilyView, facts: Facts): vscode.TreeItem {
  const [first] = family.runs;
  const state = familyState(family);
  const item = new vscode.TreeItem(first === undefined ? '' : oneLine(fileName(first.book.run)), Expanded);
  item.description = describe(state, facts);
  item.tooltip = familyTooltip(family);
  item.contextValue = contextOf('family', state, facts);
  item.iconPath = themeIcon(state, facts.tally);
  return item;
}

/** What stands beside the name. A run of the first entries that is over is not all there is to be done; nor was all sent where some were left out. */
function describe(state: RunState, { rest }: Facts): string {
  const text = stateText(state);
  if (state.phase.kind !== 'finished' || state.cancelled) return text;
  if (rest) return vscode.l10n.t('{0} · the rest not sent yet', text);
  const { skipped } = state.tally;
  return skipped === 0 ? text : vscode.l10n.t('{0} · {1} left out', text, numberText(skipped));
}

export function verdictItem(verdict: keyof Tally, count: number, below: boolean): vscode.TreeItem {
  const label = `${numberText(count)} ${verdictText(verdict)}`;
  const item = new vscode.TreeItem(label, below && hasCauses(verdict) ? Collapsed : None);
  item.contextValue = `verdict.${verdict}`;
  const [icon, color] = verdictIcons[verdict];
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  return item;
}

export function causeItem(cause: Cause): vscode.TreeItem {
  const label = cause.other ? vscode.l10n.t('Other causes') : causeText(cause);
  const item = new vscode.TreeItem(label, None);
  item.description = numberText(cause.count);
  item.tooltip = `${label}\n${causeTooltip(cause)}`;
  item.contextValue = `cause.${cause.verdict}`;
  return item;
}

export function jobItem(run: RunView, chunk: number): vscode.TreeItem {
  const job = run.jobs.find(one => one.chunk === chunk);
  const item = new vscode.TreeItem(oneLine(vscode.l10n.t('Job {0}', job?.jobId ?? '')), None);
  item.contextValue = 'job.problem';
  item.iconPath = new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.warningForeground'));
  if (job === undefined) return item;
  const { trouble, lastPollProblem } = job;
  // What the service says tells more than that it says so again and again.
  if (lastPollProblem !== undefined) item.description = oneLine(whyText(lastPollProblem.why));
  else if (trouble !== undefined) item.description = jobTroubleText(trouble, job.movedAt);
  item.tooltip = jobTooltip(job);
  return item;
}

export function unknownItem(run: RunView, id: number): vscode.TreeItem {
  const chunk = run.book.chunk(id);
  const item = new vscode.TreeItem(vscode.l10n.t('Request {0}', id), None);
  item.contextValue = 'chunk.unknown';
  item.iconPath = new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
  if (chunk === undefined) return item;
  item.description = vscode.l10n.t(
    '{0} entries, {1}',
    numberText(chunk.entries.size),
    timeText(chunk.sentAt),
  );
  item.tooltip = chunkTooltip(chunk);
  return item;
}

/** @param below a run's jobs have no report: *Stop Asking for All Jobs* is about them all */
export function moreItem(count: number, below: 'causes' | 'chunks' | 'jobs'): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more', numberText(count)), None);
  item.contextValue = 'more';
  item.tooltip =
    below === 'jobs'
      ? vscode.l10n.t('More jobs that cannot be followed. The menu of the run gives up all of them at once.')
      : vscode.l10n.t('The report of the run has all of them.');
  return item;
}

export function damagedItem(unreadable: Unreadable = { size: 0 }): vscode.TreeItem {
  const { size, refused } = unreadable;
  const item = new vscode.TreeItem(vscode.l10n.t('A run whose journal cannot be read'), None);
  item.contextValue = 'damaged';
  item.description = refused === undefined ? sizeText(size) : oneLine(refused);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip =
    refused === undefined
      ? vscode.l10n.t(
          'Its beginning is damaged, or a later version of this extension wrote it. It can only be deleted here.',
        )
      : vscode.l10n.t(
          'The system does not let us read it ({0}). Check the rights of the folder of journals; it is tried again by itself.',
          oneLine(refused),
        );
  return item;
}

const verdictIcons: Readonly<Record<keyof Tally, readonly [icon: string, color?: string]>> = {
  pending: ['circle-large-outline'],
  succeeded: ['pass', 'charts.green'],
  failed: ['error', 'charts.red'],
  invalid: ['error', 'charts.red'],
  refused: ['error', 'charts.red'],
  skipped: ['circle-slash'],
  unknown: ['question', 'list.warningForeground'],
  untracked: ['question', 'list.warningForeground'],
  unmatched: ['question', 'list.warningForeground'],
};

function themeIcon(
  state: { readonly phase: RunPhase; readonly damaged: boolean },
  tally: Tally,
): vscode.ThemeIcon {
  const [icon, color] = iconOf(state, tally);
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
