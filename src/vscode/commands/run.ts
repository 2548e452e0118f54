import * as vscode from 'vscode';
import type { Log } from '../log';
import type { Ui } from '../ui';
import { plain } from '../words/plain';

/**
 * Wraps every command: a cancellation is silent; a failure that the user can mend has been told where it happened;
 * anything that is thrown is a bug, logged with its stack and shown with *Show Log*.
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
      const reason = error instanceof Error ? error.message : String(error);
      const message = vscode.l10n.t(
        '{0} stopped because of an error of the extension: {1}',
        name,
        plain(log.redactor.redact(reason)),
      );
      void ui.error(message, showLog).then(answer => {
        if (answer === showLog) log.show();
      });
      return undefined;
    }
  };
}
