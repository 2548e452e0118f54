import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ReadOnlyDocuments } from '../../documents';
import { addAlone, opensWhole } from '../largeFile';

/** Of an entry that is shown alone; around a place that is in no entry. */
const mostShown = 1_000_000;
const around = 2_000;

/** A place in a file. */
export interface Spot {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** In bytes: what to show when the file is too large to be opened. */
  readonly offset: number;
  readonly length?: number;
}

/** Opens a file at a place; of a file that is too large for VS Code only what stands there, as a read-only document. */
export async function jumpTo(documents: ReadOnlyDocuments, file: vscode.Uri, spot: Spot): Promise<void> {
  if (!(await opensWhole(file))) {
    await documents.show(addAlone(documents, file, spot.line, await textAt(file, spot)));
    return;
  }
  const place = new vscode.Position(spot.line - 1, spot.column - 1);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === file.toString(),
  );
  await vscode.window.showTextDocument(file, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(place, place),
  });
}

async function textAt(file: vscode.Uri, { offset, length }: Spot): Promise<string> {
  const from = length === undefined ? Math.max(0, offset - around) : offset;
  const bytes = Buffer.alloc(length === undefined ? 2 * around : Math.min(length, mostShown));
  const handle = await open(file.fsPath, 'r');
  try {
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
