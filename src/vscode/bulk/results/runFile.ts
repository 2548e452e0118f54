import * as vscode from 'vscode';
import type { RunFile } from '../../../core/bulk/records';
import type { SharedIndex } from '../../../core/bulk/scan/entryIndex';
import { scan, type Layout } from '../../../core/bulk/scan/scan';
import { openFile, type FileSource } from '../../../core/bulk/scan/source';
import { isMissing } from '../../../core/disk';
import { reasonOf } from '../../trouble';
import { plain } from '../../words/plain';

/** A run's file, open and proved to hold the bytes that the run was about; whoever opened it closes `source`. */
export interface RunFileOpened {
  readonly ok: true;
  readonly source: FileSource;
  readonly index: SharedIndex;
  readonly layout: Layout;
}

export interface RunFileGone {
  readonly ok: false;
  readonly why: 'missing' | 'changed' | 'unreadable' | 'cancelled';
  /** What the system says. */
  readonly detail?: string;
}

/** Opens a run's file, scans it in slices and compares size and SHA-256 with the run's record. */
export async function openRunFile(file: RunFile, signal?: AbortSignal): Promise<RunFileOpened | RunFileGone> {
  const uri = vscode.Uri.parse(file.uri, true);
  if (uri.scheme !== 'file') return unreadable(uri.scheme);
  let source: FileSource | undefined;
  try {
    source = await openFile(uri.fsPath);
    const opened = source.size === file.size ? await scanned(file, source, uri.path, signal) : changed;
    if (!opened.ok) await source.close();
    return opened;
  } catch (error) {
    await source?.close().catch(() => undefined);
    return isMissing(error) ? { ok: false, why: 'missing' } : unreadable(reasonOf(error));
  }
}

const changed: RunFileGone = { ok: false, why: 'changed' };

function unreadable(detail: string): RunFileGone {
  return { ok: false, why: 'unreadable', detail };
}

async function scanned(
  file: RunFile,
  source: FileSource,
  path: string,
  signal: AbortSignal | undefined,
): Promise<RunFileOpened | RunFileGone> {
  const lines = /\.(?:jsonl|ndjson)$/i.test(path);
  const result = await scan(source, { lines, ...(signal === undefined ? {} : { signal }) });
  if (!result.ok) {
    if ('cancelled' in result) return { ok: false, why: 'cancelled' };
    const { problem } = result;
    return problem.code === 'notReadable' ? unreadable(problem.params.error) : changed;
  }
  const { sha256, index, layout } = result;
  // A file that was renamed from `.jsonl` to `.json` may hold other entries in the same bytes.
  if (sha256 !== file.sha256 || index.count !== file.entries) return changed;
  return { ok: true, source, index, layout };
}

/** Why the file of a run is not the one that was sent, a sentence. */
export function goneText({ why, detail }: RunFileGone): string {
  switch (why) {
    case 'missing':
      return vscode.l10n.t('The file is not there any more.');
    case 'changed':
      return vscode.l10n.t('The file has changed since it was sent.');
    case 'unreadable':
      return vscode.l10n.t(
        'The file cannot be read ({0}).',
        plain(detail ?? vscode.l10n.t('no reason given')),
      );
    case 'cancelled':
      return vscode.l10n.t('The file was not read to its end.');
  }
}
