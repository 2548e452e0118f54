import * as vscode from 'vscode';

const mostTries = 5;
/** Until what somebody else has just changed is known here, too. */
const pauseMs = 100;

/**
 * Applies an edit that is made from the document as it is then. VS Code ignores one that was made while the document changed: it is made anew.
 * @param make undefined: there is no place for it any more
 * @returns whether it was applied
 */
export async function applyWhereItIs(
  make: () => Promise<vscode.WorkspaceEdit | undefined>,
): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const edit = await make();
    if (edit === undefined) return false;
    if (await vscode.workspace.applyEdit(edit)) return true;
    if (tries === mostTries) return false;
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
}
