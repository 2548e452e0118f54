import { createHash } from 'node:crypto';
import { isObject } from '../../core/json';

/** Where a payload was sent, or would be. */
export interface Place {
  readonly connectionId: string;
  readonly procedureKey: string;
  /** The short id it was sent to: without the catalog a binding may know the procedure by nothing else. */
  readonly shortId?: string;
}

/** What is known of a send before its answer. */
export interface SendFacts extends Place {
  /** When the send began, epoch ms by this machine's clock. */
  readonly at: number;
  /** SHA-256 of what the body says: see `hashOf`. */
  readonly bodyHash: string;
  /** The payload's primary key, where it has one: what Look asks for. */
  readonly key?: { readonly attribute: string; readonly value: string | number };
}

/** What became of the last send of a document to a place. Written before the request goes out and after its answer. */
export type SendRecord = SendFacts &
  (
    | { readonly state: 'sending' }
    | { readonly state: 'unknown' }
    | { readonly state: 'created'; readonly id?: string }
  );

/** What the ledger needs of a folder on disk. A write is all or nothing. */
export interface LedgerFiles {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** The names of all files. */
  list(): Promise<readonly string[]>;
  /** Epoch ms of the last write; undefined for a file that is not there. */
  changedAt(name: string): Promise<number | undefined>;
}

/** A file of the ledger: the last sends of one document, one for each place. */
export interface Page {
  readonly uri: string;
  readonly sends: readonly SendRecord[];
  /** Something in it cannot be read. */
  readonly isDamaged?: true;
}

/** Marks the name of a document that is gone; no document of VS Code has such a fragment. */
export const retired = '#gone-';

const ending = '.json';

/** The name of a document's page. */
export function pageOf(uri: string): string {
  return `${createHash('sha256').update(uri).digest('hex').slice(0, 40)}${ending}`;
}

export function isPage(name: string): boolean {
  return name.endsWith(ending);
}

/** Never throws. @returns undefined where it cannot be told whose page it is */
export function parsePage(text: string): Page | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || typeof value['uri'] !== 'string' || !Array.isArray(value['sends']))
      return undefined;
    const all = value['sends'] as unknown[];
    const sends = all.filter(isRecord);
    return { uri: value['uri'], sends, ...(sends.length === all.length ? {} : { isDamaged: true }) };
  } catch {
    return undefined;
  }
}

/**
 * Stands for what a damaged page may have held: a send to nobody knows where, of which nothing is known.
 * @param at when the page was written last, epoch ms
 */
export function lostRecord(at: number): SendRecord {
  return { connectionId: '', procedureKey: '', at, bodyHash: '', state: 'unknown' };
}

/** The send to a place; where a page was damaged, what it may have held of it. */
export function inPlace(records: readonly SendRecord[], place: Place): SendRecord | undefined {
  const found = records.findLast(record => isSentTo(record, place));
  const lost = found ?? records.find(({ connectionId }) => connectionId === '');
  return lost === undefined || lost === found ? found : { ...lost, ...place };
}

/** The same connection, and a name of the procedure in common. */
export function isSentTo(record: SendRecord, { connectionId, procedureKey, shortId }: Place): boolean {
  const names = [procedureKey, shortId];
  return (
    record.connectionId === connectionId &&
    [record.procedureKey, record.shortId].some(name => name !== undefined && names.includes(name))
  );
}

function isRecord(value: unknown): value is SendRecord {
  if (!isObject(value) || typeof value['at'] !== 'number' || typeof value['bodyHash'] !== 'string')
    return false;
  const { state } = value;
  return state === 'sending' || state === 'unknown' || state === 'created';
}
