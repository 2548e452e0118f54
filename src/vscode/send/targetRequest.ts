import { processPath } from '../../core/api/path';
import { bulkRequestBody, requestBody } from '../../core/payload/body';
import { holdsEntries } from '../bulk/arrays';
import type { Schemas } from '../editor/schemas';
import type { Target } from './target';

/** The request that a send of a document would make; of several processes, the one that would create them all at once. */
export interface TargetRequest {
  /** Of the sandbox, with `PORT` in place of its port, which changes with each window. */
  readonly url: string;
  /** The text whose UTF-8 bytes are the body. */
  readonly body: string;
}

export function requestOf(schemas: Schemas, { document, binding, connection }: Target): TargetRequest {
  const shortId = schemas.procedure(binding)?.shortId ?? binding.shortId;
  const base = connection.kind === 'sandbox' ? 'http://127.0.0.1:PORT' : connection.baseUrl;
  const isBulk = holdsEntries(document);
  const path = isBulk ? processPath(shortId, 'bulk-create') : processPath(shortId);
  const bytes = (isBulk ? bulkRequestBody : requestBody)(document.getText());
  return { url: base + path, body: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}
