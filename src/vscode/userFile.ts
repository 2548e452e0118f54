import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { writeAtomically } from './files';

/**
 * Writes a text to a file that the user has named. On a disk as a whole or not at all: a full one must neither take what was there before nor leave a
 * part; what a link points to is written, not the link. Throws what the system throws.
 */
export async function writeUserFile(file: vscode.Uri, text: string): Promise<void> {
  if (file.scheme === 'file')
    await writeAtomically(await realpath(file.fsPath).catch(() => file.fsPath), text);
  else await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
