import type { ConnectionKind } from '../connection';
import { isObject } from '../json';

/** One send of one payload, as it is kept. Plain JSON data; holds no secret that was known when it was written. */
export interface HistoryEntry extends HistoryFacts {
  /** Sorts by time; also the beginning of the names of its files. */
  readonly id: string;
  readonly outcome: HistoryOutcome;
  /** Bytes of what is kept of it: the request's body and the answer. */
  readonly bytes: number;
  /** A token stood in the payload and was taken out: it is not what was sent any more. */
  readonly redacted?: true;
}

/** What is known of a send before its answer. */
export interface HistoryFacts {
  /** When the send began, epoch ms by this machine's clock. */
  readonly at: number;
  readonly connection: { readonly id: string; readonly name: string; readonly kind: ConnectionKind };
  /** As {@link import('../binding').Binding} names it. */
  readonly procedure: { readonly key: string; readonly shortId: string; readonly name: string };
  /** The document that was sent. */
  readonly document: { readonly name: string; readonly uri: string };
  /** The value of the payload's primary key, where it has one. */
  readonly key?: string;
  /** Method and URL. */
  readonly request: string;
}

/** What became of a send. `open`: not known yet, or never noted, since the window was killed. */
export type HistoryOutcome = { readonly kind: 'open' } | HistoryEnd;

export interface HistoryEnd {
  readonly kind: 'created' | 'notCreated' | 'unknown';
  /** In a sentence, in the language of the user. */
  readonly text: string;
  readonly durationMs: number;
  readonly status?: number;
  readonly processId?: string;
  /** Characters of the answer that are not kept. */
  readonly cut?: number;
}

/** Reads an entry from the disk; undefined for what is none, or of a later version. */
export function parseEntry(id: string, text: string): HistoryEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || typeof value['at'] !== 'number' || typeof value['bytes'] !== 'number')
      return undefined;
    const { connection, procedure, document, key, request, outcome } = value;
    if (!hasTexts(connection, ['id', 'name', 'kind']) || !hasTexts(procedure, ['key', 'shortId', 'name']))
      return undefined;
    if (!hasTexts(document, ['name', 'uri']) || typeof request !== 'string' || !isOutcome(outcome))
      return undefined;
    if (key !== undefined && typeof key !== 'string') return undefined;
    return { ...(value as unknown as HistoryEntry), id };
  } catch {
    return undefined;
  }
}

function isOutcome(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { kind } = value;
  if (kind === 'open') return true;
  return (
    (kind === 'created' || kind === 'notCreated' || kind === 'unknown') &&
    typeof value['text'] === 'string' &&
    typeof value['durationMs'] === 'number'
  );
}

function hasTexts(value: unknown, keys: readonly string[]): boolean {
  return isObject(value) && keys.every(key => typeof value[key] === 'string');
}
