import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import type { Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';
import type { QueryContext } from '../../core/query/fields';
import { exactId, exactOf } from '../../core/query/found';
import { writeExact } from '../../core/query/exact';
import type { AnswerFacts } from '../answers/facts';
import { showFetched } from '../answers/fetched';
import type { CatalogService } from '../catalog/service';
import type { FailureReporter } from '../commands/failureReporter';
import type { Gateway } from '../connections/gateway';
import type { ReadOnlyDocuments } from '../documents';
import type { PayloadCommands } from '../editor/commands';
import type { ProcedurePicker } from '../editor/pickProcedure';
import { addResponse } from '../send/responses';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { askQuery, type AskedQuery } from './askQuery';
import type { StartPayload } from './payloadFromProcess';
import { startPayload } from './payloadFromProcess';
import { showResults, type FoundRow } from './results';

export interface FindNeeds extends StartPayload {
  readonly ui: Ui;
  readonly payloadCommands: PayloadCommands;
  readonly picker: ProcedurePicker;
  readonly catalogs: CatalogService;
  readonly gateway: Gateway;
  readonly documents: ReadOnlyDocuments;
  readonly failures: FailureReporter;
  /** Queries of this window, the last first; they hold customers' data and are never written down. */
  readonly queries: string[];
}

/** Finds processes by primary key or by a query, and opens one: to read, or as the start of a new payload. */
export async function findProcess(
  needs: FindNeeds,
  given?: { readonly connection: Connection; readonly procedure: Procedure },
): Promise<void> {
  const connection = given?.connection ?? (await needs.payloadCommands.connectionOfWindow());
  if (connection === undefined) return;
  const procedure = given
    ? await needs.picker.use(connection, given.procedure)
    : await needs.picker.pick(connection, vscode.l10n.t('Find a process of which procedure?'));
  if (procedure === undefined) return;
  const context = (): QueryContext => {
    const catalog = needs.catalogs.peek(connection).catalog;
    return {
      procedure: catalog?.procedures.find(({ key }) => key === procedure.key) ?? procedure,
      users: catalog?.users ?? [],
      usersPartial: catalog?.usersPartial === true,
      now: Date.now(),
    };
  };
  const place = { connection, procedure };
  for (let text = ''; ;) {
    const asked = await askQuery(needs, connection, context, text);
    if (asked === undefined) return;
    text = asked.text;
    remember(needs.queries, text);
    const outcome =
      asked.kind === 'id' ? await fetchOne(needs, place, asked.id) : await browse(needs, place, asked);
    if (outcome === 'done') return;
  }
}

interface Place {
  readonly connection: Connection;
  readonly procedure: Procedure;
}

const mostRemembered = 20;

function remember(queries: string[], text: string): void {
  const typed = text.trim();
  if (typed === '') return;
  queries.splice(
    0,
    queries.length,
    ...[typed, ...queries.filter(one => one !== typed)].slice(0, mostRemembered),
  );
}

/** The list of what a query finds, until the user has what was wanted. */
async function browse(
  needs: FindNeeds,
  place: Place,
  asked: AskedQuery & { readonly kind: 'query' },
): Promise<'done' | 'back'> {
  const chosen = await showResults(needs, place, asked);
  if (chosen === undefined) return 'done';
  if (chosen === 'back') return 'back';
  const { row, action } = chosen;
  const process = exactOf(row.answer, row.index) ?? row.process;
  if (action === 'payload') await startPayload(needs, place.connection, place.procedure, process);
  else await open(needs, place, row, process);
  return 'done';
}

async function open(needs: FindNeeds, place: Place, row: FoundRow, process: JsonObject): Promise<void> {
  const { connection, procedure } = place;
  const uri = addResponse(needs.documents, {
    title: procedure.name,
    connection: connectionText(connection),
    request: `POST ${processPath(procedure.shortId, 'list')}`,
    sentAt: row.sentAt,
    status: row.status,
    durationMs: row.durationMs,
    outcome: vscode.l10n.t('Found.'),
    body: writeExact(process),
    about: { ...answerAbout(place, exactId(process)), process },
  });
  await needs.documents.show(uri);
}

async function fetchOne(
  needs: FindNeeds,
  { connection, procedure }: Place,
  id: string,
): Promise<'done' | 'back'> {
  const sentAt = Date.now();
  const result = await needs.ui.progress(
    vscode.l10n.t('Fetching from {0} ({1})…', plain(procedure.name), connectionText(connection)),
    async signal =>
      needs.gateway.call(connection, async api => api.fetchProcess(procedure.shortId, id, signal)),
  );
  if (!result.ok) {
    const again = vscode.l10n.t('Search Again');
    const answer = await needs.failures.report(
      connection,
      vscode.l10n.t('The process could not be fetched.'),
      result.failure,
      again,
    );
    return answer === again ? 'back' : 'done';
  }
  const about = { ...answerAbout({ connection, procedure }, id), processId: id };
  await showFetched(needs, about, procedure.primaryKey, { sentAt, result });
  return 'done';
}

function answerAbout({ connection, procedure }: Place, id: string | undefined): AnswerFacts {
  const { key, shortId, name } = procedure;
  return { connection, procedureKey: key, shortId, name, ...(id !== undefined && { processId: id }) };
}
