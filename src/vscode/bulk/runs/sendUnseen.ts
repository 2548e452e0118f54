import * as vscode from 'vscode';
import { entriesUnseen } from '../../../core/bulk/book/family';
import { EntrySet } from '../../../core/bulk/entrySet';
import type { Connections } from '../../connections/store';
import type { Ui } from '../../ui';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { fileName } from '../../words/runWords';
import { numberText } from '../lineWords';
import { openRunFile } from '../results/runFile';
import type { FamilyView, RunService } from '../types';
import { troubles } from './troubles';

/** Sends once more what was looked for and not seen: the user's decision, since it may be there all the same. */
export async function sendUnseen(
  ui: Ui,
  runs: RunService,
  connections: Pick<Connections, 'find'>,
  family: FamilyView,
): Promise<void> {
  const record = family.runs.at(-1)?.book.run;
  if (record === undefined) return;
  const name = plain(fileName(record));
  const entries = entriesUnseen(family.runs.map(({ book }) => book));
  if (entries.size === 0) {
    void ui.info(
      vscode.l10n.t('No entries of {0} were looked for in vain. Look for the entries in doubt first.', name),
    );
    return;
  }
  const connection = connections.find(record.connection.id);
  if (connection?.origin !== record.connection.origin) {
    throw troubles.noConnection(name, record.connection.name);
  }
  const count = numberText(entries.size);
  const send = vscode.l10n.t('Send {0} Entries Again', count);
  const question = vscode.l10n.t(
    'Send {0} entries of {1} again to {2} ({3})?',
    count,
    name,
    plain(record.procedure.name),
    connectionText(connection),
  );
  if ((await ui.confirm(question, riskText(), send)) !== send) return;
  const opened = await ui.progress(vscode.l10n.t('Reading {0}…', name), async signal =>
    openRunFile(record.file, signal),
  );
  if (!opened.ok) {
    if (opened.why === 'cancelled') return;
    throw troubles.file(name, opened);
  }
  await opened.source.close();
  await runs.start({
    file: vscode.Uri.parse(record.file.uri),
    size: record.file.size,
    sha256: record.file.sha256,
    index: opened.index,
    connection,
    procedure: record.procedure,
    primaryKey: record.primaryKey,
    schemaHash: record.schemaHash,
    entries,
    leftOut: EntrySet.empty,
    origin: 'unseen',
    family: record.family,
  });
}

function riskText(): string {
  return vscode.l10n.t(
    'They were sent before, and a look did not find them. That does not prove that they are not there: the service may still be working on them, or the API key may not see them. Each one that is there after all is created twice.',
  );
}
