import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { hasCode, isMissing } from '../../core/disk';
import type { Ui } from '../ui';
import { plain } from '../words/plain';
import { baseName } from './report';
import type { Place, Setup } from './setup';

const mostNumbers = 999;

/** Beside the table, with its name, or its name and a number where that is taken: nothing is ever overwritten unasked. */
export async function freePlace(table: vscode.Uri): Promise<Place> {
  const { dir, name } = path.parse(table.fsPath);
  for (let number = 1; number <= mostNumbers; number++) {
    const file = path.join(dir, number === 1 ? `${name}.json` : `${name}-${number}.json`);
    if (!(await exists(file))) return { file: vscode.Uri.file(file), isAgreed: false };
  }
  return { file: vscode.Uri.file(path.join(dir, `${name}-${randomUUID()}.json`)), isAgreed: false };
}

/** Undefined: given up, or told why it cannot be that file. */
export async function askPlace(
  ui: Ui,
  { place: now, table }: Pick<Setup, 'place' | 'table'>,
): Promise<Place | undefined> {
  const file = await ui.saveFile({
    title: vscode.l10n.t('Write the payload to which file?'),
    action: vscode.l10n.t('Choose'),
    start: now.file,
    filters: { JSON: ['json'] },
  });
  if (file?.scheme !== 'file') return undefined;
  const why = (await isSame(file, table))
    ? vscode.l10n.t('{0} is the table itself. Choose another file for the payload.', plain(baseName(file)))
    : isDirty(file)
      ? vscode.l10n.t(
          '{0} has changes that are not saved. Save or close it first, or choose another file for the payload.',
          plain(baseName(file)),
        )
      : undefined;
  if (why === undefined) return { file, isAgreed: true };
  void ui.warn(why);
  return undefined;
}

/** The same file under whichever name: by its number on the disk, where it has one. */
async function isSame(one: vscode.Uri, other: vscode.Uri): Promise<boolean> {
  if (path.resolve(one.fsPath) === path.resolve(other.fsPath)) return true;
  try {
    const [a, b] = await Promise.all([one, other].map(uri => stat(uri.fsPath, { bigint: true })));
    return a !== undefined && b !== undefined && a.ino !== 0n && a.ino === b.ino && a.dev === b.dev;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** What an editor holds would not be what is on the disk then. */
function isDirty(file: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(
    ({ uri, isDirty: has }) => has && uri.toString() === file.toString(),
  );
}

/**
 * Gives a file that was written as a whole its name, over another one only where the user agreed to that.
 * @param linkFile as `link` of `node:fs`
 * @returns false: somebody else has taken the name meanwhile
 */
export async function publish(
  temporary: string,
  { file, isAgreed }: Place,
  linkFile: (from: string, to: string) => Promise<void> = link,
): Promise<boolean> {
  if (isAgreed) {
    await rename(temporary, file.fsPath);
    return true;
  }
  try {
    await linkFile(temporary, file.fsPath);
  } catch (error) {
    // A disk in the network may have done it, lost its answer, and say so of the second try.
    if (hasCode(error, 'EEXIST')) return isSame(vscode.Uri.file(temporary), file);
    return renameToFree(temporary, file.fsPath);
  }
  await rm(temporary, { force: true });
  return true;
}

/** Where a file system has no links: the name is taken first, by an empty file, since a rename would replace what somebody else has just put there. */
async function renameToFree(temporary: string, file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
  try {
    await rename(temporary, file);
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
  return true;
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
