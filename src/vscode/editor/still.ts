import * as vscode from 'vscode';
import { takesTime } from './large';

/** Beyond the pause after which VS Code asks by itself, a quarter of a second. */
const stillMs = 300;

/**
 * Code actions that nobody asked for: VS Code looks for its light bulb after each pause. Of a large document nothing is read then until the user rests,
 * since the next key waits for it.
 * @param rest waits so many ms, less where it is told that nobody waits any longer
 * @returns whether the answer is still wanted
 */
export async function isStillWanted(
  document: vscode.TextDocument,
  { triggerKind }: Pick<vscode.CodeActionContext, 'triggerKind'>,
  token: vscode.CancellationToken,
  rest = unlessCancelled,
): Promise<boolean> {
  if (triggerKind === vscode.CodeActionTriggerKind.Automatic && takesTime(document)) {
    const { version } = document;
    await rest(stillMs, token);
    if (document.isClosed || document.version !== version) return false;
  }
  return !token.isCancellationRequested;
}

function unlessCancelled(ms: number, token: vscode.CancellationToken): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      cancelled.dispose();
      resolve();
    };
    const timer = setTimeout(done, ms);
    const cancelled = token.onCancellationRequested(done);
  });
}
