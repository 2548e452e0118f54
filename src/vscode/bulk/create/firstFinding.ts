import type * as vscode from 'vscode';
import { columnOf } from '../../../core/bulk/scan/place';
import { openFile } from '../../../core/bulk/scan/source';
import type { ReadOnlyDocuments } from '../../documents';
import { jumpTo } from './jump';
import type { CheckedFile } from './types';

/**
 * Opens the file at the first entry with a finding, one that repeats a primary key included; of an entry that is no JSON, where it goes wrong.
 */
export async function goToFirstFinding(
  documents: ReadOnlyDocuments,
  { target, outcome, sets }: CheckedFile,
): Promise<void> {
  const { index, report } = outcome;
  const entry = sets.all.minus(sets.valid).first;
  if (entry === undefined) return;
  const broken = report.causes
    .flatMap(({ places }) => places)
    .find(place => place.entry === entry && place.column !== undefined);
  const offset = index.offset(entry);
  await jumpTo(documents, target.file, {
    line: broken?.line ?? index.line(entry),
    column: broken?.column ?? (await columnAt(target.file, offset)),
    offset,
    length: index.length(entry),
  });
}

/** The column of a byte, from 1; 1 where the file cannot be read any more. */
async function columnAt(file: vscode.Uri, offset: number): Promise<number> {
  try {
    const source = await openFile(file.fsPath);
    try {
      return await columnOf(source, offset);
    } finally {
      await source.close();
    }
  } catch {
    return 1;
  }
}
