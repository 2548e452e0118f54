import { constants } from 'node:fs';
import { access, readlink, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { hasCode, isMissing } from '../core/disk';
import { writeAtomically } from './files';
import type { Temporaries } from './temporaries';

/** What a folder or its disk says where no other file may be put beside this one, or not in its place, or not with its owner. */
const refusals = ['EACCES', 'EPERM', 'EROFS'];

/**
 * Writes a text to a file that the user has named. On a disk as a whole or not at all: a full one must neither take what was there before nor leave a
 * part; what a link points to is written, not the link. The file keeps its rights and its owner; where only it may be written, and nothing beside it, it
 * is written in place, as VS Code does. What a crash leaves of it is removed later. Throws what the system throws.
 */
export async function writeUserFile(
  file: vscode.Uri,
  text: string,
  temporaries: Pick<Temporaries, 'begin' | 'end'>,
): Promise<void> {
  if (file.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const name = await realName(file.fsPath);
  const there = await stat(name).catch(() => undefined);
  // Putting another file in its place would ask the folder alone.
  if (there !== undefined) await access(name, constants.W_OK);
  const temporary = await temporaries.begin(name);
  try {
    await writeAtomically(name, text, true, { temporary, ...(there && { like: there }) });
  } catch (error) {
    if (there?.isFile() !== true || !refusals.some(code => hasCode(error, code))) throw error;
    await writeFile(name, text, { flush: true });
  } finally {
    await temporaries.end(temporary).catch(() => undefined);
  }
}

/** Where a path leads, also through a link to what is not there yet: that is made, and the link stays. */
async function realName(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    const target = await readlink(file).catch(() => undefined);
    // A new file, or on a disk that knows no other names.
    if (target === undefined) return file;
    // Of links in a circle, the system says so.
    if (!isMissing(error)) throw error;
    const next = path.resolve(await realpath(path.dirname(file)), target);
    // A folder that is not there is not made: it may be that of a disk that is away.
    return realName(path.join(await realpath(path.dirname(next)), path.basename(next)));
  }
}
