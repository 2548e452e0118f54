import { ownTurn } from '../slices';

export type Body =
  | { readonly end: 'complete'; readonly text: string; readonly bytes: number }
  | { readonly end: 'tooLarge'; readonly text: string; readonly bytes: number }
  | { readonly end: 'broken'; readonly text: string; readonly bytes: number; readonly error: unknown };

/** In bytes: what takes a millisecond and longer to be read. */
const large = 64 * 1024;

/**
 * Reads a body as UTF-8 text while it arrives, at most `maxBytes` of it; the rest is not waited for. A byte order mark
 * is left out. What arrived before a break is kept.
 */
export async function readBody(
  body: AsyncIterable<string | Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const text = () => new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
  try {
    for await (const chunk of body ?? []) {
      signal.throwIfAborted();
      const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      chunks.push(part);
      bytes += part.byteLength;
      if (bytes > maxBytes) return { end: 'tooLarge', text: text(), bytes };
    }
  } catch (error) {
    return { end: 'broken', text: text(), bytes, error };
  }
  // Answers that arrive together are not read together.
  if (bytes > large) await ownTurn();
  return { end: 'complete', text: text(), bytes };
}
