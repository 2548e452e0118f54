import * as vscode from 'vscode';

/**
 * What the disk or VS Code would not do. Not a bug of ours: the message is a whole sentence for the user, with the reason
 * and the remedy, and is shown as it is.
 */
export class Trouble extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'Trouble';
  }
}

/** Told by its name: each bundle has a class of its own. */
export function isTrouble(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Trouble';
}

/** True where a part of the extension is not on the disk any more: it was updated or removed under a window that is still open. */
export function isPartGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

/** What the system says of an error, e.g. `ENOSPC: no space left on device, write`; something also of what is no error. */
export function reasonOf(error: unknown): string {
  // VS Code puts the name of the error before it.
  if (error instanceof Error && error.message.trim() !== '')
    return error.message.replace(/^(?:Error: )+/, '');
  const text = typeof error === 'string' ? error.trim() : '';
  return text === '' ? vscode.l10n.t('no reason given') : text;
}

/**
 * True for an error of the operating system, or of a file system of VS Code, that no code of ours could avoid: a full disk, missing rights, a file
 * that is gone.
 */
export function isSystemError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    ('code' in error && 'syscall' in error && 'errno' in error) || /\bFileSystemError\b/.test(error.name)
  );
}
