import * as vscode from 'vscode';
import { defaultLimits, type RunLimits } from '../core/bulk/run/limits';

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

  /** What the user says of procedures, merged over all scopes; that of a workspace only where it is trusted (package.json says so). */
  procedures(): unknown {
    return vscode.workspace.getConfiguration('chakra').get<unknown>('procedures');
  },

  /** How much of a run goes out at a time. */
  bulkLimits(): RunLimits {
    const most = whole('bulk.maxConcurrentRequests', defaultLimits.maxInFlight, 1, 20);
    return {
      chunkEntries: whole('bulk.entriesPerRequest', defaultLimits.chunkEntries, 1, 10_000),
      chunkBytes: whole('bulk.bytesPerRequest', defaultLimits.chunkBytes, 1_000, 50_000_000),
      firstInFlight: Math.min(defaultLimits.firstInFlight, most),
      maxInFlight: most,
      maxJobs: defaultLimits.maxJobs,
    };
  },

  /** After so many days the journals of runs that are over are deleted; 0 = never. */
  bulkKeepRunsDays(): number {
    return whole('bulk.keepRunsDays', 30, 0, 3_650);
  },

  /** Whether sends are kept in the history. */
  historyEnabled(): boolean {
    return get('history.enabled', true);
  },

  /** The most sends that the history keeps. */
  historyMaxEntries(): number {
    return whole('history.maxEntries', 200, 1, 5_000);
  },

  /** How many entries go out first, to be looked at. */
  bulkFirstEntries(): number {
    return whole('bulk.firstEntries', 10, 1, 10_000);
  },
};

/** A whole number within its bounds, whatever the settings file says. */
function whole(name: string, fallback: number, least: number, most: number): number {
  const value = Math.round(get(name, fallback));
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
}

function get<T extends string | number | boolean>(name: string, fallback: T): T {
  const value = vscode.workspace.getConfiguration('chakra').get<unknown>(name);
  return typeof value === typeof fallback ? (value as T) : fallback;
}
