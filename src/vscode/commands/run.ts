import * as vscode from 'vscode';
import type { Log } from '../log';
import { isPartGone, isSystemError, isTrouble, reasonOf } from '../trouble';
import type { Ui } from '../ui';
import { plain } from '../words/plain';

/**
 * Wraps every command: a cancellation is silent; a failure that the user can mend has been told where it happened;
 * what the disk or VS Code would not do is said as that; anything else that is thrown is a bug. Both are logged with their
 * stack and shown with *Show Log*.
 * @param name what the user knows it by
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
      tell(name, ui, log, error);
      return undefined;
    }
  };
}

/** Carries out what the user picks in a notification, as a command of that name. Nobody waits: one may stand for long. */
export function whenAnswered(
  ui: Ui,
  log: Log,
  shown: Promise<string | undefined>,
  act: (answer: string) => Promise<unknown>,
): void {
  shown.then(
    async answer => {
      if (answer !== undefined) await wrap(answer, ui, log, async () => act(answer))();
    },
    (error: unknown) => log.error('A notification', error),
  );
}

function tell(name: string, ui: Ui, log: Log, error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  log.error(name, error);
  const showLog = vscode.l10n.t('Show Log');
  const reload = vscode.l10n.t('Reload Window');
  const actions = isPartGone(error) ? [reload, showLog] : [showLog];
  ui.error(plain(log.redactor.redact(messageOf(name, error))), ...actions).then(
    answer => {
      if (answer === showLog) log.show();
      if (answer === reload) void vscode.commands.executeCommand('workbench.action.reloadWindow');
    },
    // The window is closing: it is in the log.
    () => undefined,
  );
}

function messageOf(name: string, error: unknown): string {
  if (isTrouble(error)) return error.message;
  if (isPartGone(error)) {
    return vscode.l10n.t(
      '“{0}” needs a part of the extension that is no longer on the disk: the extension was updated or removed while this window was open. Reload the window, then run it again.',
      name,
    );
  }
  const reason = reasonOf(error);
  return isSystemError(error)
    ? vscode.l10n.t(
        '“{0}” stopped: a file could not be read or written ({1}). Check the free space on the disk and the rights of the folder.',
        name,
        reason,
      )
    : vscode.l10n.t('“{0}” stopped because of an error of the extension: {1}', name, reason);
}
