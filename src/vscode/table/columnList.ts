import * as vscode from 'vscode';
import { missingOf } from '../../core/table/mapping';
import type { TargetInfo } from '../../core/table/targets';
import { lineText } from '../bulk/lineWords';
import type { Choice } from '../ui';
import { plain } from '../words/plain';
import { datesText, decimalText, delimiterText, targetText, zoneText } from '../words/tableWords';
import { doubts, letters, plannedColumns, sampleRows, type Setup } from './setup';

/** What the user wants to do next with a table. */
export type Wish =
  | { readonly do: 'make' }
  | { readonly do: 'delimiter' | 'header' | 'above' | 'encoding' | 'quotes' | 'place' }
  | { readonly do: 'dates' | 'zone' | 'decimal' }
  | { readonly do: 'column'; readonly column: number };

const mostExamples = 3;
const longestExample = 30;
const longestRow = 80;

/** The one list of a table: what becomes of each column, and how the file is read. Each row can be corrected. */
export function wishes(setup: Setup): Choice<Wish | undefined>[] {
  const of = (isUsed: boolean) =>
    setup.mapping.flatMap((info, column) =>
      (info !== undefined) === isUsed ? [columnRow(setup, column)] : [],
    );
  return [
    makeRow(setup),
    // On top, since these are what the user came to correct.
    ...section(vscode.l10n.t('Columns that are not used'), of(false)),
    ...section(vscode.l10n.t('Columns'), of(true)),
    divider(vscode.l10n.t('How the table is read')),
    ...readingRows(setup),
  ];
}

/** A column as people know it: its name, with its letter where that alone does not tell it apart. */
export function columnText({ names }: Pick<Setup, 'names'>, column: number): string {
  const name = names[column] ?? '';
  if (name === '') return vscode.l10n.t('Column {0}', letters(column));
  return names.indexOf(name) === names.lastIndexOf(name)
    ? plain(name)
    : vscode.l10n.t('{0} (column {1})', plain(name), letters(column));
}

/** The first values of a column, each once: `Ada · Grace · Alan`. */
export function examplesOf(setup: Pick<Setup, 'look'>, column: number): string {
  const values = sampleRows(setup)
    .map(cells => (cells[column] ?? '').trim())
    .filter(cell => cell !== '');
  return [...new Set(values)]
    .slice(0, mostExamples)
    .map(value => plain(value.length > longestExample ? `${value.slice(0, longestExample)}…` : value))
    .join(' · ');
}

/** `First name, string`: what an attribute is, beside where it is written. */
export function attributeText({ attribute }: TargetInfo): string {
  if (attribute === undefined) return '';
  const parts = [attribute.name === attribute.shortId ? '' : plain(attribute.name), plain(attribute.type)];
  return parts.filter(part => part !== '').join(', ');
}

function makeRow(setup: Setup): Choice<Wish> {
  const used = plannedColumns(setup).length;
  const missing = missingOf(setup.mapping, setup.targets).map(({ target }) => plain(targetText(target)));
  // The line is cut where it is long: what is missing stands first.
  const parts = [
    missing.length === 0 ? '' : vscode.l10n.t('Required, and in no column: {0}.', missing.join(', ')),
    used === setup.names.length
      ? vscode.l10n.t('All {0} columns are used.', used)
      : vscode.l10n.t('{0} of {1} columns are used.', used, setup.names.length),
    setup.isRemembered ? vscode.l10n.t('As you mapped these columns before.') : '',
  ];
  return {
    label: `$(check) ${vscode.l10n.t('Make the Payload')}`,
    description: plain(fileName(setup)),
    detail: parts.filter(part => part !== '').join(' '),
    value: { do: 'make' },
  };
}

function columnRow(setup: Setup, column: number): Choice<Wish> {
  const info = setup.mapping[column];
  const examples = examplesOf(setup, column);
  const name = columnText(setup, column);
  return {
    label: name,
    description:
      info === undefined
        ? `$(circle-slash) ${vscode.l10n.t('not used')}`
        : `$(arrow-right) ${goalText(info)}`,
    detail: examples === '' ? vscode.l10n.t('empty, as far as it was looked at') : examples,
    value: { do: 'column', column },
  };
}

function goalText(info: TargetInfo): string {
  const what = attributeText(info);
  const where = plain(targetText(info.target));
  return what === '' ? where : `${where} · ${what}`;
}

function readingRows(setup: Setup): Choice<Wish>[] {
  const { look, reading } = setup;
  const { format } = look;
  const found = doubts(setup);
  const isAsked = vscode.l10n.t('you are asked before the payload is made');
  const row = (icon: string, label: string, description: string, value: Wish) => ({
    label: `$(${icon}) ${label}`,
    description,
    value,
  });
  return [
    ...(found.dates === undefined
      ? []
      : [
          row(
            'calendar',
            vscode.l10n.t('Dates such as {0}', plain(found.dates.example)),
            reading.dates === undefined ? isAsked : datesText(reading.dates),
            { do: 'dates' },
          ),
        ]),
    ...(found.zone === undefined
      ? []
      : [
          row(
            'clock',
            vscode.l10n.t('Times without a zone, such as {0}', plain(found.zone.example)),
            reading.zone === undefined ? isAsked : zoneText(reading.zone),
            { do: 'zone' },
          ),
        ]),
    ...(found.decimal === undefined
      ? []
      : [
          row(
            'symbol-number',
            vscode.l10n.t('Numbers such as {0}', plain(found.decimal.example)),
            reading.decimal === undefined ? isAsked : decimalText(reading.decimal),
            { do: 'decimal' },
          ),
        ]),
    row('arrow-down', vscode.l10n.t('The table begins in'), beginText(setup), { do: 'above' }),
    row(
      'list-flat',
      vscode.l10n.t('First row'),
      format.header ? vscode.l10n.t('names of the columns') : vscode.l10n.t('values, like all others'),
      { do: 'header' },
    ),
    row('split-horizontal', vscode.l10n.t('Separator'), delimiterText(format.delimiter), { do: 'delimiter' }),
    row(
      'quote',
      vscode.l10n.t('Quotes'),
      format.quotes ? vscode.l10n.t('hold a cell together') : vscode.l10n.t('ordinary characters'),
      { do: 'quotes' },
    ),
    row('file-binary', vscode.l10n.t('Encoding'), format.encoding.toUpperCase(), { do: 'encoding' }),
    row('json', vscode.l10n.t('Payload file'), plain(setup.place.file.fsPath), { do: 'place' }),
  ];
}

/** `line 3; not read: Export of 3 January` */
function beginText({ look }: Setup): string {
  const begin = lineText(look.rows[0]?.line ?? 1);
  const [first, ...others] = look.top.slice(0, look.format.above);
  if (first === undefined) return begin;
  const left = rowText(first.cells);
  return others.length === 0
    ? vscode.l10n.t('{0}; not read: {1}', begin, left)
    : vscode.l10n.t('{0}; not read: {1} and {2} more', begin, left, others.length);
}

/** A row as it can be told from others: its cells that hold something. */
export function rowText(cells: readonly string[]): string {
  const text = cells.filter(cell => cell.trim() !== '').join(' · ');
  return plain(text.length > longestRow ? `${text.slice(0, longestRow)}…` : text);
}

function fileName({ place }: Setup): string {
  return place.file.path.slice(place.file.path.lastIndexOf('/') + 1);
}

function section(label: string, rows: readonly Choice<Wish>[]): readonly Choice<Wish | undefined>[] {
  return rows.length === 0 ? [] : [divider(label), ...rows];
}

function divider(label: string): Choice<undefined> {
  return { label, kind: vscode.QuickPickItemKind.Separator, value: undefined };
}
