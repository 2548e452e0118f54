import * as vscode from 'vscode';
import { showFetched } from '../answers/fetched';
import type { FailureReporter } from '../commands/failureReporter';
import type { Gateway } from '../connections/gateway';
import type { ReadOnlyDocuments } from '../documents';
import type { PayloadCommands } from '../editor/commands';
import type { ProcedurePicker } from '../editor/pickProcedure';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { SendReport } from './report';

interface Needs {
  readonly ui: Ui;
  readonly payloadCommands: PayloadCommands;
  readonly picker: ProcedurePicker;
  readonly gateway: Gateway;
  readonly documents: ReadOnlyDocuments;
  readonly failures: FailureReporter;
  readonly report: SendReport;
}

/** Fetches one process by its id and shows it as a read-only document. */
export async function fetchProcess(needs: Needs): Promise<void> {
  const { ui, gateway } = needs;
  const connection = await needs.payloadCommands.connectionOfWindow();
  const procedure =
    connection && (await needs.picker.pick(connection, vscode.l10n.t('Fetch a process of which procedure?')));
  if (connection === undefined || procedure === undefined) return;
  const typed = await ui.input({
    title: vscode.l10n.t('Fetch a process of {0}', plain(procedure.name)),
    prompt: vscode.l10n.t('The id of the process.'),
    ...(needs.report.last?.processId === undefined ? {} : { value: needs.report.last.processId }),
    validate: text => (text.trim() === '' ? vscode.l10n.t('Type the id.') : undefined),
  });
  const id = typed?.trim();
  if (id === undefined) return;
  const sentAt = Date.now();
  const result = await ui.progress(
    vscode.l10n.t('Fetching from {0} ({1})…', plain(procedure.name), connectionText(connection)),
    async signal => gateway.call(connection, async api => api.fetchProcess(procedure.shortId, id, signal)),
  );
  if (!result.ok) {
    await needs.failures.report(
      connection,
      vscode.l10n.t('The process could not be fetched.'),
      result.failure,
    );
    return;
  }
  const { key: procedureKey, shortId, name } = procedure;
  await showFetched(needs, { connection, procedureKey, shortId, name, processId: id }, procedure.primaryKey, {
    sentAt,
    result,
  });
}
