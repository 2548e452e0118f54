import path from 'node:path';
import * as vscode from 'vscode';
import type { ReadOnlyDocuments } from '../documents';
import { lineText } from './lineWords';

/** VS Code shows extensions no document beyond this, and most people no patience: an entry of it is shown alone. */
const largestOpened = 50 * 1024 * 1024;

/** Whether VS Code opens a file for extensions. Throws what the system throws. */
export async function opensWhole(file: vscode.Uri): Promise<boolean> {
  const { size } = await vscode.workspace.fs.stat(file);
  return !isTooLarge(size);
}

/** @param size bytes */
export function isTooLarge(size: number): boolean {
  return size > largestOpened;
}

/** What stands at a line of a file that is too large to be opened, as a read-only document. */
export function addAlone(
  documents: ReadOnlyDocuments,
  file: vscode.Uri,
  line: number,
  text: string,
): vscode.Uri {
  return documents.add(`${path.posix.basename(file.path)} ${lineText(line)}.json`, `${text}\n`);
}
