import * as vscode from 'vscode';
import type { Procedure } from '../../../core/catalog/model';
import { locateAttribute } from '../../../core/payload/locate';
import type { TextRange } from '../../../core/payload/range';

/** An entry in its file: its text, and where it begins (line and column from 0, UTF-16 units). */
export interface PlacedEntry {
  readonly text: string;
  /** False: the text is only the begin of it. */
  readonly whole: boolean;
  readonly line: number;
  readonly column: number;
}

/** The first line of an entry: where a result that names no attribute is shown. */
export function entryRange({ text, line, column }: PlacedEntry): vscode.Range {
  const end = text.search(/[\r\n]/);
  return new vscode.Range(line, column, line, column + (end < 0 ? text.length : end));
}

/** All of an entry, as far as its text is at hand. */
export function entryWhole(entry: PlacedEntry): vscode.Range {
  return rangeIn(entry, { offset: 0, length: entry.text.length });
}

/** The value that the service names in an entry; undefined where the entry has nothing of that name. */
export function fieldRange(
  entry: PlacedEntry,
  field: string,
  procedure: Procedure | undefined,
): vscode.Range | undefined {
  if (!entry.whole) return undefined;
  const found = locateAttribute(entry.text, field, procedure);
  return found && rangeIn(entry, found);
}

function rangeIn(entry: PlacedEntry, { offset, length }: TextRange): vscode.Range {
  return new vscode.Range(positionIn(entry, offset), positionIn(entry, offset + length));
}

function positionIn({ text, line, column }: PlacedEntry, offset: number): vscode.Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1
    ? new vscode.Position(line, column + last)
    : new vscode.Position(line + lines.length - 1, last);
}
