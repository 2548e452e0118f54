import * as vscode from 'vscode';
import { procedureOfRow } from '../catalog/rows';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import type { ReadOnlyDocuments } from '../documents';
import { fileTitle } from '../editor/draftPath';
import type { Ui } from '../ui';
import { outlineText } from '../words/driftWords';
import { plain } from '../words/plain';
import { timeText } from '../words/times';
import type { Drift } from './drift';

interface Needs {
  readonly ui: Ui;
  readonly connections: Connections;
  readonly catalogs: CatalogService;
  readonly documents: ReadOnlyDocuments;
  readonly drift: Drift;
}

/** Shows what a refresh has changed of a procedure of the tree, beside what it was; the mark in the tree is then gone. */
export async function showChanges(needs: Needs, node: unknown): Promise<void> {
  const { ui, documents, drift } = needs;
  const row = procedureOfRow(needs, node);
  const drifted = row && drift.of(row.connection, row.procedure);
  if (row === undefined || drifted === undefined) {
    void ui.info(
      vscode.l10n.t(
        'Nothing has changed: the view marks a procedure when a refresh of the config changes one that has payloads.',
      ),
    );
    return;
  }
  const { before, beforeAt, after, afterAt } = drifted;
  const name = fileTitle(after.name);
  const left = documents.add(`${name} ${vscode.l10n.t('before')}.txt`, outlineText(before));
  const right = documents.add(`${name} ${vscode.l10n.t('now')}.txt`, outlineText(after));
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    right,
    vscode.l10n.t('{0}: config of {1} ↔ {2}', plain(after.name), timeText(beforeAt), timeText(afterAt)),
  );
  drift.seen(row.connection, row.procedure);
}
