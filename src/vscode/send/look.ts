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
import { timeText } from '../words/times';
import type { SendLedger, SendRecord } from './ledger';
import { placeOf, sameRecord } from './ledger';
import type { SentKey, Since } from '../../core/payload/arrival';
import { createdSince, createdTime, processId, searchFrom, showsKey } from '../../core/payload/arrival';
import type { ReadOnlyDocuments } from '../documents';
import { addResponse } from './responses';
import type { Sending } from './sending';
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
    private readonly sending: Sending,
  ) {}

  async look(target: Target): Promise<void> {
    const { binding, connection } = target;
    const uri = target.document.uri.toString();
    const procedure = this.schemas.procedure(binding);
    const record = await this.ledger.read(uri, placeOf(binding, procedure));
    if (record === undefined || record.state === 'created') {
      const isElsewhere = (await this.ledger.all(uri)).some(({ state }) => state !== 'created');
      void (isElsewhere
        ? this.ui.warn(
            vscode.l10n.t(
              'What became of a send of this payload to another procedure or connection is unknown. Change it back to that, then look.',
            ),
          )
        : this.ui.info(
            vscode.l10n.t(
              'The outcome of the last send of this payload is not in doubt: there is nothing to look for.',
            ),
          ));
      return;
    }
    const shortId = procedure?.shortId ?? binding.shortId;
    const name = plain(this.schemas.nameOf(binding));
    const found = await this.ui.progress(
      vscode.l10n.t('Looking in {0} ({1})…', name, connectionText(connection)),
      async signal =>
        search(record, async query =>
          this.gateway.call(connection, async api => api.listProcesses(shortId, query, signal)),
        ),
    );
    if (found.page.ok) await this.#tell(target, record, found, found.page);
    else {
      await this.failures.report(
        connection,
        vscode.l10n.t('The look through List did not work.'),
        found.page.failure,
      );
    }
  }

  async #tell(
    target: Target,
    record: SendRecord,
    { query, since }: Found,
    page: Extract<ApiResult<ProcessPage>, { ok: true }>,
  ): Promise<void> {
    const { processes } = page.value;
    const { key } = record;
    const newer = processes.filter(process => createdSince(process, since));
    const proved = key === undefined ? undefined : newer.find(process => showsKey(process, key));
    const arrived = proved === undefined ? undefined : await this.#note(target, record, proved);
    const said = arrived ?? unproved(record, processes, since.serverTime === undefined ? undefined : newer);
    const { binding } = target;
    const path = processPath(this.schemas.procedure(binding)?.shortId ?? binding.shortId, 'list');
    const response = addResponse(this.documents, {
      title: plain(this.schemas.nameOf(binding)),
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
    this.failures.whenAnswered(show(said, ...(processes.length === 0 ? [] : [open])), async () =>
      this.documents.show(response),
    );
  }

  /** Writes down that a send has arrived, unless the payload was sent once more meanwhile; gives the words for it. */
  async #note(target: Target, record: SendRecord, process: JsonObject): Promise<string> {
    const uri = target.document.uri.toString();
    const id = processId(process);
    const what = plain(id ?? vscode.l10n.t('a process with this primary key'));
    if (!sameRecord(record, await this.ledger.read(uri, record))) {
      return vscode.l10n.t(
        'It has arrived: {0}. The payload was sent once more meanwhile, and what became of that is another matter.',
        what,
      );
    }
    await this.ledger.write(uri, { ...record, state: 'created', ...(id === undefined ? {} : { id }) });
    this.sending.learnt();
    return vscode.l10n.t('It has arrived: {0}. It need not be sent again.', what);
  }
}

/** What List gave, and how the clocks stood then. */
interface Found {
  readonly query: ProcessQuery;
  readonly page: ApiResult<ProcessPage>;
  readonly since: Since;
}

/** Asks for the primary key, else for what was created since; once more where the service's clock is behind ours. */
async function search(
  record: SendRecord,
  list: (query: ProcessQuery) => Promise<ApiResult<ProcessPage>>,
): Promise<Found> {
  const ask = async (query: ProcessQuery): Promise<Found> => {
    const page = await list(query);
    const localTime = Date.now();
    const serverTime = page.ok ? page.answer.serverTime : undefined;
    return {
      query,
      page,
      since: { at: record.at, localTime, ...(serverTime === undefined ? {} : { serverTime }) },
    };
  };
  const { key } = record;
  if (key !== undefined) return ask({ where: { [key.attribute]: key.value }, limit: 100 });
  const createdFrom = (time: number): ProcessQuery => ({
    where: { createdAt: { '>': new Date(time).toISOString() } },
    limit: 100,
  });
  const start = searchFrom({ at: record.at, localTime: 0, serverTime: 0 });
  const first = await ask(createdFrom(start));
  const wanted = searchFrom(first.since);
  return first.page.ok && wanted < start - agreeMs ? ask(createdFrom(wanted)) : first;
}

/** Clocks that differ by less than this agree, as far as {@link searchFrom} looks back. */
const agreeMs = 60_000;

/**
 * What can be said where nothing is proved.
 * @param newer what was created since by the service's clock; undefined where that is not known
 */
function unproved(
  record: SendRecord,
  all: readonly JsonObject[],
  newer: readonly JsonObject[] | undefined,
): string {
  const { key } = record;
  if (key !== undefined && all.length > 0)
    return unprovedKey(
      key,
      all.find(process => showsKey(process, key)),
    );
  if (key === undefined && newer !== undefined && newer.length > 0) {
    return vscode.l10n.t(
      'Processes created since then, visible to this key: {0}. The payload has no primary key, so it cannot be told whether one of them is it: compare before sending again.',
      newer.length,
    );
  }
  if (newer === undefined && all.length > 0) {
    return vscode.l10n.t(
      'Processes of about that day, visible to this key: {0}. The payload has no primary key and the service does not say what time it is, so it cannot be told whether one of them is it: compare before sending again.',
      all.length,
    );
  }
  return vscode.l10n.t(
    'Not found among what is visible to this key. That does not prove that it was not created: sending it again may create it twice.',
  );
}

function unprovedKey({ attribute, value }: SentKey, found: JsonObject | undefined): string {
  const [name, shown] = [plain(attribute), plain(String(value))];
  if (found === undefined) {
    return vscode.l10n.t(
      'The service answered with processes of which none shows {0} = {1}. That does not prove that it was not created: compare before sending again.',
      name,
      shown,
    );
  }
  const id = plain(processId(found) ?? vscode.l10n.t('without an id'));
  const createdAt = createdTime(found);
  return createdAt === undefined
    ? vscode.l10n.t(
        'A process with {0} = {1} is there ({2}), but it cannot be told whether this send created it. Look at it before sending again.',
        name,
        shown,
        id,
      )
    : vscode.l10n.t(
        'A process with {0} = {1} is there ({2}, created {3} by the clock of the service), but it cannot be told whether this send created it. Look at it before sending again.',
        name,
        shown,
        id,
        timeText(createdAt),
      );
}
