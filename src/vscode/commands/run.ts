import * as vscode from 'vscode';
import type { Log } from '../log';
import { isSystemError, isTrouble, reasonOf } from '../trouble';
import type { Ui } from '../ui';
import { plain } from '../words/plain';

/**
 * Wraps every command: a cancellation is silent; a failure that the user can mend has been told where it happened;
 * what the disk or VS Code would not do is said as that; anything else that is thrown is a bug. Both are logged with their
 * stack and shown with *Show Log*.
 */
export function wrap(
  name: string,
  ui: Ui,
  log: Log,
  handler: (...args: unknown[]) => Promise<unknown>,
): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      log.error(name, error);
      const showLog = vscode.l10n.t('Show Log');
      void ui.error(plain(log.redactor.redact(messageOf(name, error))), showLog).then(answer => {
        if (answer === showLog) log.show();
      });
      return undefined;
    }
  };
}

function messageOf(name: string, error: unknown): string {
  if (isTrouble(error)) return error.message;
  const reason = reasonOf(error);
  return isSystemError(error)
    ? vscode.l10n.t(
        '{0} stopped: a file could not be read or written ({1}). Check the free space on the disk and the rights of the folder.',
        name,
        reason,
      )
    : vscode.l10n.t('{0} stopped because of an error of the extension: {1}', name, reason);
}
