import * as vscode from 'vscode';
import type { Converted, Note, Rows } from '../../core/table/model';
import { lineText, numberText } from '../bulk/lineWords';
import { entriesText } from '../words/bulkCounts';
import { connectionText } from '../words/connectionWords';
import { oneLine } from '../words/plain';
import { noteText, targetText } from '../words/tableWords';
import { columnText, rowText } from './columnList';
import { letters, type Setup } from './setup';

/** What is told of a conversion beside the payload itself. */
export interface Told {
  readonly setup: Setup;
  readonly converted: Converted;
  /** Rows that do not fit the header made entries all the same. */
  readonly tookUneven: boolean;
}

/** True when there is something that the user should look at. */
export function isWorthALook({ converted: { notes, short, long, total } }: Told): boolean {
  return notes.length > 0 || [short, long, total].some(({ count }) => count > 0);
}

/** The report: plain text for a read-only document whose `line 1,234` are made links into the table. */
export function reportText(told: Told): string {
  const { setup, converted } = told;
  const { goal, table, place, look } = setup;
  const unused = setup.names
    .map((_, column) => column)
    .filter(column => setup.mapping[column] === undefined)
    .map(column => oneLine(columnText(setup, column)));
  const parts = [
    [
      vscode.l10n.t('From {0} to a payload', oneLine(baseName(table))),
      '',
      vscode.l10n.t('Table: {0}', oneLine(table.fsPath)),
      vscode.l10n.t('Payload: {0}', oneLine(place.file.fsPath)),
      vscode.l10n.t('Entries: {0}', numberText(converted.entries)),
      vscode.l10n.t('Procedure: {0} ({1})', oneLine(goal.procedure.name), oneLine(goal.procedure.shortId)),
      vscode.l10n.t('Connection: {0}', connectionText(goal.connection)),
      vscode.l10n.t('Encoding: {0}', look.format.encoding.toUpperCase()),
    ].join('\n'),
    section(
      vscode.l10n.t('LOOK AT THESE CELLS'),
      converted.notes.flatMap(note => noteLines(setup, note)),
    ),
    section(vscode.l10n.t('ROWS'), rowLines(told)),
    section(vscode.l10n.t('COLUMNS'), columnLines(setup)),
    section(vscode.l10n.t('COLUMNS THAT ARE NOT USED'), unused),
  ];
  const text = `${parts.filter(part => part !== '').join('\n\n')}\n`;
  // VS Code would take these two for line ends.
  return text.replace(/[\u2028\u2029]/g, ' ');
}

function noteLines(setup: Setup, { column, code, count, places }: Note): string[] {
  const shown = places.map(({ line, value }) => `  ${lineText(line)}: ${oneLine(value)}`);
  const more = count - places.length;
  const info = setup.mapping[column];
  const where = info === undefined ? '' : ` → ${oneLine(targetText(info.target))}`;
  const cells = count === 1 ? vscode.l10n.t('1 cell') : vscode.l10n.t('{0} cells', numberText(count));
  return [
    `${oneLine(columnText(setup, column))}${where}, ${cells}: ${noteText(code)}`,
    ...shown,
    ...(more > 0 ? [`  ${vscode.l10n.t('and {0} more', numberText(more))}`] : []),
  ];
}

function rowLines({ setup, converted, tookUneven }: Told): string[] {
  const { short, long, empty, total } = converted;
  const above = setup.look.top.slice(0, setup.look.format.above);
  const fate = tookUneven ? vscode.l10n.t('taken') : vscode.l10n.t('left out');
  return [
    ...above.map(({ cells, line }) =>
      vscode.l10n.t('Above the table (not read): {0}: {1}', lineText(line), rowText(cells)),
    ),
    ...(total.count === 0
      ? []
      : [
          vscode.l10n.t(
            'Looks like a sum of the other rows, and is an entry of the payload: {0}. Delete that entry if the row is a sum.',
            placesText(total),
          ),
        ]),
    ...(long.count === 0
      ? []
      : [vscode.l10n.t('More cells than the first row ({0}): {1}', fate, placesText(long))]),
    ...(short.count === 0
      ? []
      : [vscode.l10n.t('Fewer cells than the first row ({0}): {1}', fate, placesText(short))]),
    ...(empty.count === 0
      ? []
      : [vscode.l10n.t('Nothing in the columns that are used (left out): {0}', placesText(empty))]),
  ];
}

/** `line 5, line 9 and 3 more` */
export function placesText({ count, lines }: Rows): string {
  const more = count - lines.length;
  const text = lines.map(line => lineText(line)).join(', ');
  return more > 0 ? vscode.l10n.t('{0} and {1} more', text, numberText(more)) : text;
}

function columnLines(setup: Setup): string[] {
  return setup.mapping.flatMap((info, column) => {
    if (info === undefined) return [];
    const name = setup.names[column] === '' ? '' : ` ${oneLine(setup.names[column] ?? '')}`;
    return [`${letters(column)}${name} → ${oneLine(targetText(info.target))}`];
  });
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, '', ...lines.map(line => `  ${line}`)].join('\n');
}

/** What became of the table, in a sentence or two. */
export function verdictText(told: Told): string {
  const { setup, converted, tookUneven } = told;
  const { notes, short, long, total } = converted;
  const uneven = short.count + long.count;
  const cells = notes.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    vscode.l10n.t(
      '{0}: {1} for {2}.',
      oneLine(baseName(setup.place.file)),
      entriesText(converted.entries),
      oneLine(setup.goal.procedure.name),
    ),
    cells === 0
      ? ''
      : cells === 1
        ? vscode.l10n.t('1 cell is worth a look.')
        : vscode.l10n.t('{0} cells are worth a look.', numberText(cells)),
    total.count > 0
      ? vscode.l10n.t('The last row looks like a sum of the others: {0}.', placesText(total))
      : '',
    uneven > 0 && !tookUneven ? vscode.l10n.t('Rows left out: {0}.', numberText(uneven)) : '',
  ];
  return parts.filter(part => part !== '').join(' ');
}

export function baseName(file: vscode.Uri): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}
