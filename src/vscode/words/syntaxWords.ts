import * as vscode from 'vscode';
import type { SyntaxCode } from '../../core/payload/parse';

/** What a syntax finding carries. */
export interface SyntaxParams {
  readonly problem: SyntaxCode;
  readonly line: number;
  readonly column: number;
  readonly found: string;
}

/** What keeps a text from being JSON, where, and what to do. */
export function syntaxText({ problem, line, column, found }: SyntaxParams): string {
  if (problem === 'empty')
    return vscode.l10n.t('There is nothing to send. Write a process: an object in braces.');
  return vscode.l10n.t('Line {0}, column {1}: {2}', line, column, problemText(problem, found));
}

/** The same without a place; begins with a small letter. */
export function problemText(problem: Exclude<SyntaxCode, 'empty'>, found: string): string {
  switch (problem) {
    case 'trailingComma':
      return vscode.l10n.t('a comma before a closing brace or bracket. Remove it.');
    case 'tooDeep':
      return vscode.l10n.t('nested too deeply to be read. Is a closing brace or bracket missing?');
    case 'byteOrderMark':
      return vscode.l10n.t('an invisible byte order mark. Remove it: JSON begins without one.');
    case 'InvalidSymbol':
      return vscode.l10n.t(
        '“{0}” is not JSON. Texts stand in double quotes; true, false and null are written small.',
        found,
      );
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return vscode.l10n.t(
        '“{0}” is not a number as JSON writes it. Write it like 12, -0.5 or 1e3, or as text in quotes.',
        found,
      );
    case 'PropertyNameExpected':
      return vscode.l10n.t('a key in double quotes is expected.');
    case 'ValueExpected':
      return vscode.l10n.t('a value is missing.');
    case 'ColonExpected':
      return vscode.l10n.t('a colon is missing behind the key.');
    case 'CommaExpected':
      return vscode.l10n.t('a comma is missing before this.');
    case 'CloseBraceExpected':
      return vscode.l10n.t('a closing brace is missing.');
    case 'CloseBracketExpected':
      return vscode.l10n.t('a closing bracket is missing.');
    case 'EndOfFileExpected':
      return vscode.l10n.t(
        'the payload ends before this. Remove what follows, or put several processes into an array.',
      );
    case 'UnexpectedEndOfComment':
      return vscode.l10n.t('a comment that does not end. Remove it.');
    case 'UnexpectedEndOfString':
      return vscode.l10n.t('a text that does not end. Close it with a double quote.');
    case 'InvalidUnicode':
      return vscode.l10n.t('a \\u that is not followed by four hexadecimal digits.');
    case 'InvalidEscapeCharacter':
      return vscode.l10n.t('an unknown escape. Write a backslash as \\\\.');
    case 'InvalidCharacter':
      return vscode.l10n.t('a control character inside a text. Write it as an escape, e.g. \\t for a tab.');
  }
}
