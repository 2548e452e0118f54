import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import type { RunFileOpen } from '../../../core/bulk/run/ports';
import { openFile, type FileSource } from '../../../core/bulk/scan/source';
import { isMissing } from '../../../core/disk';
import { reasonOf } from '../../trouble';
import type { RunFileGone } from '../results/runFile';

/** A file that holds what a run is about; whoever has it closes the source. */
export interface RunFileHeld extends RunFileOpen {
  readonly source: FileSource;
}

/** Opens a file that was scanned a moment ago, if it still holds the same bytes. */
export async function openUnchanged(
  file: vscode.Uri,
  size: number,
  sha256: string,
): Promise<{ readonly ok: true; readonly source: FileSource } | RunFileGone> {
  if (file.scheme !== 'file') return { ok: false, why: 'unreadable', detail: file.scheme };
  let source: FileSource | undefined;
  try {
    source = await openFile(file.fsPath);
    const same = source.size === size && (await hashOf(source)) === sha256 && !(await source.changed());
    if (same) return { ok: true, source };
    await source.close();
    return { ok: false, why: 'changed' };
  } catch (error) {
    await source?.close().catch(() => undefined);
    return isMissing(error)
      ? { ok: false, why: 'missing' }
      : { ok: false, why: 'unreadable', detail: reasonOf(error) };
  }
}

const blockBytes = 1 << 19;

async function hashOf(source: FileSource): Promise<string> {
  const hash = createHash('sha256');
  const block = new Uint8Array(blockBytes);
  for (let position = 0; ;) {
    const length = await source.read(block, position);
    if (length === 0) return hash.digest('hex');
    hash.update(block.subarray(0, length));
    position += length;
  }
}
