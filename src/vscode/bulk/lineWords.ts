import * as vscode from 'vscode';

/** `line 1,234`: the words that `LineLinks` makes a link of. */
export function lineText(line: number): string {
  return vscode.l10n.t('line {0}', numberText(line));
}

/** A whole number as people read it: `1,234,567`. By hand: the first number that the system writes takes it more than ten milliseconds. */
export function numberText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Finds the lines that a text names by {@link lineText}. Offsets in UTF-16 units. */
export function linesNamedIn(
  text: string,
): { readonly offset: number; readonly length: number; readonly line: number }[] {
  const [before = '', after = ''] = vscode.l10n.t('line {0}', '\0').split('\0');
  const number = String.raw`(\d{1,3}(?:,\d{3})*)(?![\d,]*\d)`;
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${quoted(before)}${number}${quoted(after)}`, 'gu');
  return [...text.matchAll(pattern)].map(match => ({
    offset: match.index,
    length: match[0].length,
    line: Number((match[1] ?? '').replaceAll(',', '')),
  }));
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
