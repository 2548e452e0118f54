import * as vscode from 'vscode';
import { beginningOf } from '../../core/table/beginning';
import { numberText } from '../bulk/lineWords';
import type { ReadOnlyDocuments } from '../documents';
import { fileTitle } from '../editor/draftPath';
import { sizeText } from '../words/bulkCounts';
import { baseName } from './report';

const mostEntries = 1_000;

/**
 * Shows the first entries of a payload that is too large to be opened by itself, so that it is not made unseen.
 * @param count how many entries it has
 * @returns how many are shown; 0: the first one alone is too long
 */
export async function showBeginning(
  documents: ReadOnlyDocuments,
  file: vscode.Uri,
  count: number,
): Promise<number> {
  const { entries, text } = await beginningOf(file.fsPath, mostEntries);
  if (entries === 0) return 0;
  const name = vscode.l10n.t('{0}, 1 to {1} of {2}', baseName(file), numberText(entries), numberText(count));
  await documents.show(documents.add(`${fileTitle(name)}.json`, text), { preview: false });
  return entries;
}

/** Why the payload is not shown, and what is shown in its place. @param entries the first ones that are shown */
export function largeText(bytes: number, entries: number | undefined): string {
  const size = sizeText(bytes);
  return entries === undefined || entries === 0
    ? vscode.l10n.t(
        'With {0} it is not opened by itself. Bulk Create checks and sends it as it is on the disk.',
        size,
      )
    : vscode.l10n.t(
        'With {0} it is not opened by itself: you see its first {1} entries. Bulk Create checks and sends it as it is on the disk.',
        size,
        numberText(entries),
      );
}
