import path from 'node:path';
import * as vscode from 'vscode';
import { findProcedure } from '../../../core/catalog/find';
import { entriesToRetry } from '../../../core/bulk/book/family';
import type { EntrySet } from '../../../core/bulk/entrySet';
import { EntryReader } from '../../../core/bulk/scan/reader';
import type { Services } from '../../services';
import { Temporaries } from '../../temporaries';
import { reasonOf, Trouble } from '../../trouble';
import { entriesText } from '../../words/bulkCounts';
import { plain } from '../../words/plain';
import { opensWhole } from '../largeFile';
import type { FamilyView } from '../types';
import { fileName, fileOf } from './families';
import { goneText, openRunFile, type RunFileOpened } from './runFile';
import type { SavedEntries } from './savedProblems';
import { isSameFile, modeFor } from './target';
import { writeInPieces } from './writeFile';

const linesEnding = /\.(?:jsonl|ndjson)$/i;

type Needs = Pick<Services, 'ui' | 'bindings' | 'connections' | 'catalogs' | 'storageFolder'>;

/**
 * Writes the entries that failed, byte for byte, to a file of their own, belonging to the same procedure, and opens it.
 * @param show puts the reasons of the failed entries on the lines of that file
 */
export async function saveFailed(
  services: Needs,
  family: FamilyView,
  show: (saved: SavedEntries) => Promise<void>,
): Promise<void> {
  const { ui } = services;
  const run = family.runs.at(-1)?.book.run;
  const entries = entriesToRetry(family.runs.map(({ book }) => book));
  if (run === undefined || entries.size === 0) {
    void ui.info(vscode.l10n.t('No entry of {0} failed: there is nothing to save.', fileName(family)));
    return;
  }
  const opened = await ui.progress(vscode.l10n.t('Reading {0}…', fileName(family)), async signal =>
    openRunFile(run.file, signal),
  );
  if (!opened.ok) {
    if (opened.why === 'cancelled') return;
    void ui.error(`${goneText(opened)} ${restoreText(family)}`);
    return;
  }
  try {
    await write(services, family, entries, opened, show);
  } finally {
    await opened.source.close();
  }
}

async function write(
  services: Needs,
  family: FamilyView,
  entries: EntrySet,
  file: RunFileOpened,
  show: (saved: SavedEntries) => Promise<void>,
): Promise<void> {
  const { ui } = services;
  const source = fileOf(family);
  const { name, ext } = path.posix.parse(source.path);
  const target = await ui.saveFile({
    title: vscode.l10n.t('Save {0} that failed', entriesText(entries.size)),
    action: vscode.l10n.t('Save'),
    start: vscode.Uri.joinPath(source, '..', `${name} ${vscode.l10n.t('failed')}${ext}`),
    filters: linesEnding.test(source.path)
      ? { 'JSON Lines': ['jsonl', 'ndjson'], JSON: ['json'] }
      : { JSON: ['json'], 'JSON Lines': ['jsonl', 'ndjson'] },
  });
  if (target === undefined) return;
  if (await isSameFile(target.fsPath, source.fsPath)) {
    void ui.warn(vscode.l10n.t('{0} is the file that was sent. Choose another name.', fileName(family)));
    return;
  }
  const temporaries = new Temporaries(services.storageFolder);
  const targetName = plain(path.posix.basename(target.path));
  try {
    await ui.progress(vscode.l10n.t('Saving {0}…', targetName), async signal =>
      writeEntries(target, await modeFor(target.fsPath, source.fsPath), entries, file, temporaries, signal),
    );
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    if (await file.source.changed()) {
      const changed = vscode.l10n.t(
        '{0} changed meanwhile, so {1} was not written.',
        fileName(family),
        targetName,
      );
      throw new Trouble(`${changed} ${restoreText(family)}`, error);
    }
    throw new Trouble(
      vscode.l10n.t(
        'The failed entries could not be written to {0} ({1}). Check the free space on the disk and the rights of the folder, then save them again.',
        targetName,
        reasonOf(error),
      ),
      error,
    );
  }
  await bind(services, family, target);
  if (await opensWhole(target)) await vscode.window.showTextDocument(target, { preview: false });
  else await vscode.commands.executeCommand('vscode.open', target);
  await show({ file: target, entries, asLines: linesEnding.test(target.path) });
}

/** Only the file as it was sent tells where its failed entries stand. */
function restoreText(family: FamilyView): string {
  return vscode.l10n.t(
    'Which of its entries failed is known only for the file as it was sent. Undo the changes of {0} and save it, or bring the old file back; then save the failed entries again, and mend them in the new file.',
    fileName(family),
  );
}

async function writeEntries(
  target: vscode.Uri,
  mode: number,
  entries: EntrySet,
  file: RunFileOpened,
  temporaries: Temporaries,
  signal: AbortSignal,
): Promise<void> {
  const asLines = linesEnding.test(target.path);
  await writeInPieces(target.fsPath, mode, temporaries, async pieces => {
    let first = true;
    if (!asLines) await pieces.write('[\n');
    for await (const run of new EntryReader(file.source, file.index).runs(entries)) {
      if (signal.aborted) throw new vscode.CancellationError();
      for (const entry of run.entries) {
        if (!first) await pieces.write(asLines ? '\n' : ',\n');
        first = false;
        const start = run.start(entry);
        await pieces.write(run.bytes.subarray(start, start + file.index.length(entry)));
      }
    }
    await pieces.write(asLines ? '\n' : '\n]\n');
    if (await file.source.changed()) throw new Error('changed');
  });
}

async function bind({ bindings, connections, catalogs }: Needs, family: FamilyView, target: vscode.Uri) {
  const run = family.runs.at(-1)?.book.run;
  const connection = run && connections.find(run.connection.id);
  if (run === undefined || connection === undefined) return;
  const { shortId, name } = run.procedure;
  const { catalog } = catalogs.peek(connection);
  const procedureKey = (catalog && findProcedure(catalog, shortId)?.key) ?? shortId;
  await bindings.set(target, { connectionId: connection.id, procedureKey, shortId, name });
}
