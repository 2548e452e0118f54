import * as vscode from 'vscode';
import { needsAttention, type JobView } from '../../../core/bulk/run/tracked';
import { whyText } from '../../words/resultWords';
import { jobTroubleText } from '../../words/runWords';
import { numberText } from '../lineWords';
import { chunkText } from './doubtText';
import { jobWords } from './reportLinks';
import { short } from './resultText';

const mostJobs = 100;

/** The part of a report about jobs that cannot be followed for now, or whose results wait for the file; empty when there are none. */
export function waitingText(
  runs: readonly { readonly jobs: readonly JobView[] }[],
  place: (entry: number) => string,
): string {
  const jobs = runs.flatMap(run => run.jobs.filter(needsAttention));
  if (jobs.length === 0) return '';
  const more = jobs.length - mostJobs;
  return [
    vscode.l10n.t('Requests whose results are still waited for'),
    ...jobs.slice(0, mostJobs).map(job => `  ${lineOf(job, place)}`),
    ...(more > 0 ? [`  ${vscode.l10n.t('… and {0} more', numberText(more))}`] : []),
    `  ${vscode.l10n.t('Nothing of this says that entries have failed. Stop Asking for This Job… (in the view Runs) gives it up: its entries are then in doubt, and can be looked for.')}`,
  ].join('\n');
}

function lineOf(
  { chunk, jobId, entries, lastPollProblem, trouble, movedAt }: JobView,
  place: (entry: number) => string,
): string {
  const open = { count: entries.size, first: entries.first ?? 0 };
  const why =
    lastPollProblem !== undefined
      ? whyText(lastPollProblem.why)
      : trouble === undefined
        ? ''
        : jobTroubleText(trouble, movedAt);
  return `${chunkText({ id: chunk, entries }, open, place)}, ${jobWords(jobId)}: ${short(why)}`;
}
