import path from 'node:path';
import * as vscode from 'vscode';
import { checkPhoto, largePhotoBytes, mostPhotoBytes, photoEndings } from '../../core/values/photoFile';
import { reasonOf, Trouble } from '../trouble';
import type { Ui } from '../ui';
import { plain } from '../words/plain';

/** A file that was looked at. */
export interface PhotoToUpload {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly filetype: string;
}

/** Asks for files and looks at each; none where the user does not want one of them after all. @param attribute its name, and how many it takes */
export async function chooseFiles(
  ui: Ui,
  document: vscode.Uri,
  attribute: { readonly name: string; readonly many: boolean },
): Promise<readonly PhotoToUpload[]> {
  const start = document.scheme === 'file' ? vscode.Uri.joinPath(document, '..') : undefined;
  const uris = await ui.openFiles({
    title: attribute.many
      ? vscode.l10n.t('Photos for {0}', plain(attribute.name))
      : vscode.l10n.t('A photo for {0}', plain(attribute.name)),
    action: vscode.l10n.t('Upload'),
    ...(start === undefined ? {} : { start }),
    filters: { [vscode.l10n.t('Photos')]: photoEndings, [vscode.l10n.t('All files')]: ['*'] },
  });
  if (uris === undefined) return [];
  if (!attribute.many && uris.length > 1) {
    void ui.warn(vscode.l10n.t('{0} takes one photo. Choose one file.', plain(attribute.name)));
    return [];
  }
  const picked: PhotoToUpload[] = [];
  for (const uri of uris) {
    const one = await readPhoto(ui, uri);
    if (one === undefined) return [];
    picked.push(one);
  }
  return picked;
}

/** Reads a file and asks about what is odd; undefined when it is not to be uploaded. */
async function readPhoto(ui: Ui, uri: vscode.Uri): Promise<PhotoToUpload | undefined> {
  const name = path.posix.basename(uri.path);
  const { size } = await unlessUnreadable(name, vscode.workspace.fs.stat(uri));
  if (size > mostPhotoBytes) {
    void ui.error(
      vscode.l10n.t('{0} is {1} MB: too large to be uploaded from here.', plain(name), megabytes(size)),
    );
    return undefined;
  }
  const bytes = await unlessUnreadable(name, vscode.workspace.fs.readFile(uri));
  const check = checkPhoto(bytes, name);
  if (!check.ok && check.problem === 'empty') {
    void ui.error(vscode.l10n.t('{0} is empty. Choose another file.', plain(name)));
    return undefined;
  }
  const uploadIt = vscode.l10n.t('Upload');
  const doubts = [
    ...(check.ok ? [] : [vscode.l10n.t('It does not begin like a photo.')]),
    ...(size > largePhotoBytes ? [vscode.l10n.t('It is {0} MB large.', megabytes(size))] : []),
  ];
  if (doubts.length > 0) {
    const detail = [...doubts, vscode.l10n.t('What the service takes is not documented.')].join(' ');
    const answer = await ui.confirm(vscode.l10n.t('Upload {0} all the same?', plain(name)), detail, uploadIt);
    if (answer !== uploadIt) return undefined;
  }
  return { name, bytes, filetype: check.filetype };
}

/** For people: of a small file in kB. */
export function sizeText(size: number): string {
  return size < 1024 * 1024
    ? vscode.l10n.t('{0} kB', Math.max(1, Math.round(size / 1024)))
    : vscode.l10n.t('{0} MB', megabytes(size));
}

const megabytes = (size: number): string => (size / 1024 / 1024).toFixed(1);

async function unlessUnreadable<T>(name: string, work: Thenable<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Trouble(
      vscode.l10n.t(
        '{0} cannot be read ({1}). Check whether it is still there.',
        plain(name),
        reasonOf(error),
      ),
      error,
    );
  }
}
