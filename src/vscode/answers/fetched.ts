import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import type { ApiResult } from '../../core/api/result';
import type { JsonObject } from '../../core/json';
import { exactFetched } from '../../core/query/found';
import type { ReadOnlyDocuments } from '../documents';
import { addResponse } from '../send/responses';
import { connectionText } from '../words/connectionWords';
import type { AnswerFacts } from './facts';

/** A process as the service has just given it. */
export interface Fetched {
  readonly sentAt: number;
  readonly result: Extract<ApiResult<JsonObject>, { ok: true }>;
}

/** Shows a process that was fetched by its id as a read-only document. */
export async function showFetched(
  documents: ReadOnlyDocuments,
  about: AnswerFacts & { readonly processId: string },
  { sentAt, result: { answer, value } }: Fetched,
): Promise<void> {
  const { connection, shortId, name, processId } = about;
  const { status, durationMs, text, warnings } = answer;
  const response = addResponse(documents, {
    title: name,
    connection: connectionText(connection),
    request: `GET ${processPath(shortId, processId)}`,
    sentAt,
    status,
    durationMs,
    outcome: vscode.l10n.t('Fetched.'),
    says: warnings,
    body: text,
    about: { ...about, process: exactFetched(text) ?? value },
  });
  await documents.show(response);
}
