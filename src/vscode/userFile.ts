import { constants } from 'node:fs';
import { access, realpath, stat, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { hasCode } from '../core/disk';
import { writeAtomically } from './files';

/** What a folder or its disk says where no other file may be put beside this one, or not in its place, or not with its owner. */
const refusals = ['EACCES', 'EPERM', 'EROFS'];

/**
 * Writes a text to a file that the user has named. On a disk as a whole or not at all: a full one must neither take what was there before nor leave a
 * part; what a link points to is written, not the link. The file keeps its rights and its owner; where only it may be written, and nothing beside it, it
 * is written in place, as VS Code does. Throws what the system throws.
 */
export async function writeUserFile(file: vscode.Uri, text: string): Promise<void> {
  if (file.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const name = await realpath(file.fsPath).catch(() => file.fsPath);
  const there = await stat(name).catch(() => undefined);
  // Putting another file in its place would ask the folder alone.
  if (there !== undefined) await access(name, constants.W_OK);
  try {
    await writeAtomically(name, text, true, there);
  } catch (error) {
    if (there?.isFile() !== true || !refusals.some(code => hasCode(error, code))) throw error;
    await writeFile(name, text, { flush: true });
  }
}
