import * as vscode from 'vscode';
import type { RunBook } from '../../../core/bulk/book/book';
import type { Cause } from '../../../core/bulk/book/types';
import { sumOf } from '../../../core/bulk/book/entryTable';
import { isCutRaw } from '../../../core/api/jobEntry';
import type { Tally } from '../../../core/bulk/records';
import type { JobView } from '../../../core/bulk/run/tracked';
import { runInSlices } from '../../../core/slices';
import { requestsText, sizeText } from '../../words/bulkCounts';
import { oneLine } from '../../words/plain';
import { countsText, shownVerdicts, verdictText, wayText } from '../../words/resultWords';
import { kindText } from '../../words/connectionWords';
import { numberText } from '../lineWords';
import { saveWords } from './againWords';
import { doubtText } from './doubtText';
import type { RunFacts } from './facts';
import { ownersOf } from './familyRows';
import { missingText } from './missingText';
import { waitingText } from './waitingText';
import { cutText, exportWords } from './reportLinks';
import { causeText, short } from './resultText';

export interface ReportedRun {
  readonly book: RunBook;
  /** Its journal cannot be read to its end. */
  readonly damaged: boolean;
  readonly facts: RunFacts;
  /** Those that are followed now. */
  readonly jobs: readonly JobView[];
}

/** What a report is made of. */
export interface ReportContent {
  /** Oldest first; at least one. */
  readonly runs: readonly ReportedRun[];
  readonly tally: Tally;
  readonly causes: readonly Cause[];
  /** The file as people know it, e.g. its path. */
  readonly file: string;
  /** Where an entry stands, in words; {@link numberPlace} where its line is not known any more, and `linesMissing` says why. */
  readonly place: (entry: number) => string;
  readonly linesMissing?: string | undefined;
  readonly time: (at: number) => string;
}

const mostCauses = 50;
const mostStrays = 20;
const strayLength = 500;

/**
 * The report of a run or a family, a text to read, made in slices: there may be a million entries to look at. Its lines are links where it is shown through
 * `LineLinks`.
 */
export async function reportText(content: ReportContent): Promise<string> {
  return runInSlices(partsOf(content));
}

function* partsOf(content: ReportContent): Generator<void, string, void> {
  const { runs, place } = content;
  const owners = yield* ownersOf(runs.map(({ book }) => book));
  const parts = [
    head(content),
    counts(content),
    ...runs.map((_, at) => runText(content, at)),
    causes(content),
    waysOn(content),
    yield* doubtText(runs, owners, place),
    yield* missingText(runs, owners, place),
    waitingText(runs, place),
    strays(content),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function head({ runs, file, linesMissing }: ReportContent): string {
  const run = runs[0]?.book.run;
  if (run === undefined) return '';
  const { connection, procedure } = run;
  const target = vscode.l10n.t(
    '{0}, {1}, {2}',
    oneLine(connection.name),
    kindText(connection.kind),
    connection.origin,
  );
  const lines = [
    vscode.l10n.t('Results of a bulk create'),
    '',
    vscode.l10n.t('File: {0}', oneLine(file)),
    vscode.l10n.t('Entries of the file: {0}', numberText(run.file.entries)),
    vscode.l10n.t('Procedure: {0} ({1})', oneLine(procedure.name), oneLine(procedure.shortId)),
    vscode.l10n.t('Connection: {0}', connection.kind === 'sandbox' ? kindText('sandbox') : target),
  ];
  if (linesMissing !== undefined) {
    lines.push(
      '',
      vscode.l10n.t('{0} Entries are named by their number in the file as it was, from 1.', linesMissing),
    );
  }
  return lines.join('\n');
}

function counts({ tally, runs }: ReportContent): string {
  const rows = shownVerdicts
    .filter(verdict => tally[verdict] > 0 || verdict === 'succeeded')
    .map(verdict => [numberText(tally[verdict]), verdictText(verdict)] as const);
  const sum = sumOf(tally);
  const outside = (runs[0]?.book.run.file.entries ?? sum) - sum;
  const all = [
    ...rows,
    [numberText(sum), vscode.l10n.t('in all')] as const,
    ...(outside > 0 ? [[numberText(outside), vscode.l10n.t('in no run yet')] as const] : []),
  ];
  const width = Math.max(...all.map(([count]) => count.length));
  const lines = all.map(([count, words]) => `  ${count.padStart(width)}  ${words}`);
  return [vscode.l10n.t('What became of the entries'), ...lines].join('\n');
}

function runText(content: ReportContent, at: number): string {
  const one = content.runs[at];
  if (one === undefined) return '';
  const { book, facts } = one;
  const { run } = book;
  const lines = [
    `${content.runs.length === 1 ? vscode.l10n.t('The run') : vscode.l10n.t('Run {0}', at + 1)}: ${originWords(run.origin)}, ${phaseWords(book)}`,
    `  ${countsText(book.tally)}`,
    `  ${timesText(facts, run.at, content.time)}`,
  ];
  if (one.damaged) {
    lines.push(
      `  ${vscode.l10n.t('The journal of this run is damaged on the disk: more may have been sent than stands here.')}`,
    );
  }
  if (facts.requests > 0) lines.push(`  ${paceText(book, facts)}`);
  const ways = [...book.ways].filter(way => way !== 'none').map(wayText);
  if (ways.length > 0)
    lines.push(`  ${vscode.l10n.t('Which result belongs to which entry was told {0}.', ways.join('; '))}`);
  if (book.ways.has('none')) {
    const none =
      ways.length === 0
        ? vscode.l10n.t('Nothing tells which result belongs to which entry.')
        : vscode.l10n.t('Of some results nothing tells which entry they belong to.');
    lines.push(`  ${none}`);
  }
  return lines.join('\n');
}

function originWords(origin: RunBook['run']['origin']): string {
  switch (origin) {
    case 'all':
      return vscode.l10n.t('all entries');
    case 'first':
      return vscode.l10n.t('the first entries');
    case 'rest':
      return vscode.l10n.t('the rest');
    case 'retry':
      return vscode.l10n.t('the failed ones again');
    case 'unseen':
      return vscode.l10n.t('the unseen ones again');
  }
}

function phaseWords({ phase, cancelled }: RunBook): string {
  switch (phase.kind) {
    case 'ready':
      return vscode.l10n.t('nothing sent yet');
    case 'running':
    case 'waiting':
      return vscode.l10n.t('going on');
    case 'paused':
      return vscode.l10n.t('paused');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'finished':
      return cancelled ? vscode.l10n.t('cancelled, and at its end') : vscode.l10n.t('finished');
  }
}

function timesText({ firstAt, lastAt }: RunFacts, created: number, time: ReportContent['time']): string {
  if (firstAt === undefined) return vscode.l10n.t('Recorded: {0}. No request was made.', time(created));
  const end = lastAt ?? firstAt;
  return vscode.l10n.t('From {0} to {1}: {2}', time(firstAt), time(end), durationText(end - firstAt));
}

/** `1 h 2 min`, `3 min 4 s`, `5.6 s`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return vscode.l10n.t('{0} s', seconds.toFixed(1));
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? vscode.l10n.t('{0} min {1} s', minutes, whole % 60)
    : vscode.l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

function paceText(
  { tally }: RunBook,
  { requests, bytes, again, firstAt = 0, lastAt = firstAt }: RunFacts,
): string {
  const text = vscode.l10n.t('{0}, {1}', requestsText(requests), sizeText(bytes));
  const repeated =
    again === 0 ? '' : vscode.l10n.t(', {0} of them again, since nothing had arrived', numberText(again));
  const sent = sumOf(tally) - tally.skipped - tally.pending;
  const seconds = (lastAt - firstAt) / 1000;
  if (seconds < 1 || sent < seconds) return `${text}${repeated}`;
  return `${text}${repeated}; ${vscode.l10n.t('{0} entries a second', numberText(Math.round(sent / seconds)))}`;
}

function causes(content: ReportContent): string {
  const { causes: all } = content;
  if (all.length === 0) return '';
  const shown = all.slice(0, mostCauses).flatMap(cause => {
    const others = cause.count - cause.first.length;
    const places = cause.first.map(content.place).join(', ');
    const more = others > 0 ? vscode.l10n.t(' and {0} more', numberText(others)) : '';
    const text = cause.other
      ? vscode.l10n.t('many other causes, e.g. {0}', causeText(cause))
      : causeText(cause);
    return [`  ${numberText(cause.count)}: ${text}`, `    ${places}${more}`];
  });
  const rest = all.length - mostCauses;
  const note =
    rest > 0
      ? [`  ${vscode.l10n.t('{0} more causes: {1} has them all.', numberText(rest), exportWords())}`]
      : [];
  return [vscode.l10n.t('Without success, by cause'), ...shown, ...note].join('\n');
}

/** What to do about those that failed for certain. */
function waysOn({ tally: { failed, invalid, refused } }: ReportContent): string {
  if (failed + invalid + refused === 0) return '';
  return [
    vscode.l10n.t('To create the failed ones after all'),
    `  ${vscode.l10n.t('{0} puts them into a file of their own, with these causes on its lines: mend them there, not in the file that was sent, and bulk create that file.', saveWords())}`,
    `  ${vscode.l10n.t('Retry Failed… (in the view Runs) sends them again as they are, for causes that pass by themselves; the file must be as it was sent.')}`,
  ].join('\n');
}

function strays({ runs }: ReportContent): string {
  const count = runs.reduce((sum, { book }) => sum + book.strays, 0);
  if (count === 0) return '';
  const shown = runs.flatMap(({ facts }) => facts.strays).slice(0, mostStrays);
  const more = count - shown.length;
  const isCut = shown.some(raw => isCutRaw(raw));
  return [
    vscode.l10n.t(
      'Results that belong to no entry for certain, as the service gave them: {0}',
      numberText(count),
    ),
    ...shown.map(raw => `  ${short(raw, strayLength)}`),
    ...(more > 0 ? [`  ${vscode.l10n.t('… and {0} more', numberText(more))}`] : []),
    `  ${vscode.l10n.t('{0} has them all, each with its job.', exportWords())}${isCut ? ` ${cutText()}` : ''}`,
  ].join('\n');
}

/** An entry by its number, from 1. */
export function numberPlace(entry: number): string {
  return vscode.l10n.t('entry {0}', numberText(entry + 1));
}
