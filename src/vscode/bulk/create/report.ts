import path from 'node:path';
import * as vscode from 'vscode';
import type { Layout } from '../../../core/bulk/scan/scan';
import type { Cause, Place, PreflightReport, Severity } from '../../../core/bulk/preflight/report';
import { entriesText, requestsText, sizeText } from '../../words/bulkCounts';
import { causeText } from '../../words/causeWords';
import { kindText } from '../../words/connectionWords';
import { oneLine } from '../../words/plain';
import { lineText, numberText } from '../lineWords';
import { notCheckedTexts } from './notChecked';
import type { CheckedFile } from './types';
import { procedureOf } from './types';

/** The rest is counted. */
const mostCauses = 100;
const mostPlaces = 5;
const mostRepeats = 10;

/**
 * The report of a pre-flight: plain text for a read-only document whose `line 1,234` are made links by `LineLinks`. What stands in the
 * file or the config is in it as text on one line, and can be nothing else there.
 * @param place the line (and column) at which an entry begins
 */
export function reportText(
  checked: CheckedFile,
  place = (entry: number): string => lineText(checked.outcome.index.line(entry)),
): string {
  const { report } = checked.outcome;
  const of = (severity: Severity) => report.causes.filter(cause => cause.severity === severity);
  const parts = [
    head(checked),
    verdict(checked),
    causes(vscode.l10n.t('NEVER SENT AS IT IS'), of('error'), place),
    causes(
      checked.strict
        ? vscode.l10n.t('WRONG, AND NOT SENT SINCE CHECKS ARE STRICT (chakra.checks.strict)')
        : vscode.l10n.t('WRONG, AS FAR AS THE CONFIG SAYS; MAY BE SENT ALL THE SAME'),
      of('warning'),
      place,
    ),
    repeats(report, place),
    existing(checked, place),
    causes(vscode.l10n.t('WORTH KNOWING'), of('note'), place),
    further(report),
    section(vscode.l10n.t('NOT CHECKED'), notCheckedTexts(checked)),
  ];
  const text = `${parts.filter(part => part !== '').join('\n\n')}\n`;
  // VS Code would take these two for line ends.
  return text.replace(/[\u2028\u2029]/g, ' ');
}

function head({ target, outcome, sets, strict }: CheckedFile): string {
  const { connection, file } = target;
  const { shortId, name } = procedureOf(target);
  const { report, size, layout } = outcome;
  const { requests } = strict ? report.requests.valid : report.requests.all;
  const { limits } = report;
  const lines = [
    vscode.l10n.t('Check of {0}', oneLine(path.posix.basename(file.path))),
    '',
    vscode.l10n.t('File: {0}', oneLine(file.fsPath)),
    size < 1000
      ? vscode.l10n.t('Size: {0}', sizeText(size))
      : vscode.l10n.t('Size: {0} ({1} bytes)', sizeText(size), numberText(size)),
    vscode.l10n.t('Entries: {0}', layoutText(layout, report.entries)),
    vscode.l10n.t('Procedure: {0} ({1})', oneLine(name), oneLine(shortId)),
    connection.kind === 'sandbox'
      ? vscode.l10n.t('Connection: {0}', kindText('sandbox'))
      : vscode.l10n.t(
          'Connection: {0}, {1}, {2}',
          oneLine(connection.name),
          kindText(connection.kind),
          connection.origin,
        ),
    ...(connection.kind === 'production'
      ? [vscode.l10n.t('This is PRODUCTION: each entry that is sent becomes real data.')]
      : []),
    vscode.l10n.t(
      'Requests: {0} for {1}, with at most {2} and {3} in each',
      requestsText(requests),
      entriesText(sets.sendable.size),
      entriesText(limits.entries),
      sizeText(limits.bytes),
    ),
  ];
  return lines.join('\n');
}

function layoutText(layout: Layout, count: number): string {
  const number = numberText(count);
  switch (layout) {
    case 'array':
      return vscode.l10n.t('{0}, in an array', number);
    case 'object':
      return vscode.l10n.t('{0}, a single object', number);
    case 'processes':
      return vscode.l10n.t('{0}, in an array under “processes”', number);
    case 'lines':
      return vscode.l10n.t('{0}, each beginning on a line of its own', number);
  }
}

/** The verdict in a sentence or two: for the report, the list of choices and the notification of *Check File*. */
export function verdictText(checked: CheckedFile): string {
  const { outcome, unchecked } = checked;
  const { report } = outcome;
  const wrong = report.flawedCount - report.blockedCount;
  const said = [
    ...existingTexts([checked]),
    ...(report.blockedCount > 0
      ? [vscode.l10n.t('Cannot be sent as they stand: {0}.', entriesText(report.blockedCount))]
      : []),
    ...(wrong > 0 ? [vscode.l10n.t('Something is wrong with {0}.', entriesText(wrong))] : []),
    ...(report.repeats.entries > 0
      ? [vscode.l10n.t('With the primary key of an earlier entry: {0}.', entriesText(report.repeats.entries))]
      : []),
  ];
  if (unchecked !== undefined) {
    return [vscode.l10n.t('Nothing was checked against the config of the procedure.'), ...said].join(' ');
  }
  return said.length > 0
    ? said.join(' ')
    : vscode.l10n.t('Nothing to mend: {0}, none with a finding.', entriesText(report.entries));
}

/** What the service said of the primary keys of files, in a sentence; none where it was not asked. */
export function existingTexts(checked: readonly CheckedFile[]): readonly string[] {
  const asked = checked.flatMap(({ existing }) => (existing === undefined ? [] : [existing]));
  if (asked.length === 0) return [];
  const found = asked.reduce((sum, { entries }) => sum + entries.size, 0);
  const of = asked.reduce((sum, one) => sum + one.asked, 0);
  return [
    found === 0
      ? vscode.l10n.t('None of {0} exists already, as far as this key can see.', entriesText(of))
      : vscode.l10n.t('{0} of {1} exist already.', numberText(found), entriesText(of)),
  ];
}

function verdict(checked: CheckedFile): string {
  const { sets } = checked;
  return section(vscode.l10n.t('VERDICT'), [
    verdictText(checked),
    vscode.l10n.t('Without a finding: {0} of {1}.', numberText(sets.valid.size), numberText(sets.all.size)),
  ]);
}

function causes(title: string, list: readonly Cause[], place: PlaceOf): string {
  if (list.length === 0) return '';
  const shown = list.slice(0, mostCauses).flatMap((cause, i) => causeLines(cause, i + 1, place));
  const more = list.length - mostCauses;
  if (more > 0) shown.push('', `  ${vscode.l10n.t('… and {0} more causes.', numberText(more))}`);
  return [title, ...shown].join('\n');
}

function causeLines(cause: Cause, number: number, place: PlaceOf): readonly string[] {
  const where = [
    ...cause.places.slice(0, mostPlaces).map(one => placeText(one, place)),
    ...moreText(cause.entries - Math.min(cause.places.length, mostPlaces)),
  ].join(', ');
  return [
    '',
    `  ${number}. ${entriesText(cause.entries)}: ${causeText(cause)}`,
    `     ${where}`,
    ...(cause.values.length === 0 || cause.code === 'unreadable'
      ? []
      : [`     ${vscode.l10n.t('for example {0}', cause.values.map(oneLine).join(', '))}`]),
  ];
}

type PlaceOf = (entry: number) => string;

/** `entry 5 (line 12:3)`: where the entry begins, or where it goes wrong. */
function placeText({ entry, line, column }: Place, place: PlaceOf): string {
  const number = numberText(entry + 1);
  const where = column === undefined ? place(entry) : lineText(line, column);
  return vscode.l10n.t('entry {0} ({1})', number, where);
}

function moreText(more: number): readonly string[] {
  return more > 0 ? [vscode.l10n.t('and {0} more', numberText(more))] : [];
}

function repeats({ repeats: found }: PreflightReport, place: PlaceOf): string {
  if (found.entries === 0) return '';
  const lines = [
    vscode.l10n.t(
      'With the primary key of an earlier entry: {0}. Distinct keys that occur more than once: {1}. What becomes of them is up to the service.',
      entriesText(found.entries),
      numberText(found.keys),
    ),
    ...found.examples
      .slice(0, mostRepeats)
      .map(({ key, count, places }) =>
        vscode.l10n.t(
          '{0} in {1}: {2}',
          oneLine(key),
          entriesText(count),
          [
            ...places.slice(0, mostPlaces).map(one => placeText(one, place)),
            ...moreText(count - Math.min(places.length, mostPlaces)),
          ].join(', '),
        ),
      ),
    ...(found.keys > mostRepeats
      ? [vscode.l10n.t('… and {0} more keys.', numberText(found.keys - mostRepeats))]
      : []),
  ];
  return section(vscode.l10n.t('REPEATED PRIMARY KEYS'), lines);
}

/** What the service said when it was asked for the primary keys. */
function existing({ existing: asked, outcome }: CheckedFile, place: PlaceOf): string {
  if (asked === undefined) return '';
  const { index } = outcome;
  const first = [...asked.entries.take(mostPlaces)].map(entry =>
    placeText({ entry, line: index.line(entry) }, place),
  );
  const found = asked.entries.size;
  return section(vscode.l10n.t('PRIMARY KEYS THAT THE SERVICE HAS ALREADY'), [
    found === 0
      ? vscode.l10n.t(
          'None of the {0} that were asked for, as far as this key can see.',
          entriesText(asked.asked),
        )
      : vscode.l10n.t('{0} of {1} that were asked for.', entriesText(found), numberText(asked.asked)),
    ...(found === 0 ? [] : [[...first, ...moreText(found - first.length)].join(', ')]),
    ...(asked.withoutKey === 0
      ? []
      : [vscode.l10n.t('Not asked for, without a primary key: {0}.', entriesText(asked.withoutKey))]),
    ...(asked.unclear === 0
      ? []
      : [
          vscode.l10n.t(
            'Of {0} nothing can be said: the service answered with processes that do not show their keys.',
            entriesText(asked.unclear),
          ),
        ]),
  ]);
}

function further({ further: more }: PreflightReport): string {
  return more === 0
    ? ''
    : vscode.l10n.t(
        'Beyond these causes there are {0} findings of others, which are not listed.',
        numberText(more),
      );
}

function section(title: string, lines: readonly string[]): string {
  return [title, '', ...lines.map(line => `  ${line}`)].join('\n');
}
