import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty when it was not read or was too large. */
  readonly body: string;
}

const maxSeen = 1000;
const maxSeenCharacters = 16_000_000;

/** Adds a request to those seen, and lets go of the oldest when they become too many. */
export function remember(seen: SeenRequest[], request: SeenRequest): void {
  seen.push(request);
  let characters = seen.reduce((sum, one) => sum + one.body.length, 0);
  while (seen.length > maxSeen || (characters > maxSeenCharacters && seen.length > 1)) {
    characters -= seen.shift()?.body.length ?? 0;
  }
}

export type Body =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: 'gone' | 'tooLarge' };

/**
 * Reads a request to its end. One that is larger than `limit` bytes is read on without being kept, so that the client is there
 * to read the refusal; past 8 times the limit it is dropped.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (length > limit * 8) request.destroy();
    });
    request.on('end', () => {
      if (length > limit) resolve({ ok: false, why: 'tooLarge' });
      else resolve({ ok: true, text: Buffer.concat(chunks).toString('utf8') });
    });
    request.on('close', () => resolve({ ok: false, why: 'gone' }));
    request.on('error', () => resolve({ ok: false, why: 'gone' }));
  });
}
