import * as vscode from 'vscode';
import { lineBytes } from '../../core/table/badLine';
import { epochOf, readDate } from '../../core/table/dates';
import { delimiters } from '../../core/table/detect';
import { decoderFor } from '../../core/table/encoding';
import { numberText } from '../../core/table/numbers';
import type { Doubts } from '../../core/table/questions';
import { lineText } from '../bulk/lineWords';
import type { Choice, Ui } from '../ui';
import { plain } from '../words/plain';
import { datesText, decimalText, delimiterText, zoneText } from '../words/tableWords';
import { columnText, rowText } from './columnList';
import type { Said, Setup } from './setup';

/** Encodings in which tables still come, those of Western Europe first; each with who uses it. */
const encodings: readonly (readonly [label: string, use: () => string])[] = [
  ['windows-1252', () => vscode.l10n.t('Western Europe; Excel on Windows')],
  ['iso-8859-15', () => vscode.l10n.t('Western Europe')],
  ['windows-1250', () => vscode.l10n.t('Central Europe')],
  ['windows-1251', () => vscode.l10n.t('Cyrillic')],
  ['windows-1253', () => vscode.l10n.t('Greek')],
  ['windows-1254', () => vscode.l10n.t('Turkish')],
  ['windows-1255', () => vscode.l10n.t('Hebrew')],
  ['windows-1256', () => vscode.l10n.t('Arabic')],
  ['macintosh', () => vscode.l10n.t('Western Europe; old Macs')],
  ['shift_jis', () => vscode.l10n.t('Japanese')],
  ['gb18030', () => vscode.l10n.t('Chinese, simplified')],
  ['big5', () => vscode.l10n.t('Chinese, traditional')],
  ['euc-kr', () => vscode.l10n.t('Korean')],
  ['utf-8', () => vscode.l10n.t('Unicode')],
  ['utf-16le', () => vscode.l10n.t('Unicode; “Unicode text” of Excel')],
  ['utf-16be', () => vscode.l10n.t('Unicode')],
];

/**
 * Lets the user choose an encoding; each shows what it makes of a line.
 * @param why the title
 * @param line from 1: one that shows the difference
 */
export async function askEncoding(
  ui: Ui,
  path: string,
  why: string,
  line: number,
): Promise<string | undefined> {
  const bytes = await lineBytes(path, line);
  const rows = encodings.flatMap(([label, use]): Choice<string>[] => {
    const text = decoded(label, bytes);
    if (text === undefined) return [];
    return [{ label: label.toUpperCase(), description: use(), detail: plain(text.trim()), value: label }];
  });
  return ui.pick(rows, {
    title: why,
    placeholder: vscode.l10n.t('Choose the encoding in which {0} reads well', lineText(line)),
    stays: true,
  });
}

/** Undefined where the bytes are no text of this encoding, or this VS Code does not know it. */
function decoded(label: string, bytes: Uint8Array): string | undefined {
  try {
    // A line that was cut may end within a character.
    return decoderFor(label).decode(bytes, false);
  } catch {
    return undefined;
  }
}

/** Which of the first rows is that of the table; those above it are not read. */
export async function askAbove(ui: Ui, { look }: Pick<Setup, 'look'>): Promise<number | undefined> {
  return ui.pick(
    look.top.map(({ cells, line }, above): Choice<number> => ({
      label: lineText(line),
      description: rowText(cells),
      value: above,
    })),
    {
      title: vscode.l10n.t('In which line does the table begin?'),
      placeholder: vscode.l10n.t(
        'With the names of the columns, where it has any. What stands above is not read.',
      ),
      stays: true,
    },
  );
}

export async function askDelimiter(ui: Ui, now: string): Promise<string | undefined> {
  const rows = delimiters.map((delimiter): Choice<string> => ({
    label: delimiterText(delimiter),
    description: delimiter === '\t' ? '' : delimiter,
    value: delimiter,
  }));
  const other = '';
  const picked = await ui.pick([...rows, { label: vscode.l10n.t('Another character…'), value: other }], {
    title: vscode.l10n.t('What stands between the cells? Now: {0}', delimiterText(now)),
    stays: true,
  });
  if (picked !== other) return picked;
  return ui.input({
    title: vscode.l10n.t('The character between the cells'),
    prompt: vscode.l10n.t('One character.'),
    validate: text =>
      text.length === 1 && !/["\r\n\ufeff]/.test(text)
        ? undefined
        : vscode.l10n.t('Type one character; quotes and line ends cannot be separators.'),
  });
}

export async function askDates(ui: Ui, setup: Setup, doubt: NonNullable<Doubts['dates']>) {
  const shown = doubt.shown ?? 'day';
  const order = shown === 'day' ? (['day', 'month', 'text'] as const) : (['month', 'day', 'text'] as const);
  return choose<NonNullable<Said['dates']>>(
    ui,
    vscode.l10n.t('{0} in {1}: which comes first?', plain(doubt.example), columnText(setup, doubt.column)),
    doubt.shown === undefined
      ? vscode.l10n.t('The table does not show it')
      : vscode.l10n.t('Other cells show: {0}', datesText(doubt.shown)),
    order.map(value => ({
      label: datesText(value),
      description: value === 'text' ? '' : dayText(doubt.example, value),
      value,
    })),
  );
}

/** `3 April 2026`: what a date means when it is read so; nothing where it is none then. */
function dayText(cell: string, order: 'day' | 'month'): string {
  const found = readDate(cell, order);
  if (!found.ok) return vscode.l10n.t('no date, read so');
  const at = epochOf(found.date, 'utc') ?? 0;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

export async function askZone(ui: Ui, setup: Setup, doubt: NonNullable<Doubts['zone']>) {
  return choose<NonNullable<Said['zone']>>(
    ui,
    vscode.l10n.t('{0} in {1}: in which zone?', plain(doubt.example), columnText(setup, doubt.column)),
    vscode.l10n.t('The service takes a moment in milliseconds, and a time without a zone is none'),
    (['utc', 'local', 'text'] as const).map(value => ({ label: zoneText(value), value })),
  );
}

export async function askDecimal(ui: Ui, setup: Setup, doubt: NonNullable<Doubts['decimal']>) {
  const order = doubt.shown === '.' ? (['.', ',', 'text'] as const) : ([',', '.', 'text'] as const);
  return choose<NonNullable<Said['decimal']>>(
    ui,
    vscode.l10n.t('{0} in {1}: which number is that?', plain(doubt.example), columnText(setup, doubt.column)),
    doubt.shown === undefined
      ? vscode.l10n.t('The table does not show it')
      : vscode.l10n.t('Other cells show: {0}', decimalText(doubt.shown)),
    order.map(value => ({
      label: decimalText(value),
      description:
        value === 'text' ? '' : (numberText(doubt.example, value) ?? vscode.l10n.t('no number, read so')),
      value,
    })),
  );
}

/** Undefined: given up. */
async function choose<T>(
  ui: Ui,
  title: string,
  placeholder: string,
  rows: readonly Choice<T>[],
): Promise<T | undefined> {
  return ui.pick(rows, { title, placeholder, stays: true });
}
