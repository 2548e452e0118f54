import { readEnvelope } from '../api/envelope';
import { readMessages } from '../api/messages';
import type { ServiceMessage } from '../api/result';
import type { Json } from '../json';

/**
 * What the service said in an answer that was kept, as the client read it when it came.
 * @param answer its text; one that was cut, or is no JSON, says nothing
 * @param status of HTTP; a 2xx speaks in its envelope (page doc-738798), anything else in any of the known ways
 */
export function saidIn(answer: string, status: number): readonly ServiceMessage[] {
  try {
    const body = JSON.parse(answer) as Json;
    return status >= 200 && status < 300 ? readEnvelope(body).errors : readMessages(body);
  } catch {
    return [];
  }
}
