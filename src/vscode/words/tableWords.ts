import * as vscode from 'vscode';
import type { NoteCode, Reading, TableProblem, Target } from '../../core/table/model';
import { lineText } from '../bulk/lineWords';

/** Why a table cannot be read, and what to do. */
export function tableProblemText(problem: TableProblem): string {
  switch (problem.code) {
    case 'notReadable':
      return vscode.l10n.t('It cannot be read: {0}.', problem.error);
    case 'notWritable':
      return vscode.l10n.t('The payload cannot be written: {0}.', problem.error);
    case 'empty':
      return vscode.l10n.t('It is empty.');
    case 'excel':
      return vscode.l10n.t(
        'It is a workbook, not text. Save the sheet as “CSV UTF-8” in your spreadsheet program, and use that file.',
      );
    case 'binary':
      return vscode.l10n.t('It is no text: it holds zero bytes.');
    case 'changed':
      return vscode.l10n.t('It changed while it was read. Run the command again.');
    case 'unknownEncoding':
      return vscode.l10n.t(
        'This encoding is not known here. Save the file as UTF-8 (in VS Code: Save with Encoding).',
      );
    case 'encoding':
      return vscode.l10n.t(
        'At {0} there are bytes that this encoding does not have.',
        lineText(problem.line),
      );
    case 'endless':
      return vscode.l10n.t(
        'The quote that is opened in {0} is never closed. Close it, or read quotes as ordinary characters.',
        lineText(problem.line),
      );
    case 'longRow':
      return vscode.l10n.t(
        'The row that begins in {0} is longer than 8 MB, and no entry may be. Look whether line ends are missing there.',
        lineText(problem.line),
      );
    case 'quote':
      return vscode.l10n.t(
        'In the row that begins in {0} there is text after a closing quote. Double the quotes inside the cell (""), or read quotes as ordinary characters.',
        lineText(problem.line),
      );
  }
}

/** What is said of cells, for the report. */
export function noteText(code: NoteCode): string {
  switch (code) {
    case 'number':
      return vscode.l10n.t('Not a number; left as text.');
    case 'decimal':
      return vscode.l10n.t('Commas or points can be read in two ways; left as text.');
    case 'boolean':
      return vscode.l10n.t('Neither true nor false; left as text.');
    case 'option':
      return vscode.l10n.t('Not one of the known values; left as text.');
    case 'date':
      return vscode.l10n.t('Not a date that can be read; left as text.');
    case 'dateOrder':
      return vscode.l10n.t('Which is the day and which is the month is not known; left as text.');
    case 'zone':
      return vscode.l10n.t('A time whose zone is not known, or that does not exist there; left as text.');
    case 'json':
      return vscode.l10n.t('Not a JSON object; left as text.');
    case 'cutDigits':
      return vscode.l10n.t(
        'Looks like a long number whose last digits a spreadsheet has cut off. Format the column as text there and export again.',
      );
    case 'formula':
      return vscode.l10n.t('A formula in place of its value; taken as it is written.');
    case 'sheetError':
      return vscode.l10n.t(
        'What a spreadsheet shows where it has no value, or no room for it; taken as it is written.',
      );
    case 'early':
      return vscode.l10n.t(
        'As milliseconds this is a moment around 1970; it may be seconds, or the day number of a spreadsheet. Taken as it is written.',
      );
  }
}

/** `data.email`, `record.data.phone`: where a value goes. */
export function targetText({ at, shortId }: Target): string {
  switch (at) {
    case 'key':
    case 'field':
      return shortId;
    case 'data':
      return `data.${shortId}`;
    case 'record':
      return `record.data.${shortId}`;
  }
}

export function delimiterText(delimiter: string): string {
  switch (delimiter) {
    case ',':
      return vscode.l10n.t('comma');
    case ';':
      return vscode.l10n.t('semicolon');
    case '\t':
      return vscode.l10n.t('tab');
    case '|':
      return vscode.l10n.t('vertical bar');
    default:
      return delimiter;
  }
}

/** Of cells that can be read in two ways. */
function asTextText(): string {
  return vscode.l10n.t('left as text');
}

export function datesText(order: NonNullable<Reading['dates']> | 'text'): string {
  switch (order) {
    case 'day':
      return vscode.l10n.t('day first');
    case 'month':
      return vscode.l10n.t('month first');
    case 'text':
      return asTextText();
  }
}

export function zoneText(zone: NonNullable<Reading['zone']> | 'text'): string {
  switch (zone) {
    case 'utc':
      return 'UTC';
    case 'local':
      return vscode.l10n.t(
        'the zone of this computer, {0}',
        Intl.DateTimeFormat().resolvedOptions().timeZone,
      );
    case 'text':
      return asTextText();
  }
}

export function decimalText(decimal: NonNullable<Reading['decimal']> | 'text'): string {
  switch (decimal) {
    case ',':
      return vscode.l10n.t('a comma comes before the decimals');
    case '.':
      return vscode.l10n.t('a point comes before the decimals');
    case 'text':
      return asTextText();
  }
}
