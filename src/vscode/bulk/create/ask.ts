import * as vscode from 'vscode';
import { openFile } from '../../../core/bulk/scan/source';
import type { Services } from '../../services';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { numberText } from '../lineWords';
import { askExisting, type Existing } from './existing';
import { nameOf } from '../names';
import { procedureOf, type CheckedFile } from './types';

/** Asks the service which of the entries that can be sent exist already, with progress. Undefined: cancelled, or it did not work and was told. */
export async function askService(
  { ui, gateway, failures }: Pick<Services, 'ui' | 'gateway' | 'failures'>,
  { target, outcome, sets, stamp }: CheckedFile,
): Promise<Existing | undefined> {
  const { connection, file } = target;
  const primaryKey = target.procedure?.primaryKey;
  if (primaryKey === undefined) return undefined;
  const { shortId, name } = procedureOf(target);
  const source = await openFile(file.fsPath);
  try {
    if (source.stamp !== stamp) {
      void ui.error(vscode.l10n.t('{0} changed after it was checked. Run Bulk Create again.', nameOf(file)));
      return undefined;
    }
    const asked = await ui.progress(
      vscode.l10n.t('Asking {0} ({1}) for primary keys…', plain(name), connectionText(connection)),
      async (signal, report) =>
        askExisting({
          list: async (...args) => gateway.call(connection, async api => api.listProcesses(...args)),
          procedure: shortId,
          primaryKey,
          source,
          index: outcome.index,
          entries: sets.sendable,
          signal,
          onProgress: (done, of) =>
            report((100 * done) / of, vscode.l10n.t('{0} of {1}', numberText(done), numberText(of))),
        }),
    );
    if (asked.kind === 'done') return asked.existing;
    if (asked.kind === 'failed') {
      // Not waited for: it may stand for long, and the list is there again.
      const told = failures.report(
        connection,
        vscode.l10n.t('The service could not be asked for the primary keys. Nothing was sent.'),
        asked.failure,
      );
      failures.whenAnswered(told, async () => Promise.resolve());
    }
    return undefined;
  } finally {
    await source.close();
  }
}
