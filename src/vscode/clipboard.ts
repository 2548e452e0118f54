import * as vscode from 'vscode';
import { plain } from './words/plain';

/** Copies a text, and says so for a moment where it disturbs nobody. */
export async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', plain(text)), 3_000);
}
