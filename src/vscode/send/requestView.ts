import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import { requestBody } from '../../core/payload/body';
import type { ReadOnlyDocuments } from '../documents';
import { fileTitle } from '../editor/draftPath';
import type { Schemas } from '../editor/schemas';
import type { Target } from './target';

/** Shows the request that a send would make: method, URL, headers and the exact body; the token only by name. */
export async function showRequest(
  documents: ReadOnlyDocuments,
  schemas: Schemas,
  target: Target,
): Promise<void> {
  const { document, binding, connection } = target;
  const shortId = schemas.procedure(binding)?.shortId ?? binding.shortId;
  const base = connection.kind === 'sandbox' ? 'http://127.0.0.1:PORT' : connection.baseUrl;
  const text = [
    `POST ${base}${processPath(shortId)}`,
    'Authorization: Bearer $CHAKRA_TOKEN',
    'Content-Type: application/json',
    'Accept: application/json',
    '',
    new TextDecoder().decode(requestBody(document.getText())),
  ].join('\n');
  await documents.show(documents.add(`${fileTitle(binding.name)} ${vscode.l10n.t('request')}.http`, text));
}
