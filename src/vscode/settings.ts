import * as vscode from 'vscode';

/** The extension's settings, read at each use so that a change holds at once. */
export const settings = {
  catalogMaxAgeMs(): number {
    return Math.max(1, get('catalog.maxAgeMinutes', 60)) * 60_000;
  },

  /** Findings block a send instead of warning. */
  strictChecks(): boolean {
    return get('checks.strict', false);
  },

  /** Which files are payloads of which procedure: glob -> short id, shared by a team through the workspace. */
  payloadGlobs(folder: vscode.WorkspaceFolder): Readonly<Record<string, string>> {
    const value = vscode.workspace.getConfiguration('chakra', folder.uri).get<unknown>('payloads');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter(
        (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
      ),
    );
  },
};

function get<T extends string | number | boolean>(name: string, fallback: T): T {
  const value = vscode.workspace.getConfiguration('chakra').get<unknown>(name);
  return typeof value === typeof fallback ? (value as T) : fallback;
}
