import * as vscode from 'vscode';
import type { BookChunk, Cause } from '../../../core/bulk/book/types';
import type { JobView } from '../../../core/bulk/run/tracked';
import { kindText } from '../../words/connectionWords';
import { oneLine } from '../../words/plain';
import { countsText, whyText } from '../../words/resultWords';
import { fileName, jobTroubleText, originText, phaseText } from '../../words/runWords';
import { sizeText } from '../../words/bulkCounts';
import { timeText } from '../../words/times';
import { numberText } from '../lineWords';
import type { FamilyView, RunView } from '../types';

/*
 * Tooltips are plain text: names of files and of the service are shown as they are, on a line of their own.
 */

export function runTooltip(run: RunView): string {
  const { run: record, tally, updatedAt, unsent } = run.book;
  const { connection, procedure, file } = record;
  const open = run.jobs.length;
  return lines(
    `${oneLine(fileName(record))}: ${originText(record.origin)}`,
    phaseText(run.phase),
    countsText(tally),
    unsent.size > 0 && vscode.l10n.t('Not sent yet: {0}', numberText(unsent.size)),
    open > 0 && vscode.l10n.t('Jobs that are followed: {0}', numberText(open)),
    run.jobs.some(waitsForFile) && whyText({ code: 'fileChanged' }),
    run.inFlight > 0 && vscode.l10n.t('Requests under way: {0}', run.inFlight),
    vscode.l10n.t('Connection: {0}', connectionLine(connection)),
    vscode.l10n.t('Procedure: {0}', oneLine(`${procedure.name} (${procedure.shortId})`)),
    vscode.l10n.t('Begun {0}, last change {1}', timeText(record.at), timeText(updatedAt)),
    vscode.l10n.t('File: {0}', oneLine(pathOf(file.uri))),
    vscode.l10n.t('Its record on this machine: {0}', sizeText(run.size)),
    !run.mine && vscode.l10n.t('Another window drives this run: what can be done with it can be done there.'),
    run.damaged &&
      vscode.l10n.t(
        'Its record is damaged from some point on. What is shown stands before that point; the run cannot go on.',
      ),
  );
}

/** Its results are here, and cannot be tied to entries. */
function waitsForFile({ lastPollProblem }: JobView): boolean {
  return lastPollProblem?.why.code === 'fileChanged';
}

export function familyTooltip({ runs, tally }: FamilyView): string {
  const last = runs.at(-1);
  if (last === undefined) return '';
  const { connection, procedure, file } = last.book.run;
  return lines(
    oneLine(fileName(last.book.run)),
    vscode.l10n.t('{0} runs over the same bytes; each entry counts once', runs.length),
    countsText(tally),
    vscode.l10n.t('Connection: {0}', connectionLine(connection)),
    vscode.l10n.t('Procedure: {0}', oneLine(`${procedure.name} (${procedure.shortId})`)),
    vscode.l10n.t('File: {0}', oneLine(pathOf(file.uri))),
  );
}

export function causeTooltip({ first, count }: Cause): string {
  // People count from 1.
  const shown = first.map(entry => numberText(entry + 1)).join(', ');
  return count > first.length
    ? vscode.l10n.t('Entries {0} and {1} more', shown, numberText(count - first.length))
    : count === 1
      ? vscode.l10n.t('Entry {0}', shown)
      : vscode.l10n.t('Entries {0}', shown);
}

export function jobTooltip(job: JobView): string {
  const { jobId, entries, lastPollProblem, nextPollAt, statusMessage, trouble, movedAt } = job;
  return lines(
    vscode.l10n.t('Background job {0}', oneLine(jobId)),
    vscode.l10n.t('Entries: {0}', numberText(entries.size)),
    statusMessage !== undefined && oneLine(statusMessage),
    trouble !== undefined && jobTroubleText(trouble, movedAt),
    lastPollProblem !== undefined &&
      vscode.l10n.t(
        'Asked in vain {0} times, last {1}: {2}',
        lastPollProblem.times,
        timeText(lastPollProblem.at),
        oneLine(whyText(lastPollProblem.why)),
      ),
    vscode.l10n.t(
      'It is asked again {0}. A job that cannot be asked for has not failed.',
      timeText(nextPollAt),
    ),
  );
}

export function chunkTooltip(chunk: BookChunk): string {
  const { entries, sentAt } = chunk;
  return lines(
    vscode.l10n.t('Request {0}, sent {1}', chunk.id, timeText(sentAt)),
    vscode.l10n.t(
      'Entries {0} to {1}',
      numberText((entries.first ?? 0) + 1),
      numberText((entries.last ?? 0) + 1),
    ),
    chunk.kind === 'unknown' && oneLine(whyText(chunk.why)),
    vscode.l10n.t('Nobody knows whether it arrived, so it is not sent again by itself.'),
  );
}

function connectionLine({ name, kind }: RunView['book']['run']['connection']): string {
  return kind === 'sandbox' ? kindText(kind) : oneLine(`${name}, ${kindText(kind)}`);
}

function pathOf(uri: string): string {
  return vscode.Uri.parse(uri).fsPath;
}

function lines(...parts: (string | false)[]): string {
  return parts.filter(part => part !== false && part !== '').join('\n');
}
