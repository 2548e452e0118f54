import * as vscode from 'vscode';
import type { ReadOnlyDocuments } from '../documents';
import { fileTitle } from '../editor/draftPath';
import type { Schemas } from '../editor/schemas';
import type { Target } from './target';
import { requestOf } from './targetRequest';

/** Shows the request that a send would make: method, URL, headers and the exact body; the token only by name. */
export async function showRequest(
  documents: ReadOnlyDocuments,
  schemas: Schemas,
  target: Target,
): Promise<void> {
  const { url, body } = requestOf(schemas, target);
  const text = [
    `POST ${url}`,
    'Authorization: Bearer $CHAKRA_TOKEN',
    'Content-Type: application/json',
    'Accept: application/json',
    '',
    body,
  ].join('\n');
  const name = fileTitle(target.binding.name);
  await documents.show(documents.add(`${name} ${vscode.l10n.t('request')}.http`, text));
}
