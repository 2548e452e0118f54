import { createHash } from 'node:crypto';
import type { Binding } from '../../core/binding';
import type { Procedure } from '../../core/catalog/model';
import { isObject } from '../../core/json';
import type { DiskFiles } from '../files';

/** What is known of a send before its answer. */
export interface SendFacts {
  /** When the send began, epoch ms by this machine's clock. */
  readonly at: number;
  readonly connectionId: string;
  readonly procedureKey: string;
  /** The short id it was sent to: without the catalog a binding may know the procedure by nothing else. */
  readonly shortId?: string;
  /** SHA-256 of what the body says: see {@link hashOf}. */
  readonly bodyHash: string;
  /** The payload's primary key, where it has one: what Look asks for. */
  readonly key?: { readonly attribute: string; readonly value: string | number };
}

/** What became of the last send of a document. Written before the request goes out and after its answer. */
export type SendRecord = SendFacts &
  (
    | { readonly state: 'sending' }
    | { readonly state: 'unknown' }
    | { readonly state: 'created'; readonly id?: string }
  );

/**
 * The last send of each document, on disk: a crash between request and answer leaves `sending`, which the next window
 * reads as *unknown*. A refused send leaves nothing. Holds no token and no payload.
 */
export class SendLedger {
  readonly #known = new Map<string, SendRecord | undefined>();

  constructor(private readonly files: DiskFiles) {}

  /** What this window knows already, else what the disk says; for the code lens. */
  async known(uri: string): Promise<SendRecord | undefined> {
    return this.#known.has(uri) ? this.#known.get(uri) : this.read(uri);
  }

  /** What the disk says now: another window may have sent the same document. */
  async read(uri: string): Promise<SendRecord | undefined> {
    const text = await this.files.read(fileOf(uri));
    const record = text === undefined ? undefined : parse(text);
    this.#known.set(uri, record);
    return record;
  }

  async write(uri: string, record: SendRecord): Promise<void> {
    await this.files.write(fileOf(uri), JSON.stringify(record));
    this.#known.set(uri, record);
  }

  /** A payload that was renamed stays a payload that was sent. */
  async move(from: string, to: string): Promise<void> {
    const record = await this.read(from);
    if (record === undefined) return;
    await this.write(to, record);
    await this.clear(from);
  }

  async clear(uri: string): Promise<void> {
    await this.files.remove(fileOf(uri));
    this.#known.set(uri, undefined);
  }
}

/** SHA-256 of what a body says, blanks aside: formatting makes no other payload of it. */
export function hashOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  const bare = text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, '$1');
  return createHash('sha256').update(bare).digest('hex');
}

/** True when a record is of a send to this connection and procedure. */
export function isSentTo(record: SendRecord, binding: Binding, procedure: Procedure | undefined): boolean {
  const names = [binding.procedureKey, binding.shortId, procedure?.key, procedure?.shortId];
  return (
    record.connectionId === binding.connectionId &&
    [record.procedureKey, record.shortId].some(name => name !== undefined && names.includes(name))
  );
}

/** True when two records (or none) say the same of the same send. */
export function sameRecord(one: SendRecord | undefined, other: SendRecord | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fileOf(uri: string): string {
  return `${createHash('sha256').update(uri).digest('hex').slice(0, 40)}.json`;
}

function parse(text: string): SendRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || typeof value['at'] !== 'number' || typeof value['bodyHash'] !== 'string')
      return undefined;
    const { state } = value;
    return state === 'sending' || state === 'unknown' || state === 'created'
      ? (value as unknown as SendRecord)
      : undefined;
  } catch {
    return undefined;
  }
}
