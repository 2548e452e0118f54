import * as vscode from 'vscode';
import type { CommandLink } from '../lineLinks';
import { oneLine } from '../../words/plain';
import type { FamilyView } from '../types';
import { saveWords } from './againWords';

/** `job 0b6c2f5e-…`: words that are a link to what the service says of the job. */
export function jobWords(jobId: string): string {
  return vscode.l10n.t('job {0}', oneLine(jobId));
}

export function readAgainWords(): string {
  return vscode.l10n.t('Read Results Again');
}

export function exportWords(): string {
  return vscode.l10n.t('Export Results…');
}

/** Where the rest is of what the service said, and is too long to be kept. */
export function cutText(): string {
  return vscode.l10n.t('Some are longer than is kept here: their jobs have them whole.');
}

/**
 * What the words of a report lead to, besides lines: nothing that would send an entry.
 * @param text of the report: of thousands of jobs it names a few
 */
export function reportLinks({ runs }: FamilyView, text: string): readonly CommandLink[] {
  const [first] = runs;
  if (first === undefined) return [];
  const words = new Set(text.split(/[\s:]+/));
  const jobs = runs.flatMap(({ id, book }) =>
    [...book.chunks()].flatMap(chunk =>
      chunk.kind === 'accepted' && words.has(chunk.jobId) ? [jobLink(id, chunk.jobId)] : [],
    ),
  );
  return [
    {
      text: readAgainWords(),
      command: 'readResultsAgain',
      argument: first.id,
      tooltip: vscode.l10n.t('Ask the service for the results once more'),
    },
    {
      text: exportWords(),
      command: 'exportResults',
      argument: first.id,
      tooltip: vscode.l10n.t('Write all results to a file'),
    },
    {
      text: saveWords(),
      command: 'saveFailed',
      argument: first.id,
      tooltip: vscode.l10n.t('Write the entries that failed to a new file, to mend them there'),
    },
    ...jobs,
  ];
}

function jobLink(run: string, job: string): CommandLink {
  return {
    text: jobWords(job),
    command: 'openJob',
    argument: { run, job },
    tooltip: vscode.l10n.t('Ask the service for this job, and show all that it says'),
  };
}
