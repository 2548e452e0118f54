import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import type { ApiResult } from '../../core/api/result';
import type { JsonObject } from '../../core/json';
import { exactFetched, otherId } from '../../core/query/found';
import type { ReadOnlyDocuments } from '../documents';
import { addResponse } from '../send/responses';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { Ui } from '../ui';
import type { AnswerFacts } from './facts';

/** A process as the service has just given it. */
export interface Fetched {
  readonly sentAt: number;
  readonly result: Extract<ApiResult<JsonObject>, { ok: true }>;
}

/** Said in place of a success where the service gave another process than the one that was asked for. */
export function otherProcessText(
  answer: string,
  asked: string,
  primaryKey: string | undefined,
): string | undefined {
  const id = otherId(answer, asked, primaryKey);
  return id === undefined
    ? undefined
    : vscode.l10n.t(
        'The service gave another process than the one that was asked for: {0} in place of {1}.',
        plain(id),
        plain(asked),
      );
}

/** Shows a process that was fetched by its id as a read-only document; what was not asked for is called so. */
export async function showFetched(
  { ui, documents }: { readonly ui: Ui; readonly documents: ReadOnlyDocuments },
  about: AnswerFacts & { readonly processId: string },
  primaryKey: string | undefined,
  { sentAt, result: { answer, value } }: Fetched,
): Promise<void> {
  const { connection, shortId, name, processId } = about;
  const { status, durationMs, text, warnings } = answer;
  const other = otherProcessText(text, processId, primaryKey);
  const response = addResponse(documents, {
    title: name,
    connection: connectionText(connection),
    request: `GET ${processPath(shortId, processId)}`,
    sentAt,
    status,
    durationMs,
    outcome: other ?? vscode.l10n.t('Fetched.'),
    says: warnings,
    body: text,
    about: { ...about, process: exactFetched(text) ?? value },
  });
  await documents.show(response);
  if (other !== undefined) void ui.warn(other);
}
