import * as vscode from 'vscode';

/**
 * `line 1,234` or, at another column than the first, `line 1,234:5`: the words that `LineLinks` makes a link of.
 * @param column from 1
 */
export function lineText(line: number, column = 1): string {
  return vscode.l10n.t('line {0}', column === 1 ? numberText(line) : `${numberText(line)}:${column}`);
}

/** A whole number as people read it: `1,234,567`. By hand: the first number that the system writes takes it more than ten milliseconds. */
export function numberText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A place that a text names. Offset and length in UTF-16 units. */
export interface NamedLine {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** Finds the places that a text names by {@link lineText}. */
export function linesNamedIn(text: string): NamedLine[] {
  const [before = '', after = ''] = vscode.l10n.t('line {0}', '\0').split('\0');
  const number = String.raw`(\d{1,3}(?:,\d{3})*)(?![\d,]*\d)(?::(\d+))?`;
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${quoted(before)}${number}${quoted(after)}`, 'gu');
  return [...text.matchAll(pattern)].map(match => ({
    offset: match.index,
    length: match[0].length,
    line: Number((match[1] ?? '').replaceAll(',', '')),
    column: Number(match[2] ?? 1),
  }));
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
