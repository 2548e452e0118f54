import type * as vscode from 'vscode';
import type { EntrySet } from '../../../core/bulk/entrySet';
import { scan } from '../../../core/bulk/scan/scan';
import { openFile } from '../../../core/bulk/scan/source';
import type { Procedure } from '../../../core/catalog/model';
import type { FamilyView, RunService } from '../types';
import type { ProblemsOf } from './fileProblems';
import type { PlacedProblem } from '../../problems/placed';
import { findProblems, mostProblems } from './findings';

/** A file that entries of a family were written to, in their order. */
export interface SavedEntries {
  readonly file: vscode.Uri;
  readonly entries: EntrySet;
  /** One a line. */
  readonly asLines: boolean;
}

/**
 * The results of entries as Problems on the lines of the file that they were saved to. Undefined where it holds something else by now. Throws what the
 * files and the journals throw.
 */
export async function savedProblems(
  family: FamilyView,
  records: RunService['records'],
  { file, entries, asLines }: SavedEntries,
  procedure: Procedure | undefined,
): Promise<[ProblemsOf, readonly PlacedProblem[]] | undefined> {
  const source = await openFile(file.fsPath);
  try {
    const scanned = await scan(source, { lines: asLines });
    if (!scanned.ok || scanned.index.count !== entries.size) return undefined;
    const { index, size, sha256 } = scanned;
    const first = new Map([...entries.take(mostProblems)].map((entry, number) => [entry, number]));
    const found = await findProblems(family, records, { source, index }, procedure, {
      entries,
      numberIn: entry => first.get(entry) ?? numberIn(entries, entry),
    });
    if (await source.changed()) return undefined;
    const runFile = { uri: file.toString(), size, sha256, entries: entries.size };
    return [{ family: family.id, told: 'saved', file: runFile, stamp: source.stamp }, found];
  } finally {
    await source.close();
  }
}

/** How many of the set come before an entry; a walk over all that do. */
function numberIn(entries: EntrySet, entry: number): number {
  let before = 0;
  for (const [first, count] of entries.ranges()) {
    if (entry < first + count) return before + entry - first;
    before += count;
  }
  return before;
}
