import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import type { ProcessQuery } from '../../core/api/processes';
import type { ApiResult } from '../../core/api/result';
import type { ProcessPage } from '../../core/api/processes';
import type { JsonObject } from '../../core/json';
import type { FailureReporter } from '../commands/failureReporter';
import type { Gateway } from '../connections/gateway';
import type { Schemas } from '../editor/schemas';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { SendLedger, SendRecord } from './ledger';
import { isSentTo } from './ledger';
import type { Since } from '../../core/payload/arrival';
import { createdSince, processId, showsKey } from '../../core/payload/arrival';
import type { ReadOnlyDocuments } from '../documents';
import { addResponse } from './responses';
import type { Target } from './target';

/**
 * Looks through List for a process whose create had an unknown outcome. Looking can prove that it has arrived (its
 * primary key, created after the send began by the service's own clock); it can never prove that it has not.
 */
export class Look {
  constructor(
    private readonly ui: Ui,
    private readonly gateway: Gateway,
    private readonly schemas: Schemas,
    private readonly ledger: SendLedger,
    private readonly documents: ReadOnlyDocuments,
    private readonly failures: FailureReporter,
  ) {}

  async look(target: Target): Promise<void> {
    const uri = target.document.uri.toString();
    const record = await this.ledger.read(uri);
    if (record === undefined || record.state === 'created') {
      void this.ui.info(
        vscode.l10n.t(
          'The outcome of the last send of this payload is not in doubt: there is nothing to look for.',
        ),
      );
      return;
    }
    const { binding, connection } = target;
    const procedure = this.schemas.procedure(binding);
    if (!isSentTo(record, binding, procedure)) {
      void this.ui.warn(
        vscode.l10n.t(
          'The last send of this payload went to another procedure or connection than it belongs to now. Change it back, then look.',
        ),
      );
      return;
    }
    const shortId = procedure?.shortId ?? binding.shortId;
    const query = queryFor(record);
    const page = await this.ui.progress(
      vscode.l10n.t('Looking in {0} ({1})…', plain(binding.name), connectionText(connection)),
      async signal => this.gateway.call(connection, async api => api.listProcesses(shortId, query, signal)),
    );
    if (!page.ok) {
      await this.failures.report(
        connection,
        vscode.l10n.t('The look through List did not work.'),
        page.failure,
      );
      return;
    }
    await this.#tell(target, record, query, page);
  }

  async #tell(
    target: Target,
    record: SendRecord,
    query: ProcessQuery,
    page: Extract<ApiResult<ProcessPage>, { ok: true }>,
  ): Promise<void> {
    const { processes } = page.value;
    const { serverTime } = page.answer;
    const since: Since = {
      at: record.at,
      localTime: Date.now(),
      ...(serverTime === undefined ? {} : { serverTime }),
    };
    const newer = processes.filter(process => createdSince(process, since));
    const { key } = record;
    const proved = key === undefined ? undefined : newer.find(process => showsKey(process, key));
    const said = this.#sentence(record, processes, newer, proved);
    if (proved !== undefined) {
      const id = processId(proved);
      await this.ledger.write(target.document.uri.toString(), {
        ...record,
        state: 'created',
        ...(id === undefined ? {} : { id }),
      });
    }
    const { binding } = target;
    const path = processPath(this.schemas.procedure(binding)?.shortId ?? binding.shortId, 'list');
    const response = addResponse(this.documents, {
      title: plain(target.binding.name),
      connection: connectionText(target.connection),
      request: `POST ${path} ${JSON.stringify(query)}`,
      sentAt: since.localTime,
      status: page.answer.status,
      durationMs: page.answer.durationMs,
      outcome: said,
      body: page.answer.text,
    });
    const open = vscode.l10n.t('Open What Was Found');
    const show = proved === undefined ? this.ui.warn.bind(this.ui) : this.ui.info.bind(this.ui);
    void show(said, ...(processes.length === 0 ? [] : [open])).then(async answer => {
      if (answer === open) await this.documents.show(response);
    });
  }

  #sentence(
    record: SendRecord,
    all: readonly JsonObject[],
    newer: readonly JsonObject[],
    proved: JsonObject | undefined,
  ): string {
    if (proved !== undefined) {
      return vscode.l10n.t(
        'It has arrived: {0}. It need not be sent again.',
        plain(processId(proved) ?? vscode.l10n.t('a process with this primary key')),
      );
    }
    const { key } = record;
    if (key !== undefined && all.length > 0 && !all.some(process => showsKey(process, key))) {
      return vscode.l10n.t(
        'The service answered with processes of which none shows {0} = {1}. That does not prove that it was not created: compare before sending again.',
        plain(key.attribute),
        plain(String(key.value)),
      );
    }
    if (record.key !== undefined && all.length > 0) {
      return vscode.l10n.t(
        'A process with {0} = {1} is there, but it cannot be told whether this send created it. Look at it before sending again.',
        plain(record.key.attribute),
        plain(String(record.key.value)),
      );
    }
    if (record.key === undefined && newer.length > 0) {
      return vscode.l10n.t(
        'Processes created since then, visible to this key: {0}. The payload has no primary key, so it cannot be told whether one of them is it: compare before sending again.',
        newer.length,
      );
    }
    return vscode.l10n.t(
      'Not found among what is visible to this key. That does not prove that it was not created: sending it again may create it twice.',
    );
  }
}

function queryFor(record: SendRecord): ProcessQuery {
  if (record.key !== undefined) return { where: { [record.key.attribute]: record.key.value }, limit: 100 };
  // Clocks differ: what is older than the send is left out afterwards, by the service's own clock.
  const from = new Date(record.at - 10 * 60_000).toISOString();
  return { where: { createdAt: { '>': from } }, limit: 100 };
}
