import * as vscode from 'vscode';
import type { JsonWord, ScanProblem } from '../../core/bulk/scan/problem';
import { lineText, numberText } from '../bulk/lineWords';
import { oneLine } from './plain';

/** Why a file is no list of entries: where, what, and what to do. What stands in the file is in it as it is. */
export function scanText(problem: ScanProblem): string {
  return isOfPlace(problem)
    ? vscode.l10n.t(
        'Line {0}, column {1}: {2}',
        numberText(problem.line),
        numberText(problem.column),
        placeText(problem),
      )
    : fileText(problem);
}

/** About the file as a whole: there is no line to go to. */
type OfFile = Extract<
  ScanProblem,
  { code: 'empty' | 'noEntries' | 'utf16' | 'tooLarge' | 'changed' | 'notReadable' }
>;
type OfPlace = Exclude<ScanProblem, OfFile>;

/** True when the problem has a place that can be gone to. */
export function isOfPlace(problem: ScanProblem): problem is OfPlace {
  switch (problem.code) {
    case 'empty':
    case 'noEntries':
    case 'utf16':
    case 'tooLarge':
    case 'changed':
    case 'notReadable':
      return false;
    default:
      return true;
  }
}

function fileText(problem: OfFile): string {
  switch (problem.code) {
    case 'empty':
      return vscode.l10n.t('It is empty. Put an array of objects into it, or an object on each line.');
    case 'noEntries':
      return vscode.l10n.t('It holds a list without entries. Put at least one object into it.');
    case 'utf16':
      return vscode.l10n.t('It is UTF-16. Save it with the encoding UTF-8, then try again.');
    case 'tooLarge':
      return vscode.l10n.t(
        'It is too large: an entry may have 4 GB, and a file 4,294,967,295 lines. Split it.',
      );
    case 'changed':
      return vscode.l10n.t('It changed while it was read. Try again when nothing writes to it any more.');
    case 'notReadable':
      return vscode.l10n.t(
        'It could not be read ({0}). Check that it is there, is a file, and may be read.',
        problem.params.error,
      );
  }
}

function placeText(problem: OfPlace): string {
  switch (problem.code) {
    case 'binary':
      return vscode.l10n.t('a NUL byte, so this is no text. Choose a JSON file.');
    case 'notJson':
      return vscode.l10n.t(
        '{0} stands here, but an array of objects is expected, or an object on each line.',
        found(problem.params.found),
      );
    case 'notAnObject':
      return vscode.l10n.t(
        'entry {0} is {1}, but each entry has to be an object in braces.',
        numberText(problem.params.entry + 1),
        wordText(problem.params.actual),
      );
    case 'trailingComma':
      return vscode.l10n.t('a comma before the closing bracket. Remove it.');
    case 'extraComma':
      return vscode.l10n.t('a comma where an entry should be. Remove it.');
    case 'missingComma':
      return vscode.l10n.t('a comma is missing before {0}.', found(problem.params.found));
    case 'missingLineBreak':
      return vscode.l10n.t(
        '{0} should begin on a line of its own. Put a line break before it.',
        found(problem.params.found),
      );
    case 'commaOutsideList':
      return vscode.l10n.t(
        'a comma behind an entry that stands in no list. Remove it, or put all entries into brackets.',
      );
    case 'afterEnd':
      return vscode.l10n.t('the entries end before {0}. Remove what follows.', found(problem.params.found));
    case 'truncated':
      return truncatedText(problem.params);
    case 'wrongBracket':
      return vscode.l10n.t(
        '{0} stands here, but {1} has to come first. Look at the brackets of entry {2}, which begins at {3}.',
        found(problem.params.found),
        found(problem.params.expected),
        numberText(problem.params.entry + 1),
        lineText(problem.params.entryLine),
      );
    case 'lineBreakInString':
      return vscode.l10n.t(
        'a line break inside a text of entry {0}, which begins at {1}. Close the text with a double quote, or write \\n for the break.',
        numberText(problem.params.entry + 1),
        lineText(problem.params.entryLine),
      );
    case 'comment':
      return vscode.l10n.t('a comment: JSON has none. Remove all comments.');
    case 'unexpected':
      return vscode.l10n.t(
        '{0} is not expected here. Look for a quote, a comma or a bracket that is missing before it.',
        found(problem.params.found),
      );
    case 'tooDeep':
      return vscode.l10n.t(
        'nested more than {0} levels deep. Look for a closing bracket that is missing before it.',
        numberText(problem.params.limit),
      );
  }
}

function truncatedText(params: Extract<ScanProblem, { code: 'truncated' }>['params']): string {
  if (params.inside === 'list')
    return vscode.l10n.t('the file ends before its list does. Complete it, or close the list.');
  const entry = numberText(params.entry + 1);
  const line = lineText(params.entryLine);
  return params.inside === 'string'
    ? vscode.l10n.t(
        'the file ends inside a text of entry {0}, which begins at {1}. Complete it, or look for a missing double quote.',
        entry,
        line,
      )
    : vscode.l10n.t('the file ends inside entry {0}, which begins at {1}. Complete it.', entry, line);
}

function found(text: string): string {
  return text.trim() === '' ? vscode.l10n.t('something else') : `“${oneLine(text)}”`;
}

function wordText(word: JsonWord): string {
  switch (word) {
    case 'array':
      return vscode.l10n.t('an array');
    case 'string':
      return vscode.l10n.t('text');
    case 'number':
      return vscode.l10n.t('a number');
    case 'boolean':
      return vscode.l10n.t('true or false');
    case 'null':
      return vscode.l10n.t('null');
    case 'other':
      return vscode.l10n.t('something else');
  }
}
