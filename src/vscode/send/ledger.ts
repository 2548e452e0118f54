import { createHash, randomUUID } from 'node:crypto';
import type { Binding } from '../../core/binding';
import type { Procedure } from '../../core/catalog/model';
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
  /** SHA-256 of what the body says: see {@link hashOf}. */
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

/** In ms: so long the same body from another document is asked about, as a bulk file is. */
export const twinMs = 86_400_000;

/** The send of a document that says the same as another one. */
export interface Twin {
  readonly uri: string;
  readonly record: SendRecord;
}

/** What the ledger needs of a folder on disk. */
export interface LedgerFiles {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** The names of all files. */
  list(): Promise<readonly string[]>;
}

interface Page {
  readonly uri: string;
  readonly sends: readonly SendRecord[];
}

/**
 * The last send of each document to each place, on disk: a crash between request and answer leaves `sending`, which the
 * next window reads as *unknown*. A refused send leaves nothing. A file for each document; no token and no payload.
 */
export class SendLedger {
  readonly #known = new Map<string, readonly SendRecord[]>();

  constructor(private readonly files: LedgerFiles) {}

  /** What this window knows already, else what the disk says; for the code lens. */
  async known(uri: string, place: Place): Promise<SendRecord | undefined> {
    return inPlace(this.#known.get(uri) ?? (await this.all(uri)), place);
  }

  /** The newest send to any place, of what this window knows already, else of what the disk says; for a list. */
  async lastKnown(uri: string): Promise<SendRecord | undefined> {
    const sends = this.#known.get(uri) ?? (await this.all(uri));
    return sends.toSorted((one, other) => other.at - one.at)[0];
  }

  /** What the disk says now: another window may have sent the same document. */
  async read(uri: string, place: Place): Promise<SendRecord | undefined> {
    return inPlace(await this.all(uri), place);
  }

  /** The sends of a document to all places, from the disk. */
  async all(uri: string): Promise<readonly SendRecord[]> {
    const text = await this.files.read(fileOf(uri));
    const sends = (text === undefined ? undefined : parse(text))?.sends ?? [];
    this.#known.set(uri, sends);
    return sends;
  }

  /**
   * The newest send of the same body to the same place by another document (a copy, a draft that was saved as a file), from the disk.
   * @param since epoch ms: older ones do not count
   */
  async ofTwin(uri: string, place: Place, bodyHash: string, since: number): Promise<Twin | undefined> {
    let newest: Twin | undefined;
    for (const name of await this.files.list()) {
      const text = name.endsWith('.json') && name !== fileOf(uri) ? await this.files.read(name) : undefined;
      const page = text === undefined ? undefined : parse(text);
      for (const record of page?.sends ?? []) {
        if (record.bodyHash !== bodyHash || record.at < Math.max(since, newest?.record.at ?? 0)) continue;
        if (page !== undefined && isSentTo(record, place)) newest = { uri: page.uri, record };
      }
    }
    return newest;
  }

  /**
   * Another document has the name of one that is gone: what that one sent is not its own. {@link ofTwin} still knows of it.
   * @param since epoch ms: older sends are forgotten, also those of other documents that are gone
   */
  async retire(uri: string, since: number): Promise<void> {
    const own = await this.all(uri);
    if (own.length === 0) return;
    const young = (sends: readonly SendRecord[]) => sends.filter(({ at }) => at >= since);
    for (const name of await this.files.list()) {
      const text = name.endsWith('.json') ? await this.files.read(name) : undefined;
      const page = text === undefined ? undefined : parse(text);
      if (page?.uri.includes(retired) === true && young(page.sends).length === 0) await this.clear(page.uri);
    }
    if (young(own).length > 0) await this.#keep(uri + retired + randomUUID(), young(own));
    await this.clear(uri);
  }

  /** Takes the place of what was known of the same document and place. */
  async write(uri: string, record: SendRecord): Promise<void> {
    await this.#keep(uri, [...(await this.all(uri)).filter(other => !isSentTo(other, record)), record]);
  }

  /** Forgets the send to one place. */
  async forget(uri: string, place: Place): Promise<void> {
    await this.#keep(
      uri,
      (await this.all(uri)).filter(record => !isSentTo(record, place)),
    );
  }

  /** Forgets all sends of a document. */
  async clear(uri: string): Promise<void> {
    await this.#keep(uri, []);
  }

  /** A payload that was renamed stays a payload that was sent, also where a folder above it was renamed. */
  async move(renamed: readonly { readonly from: string; readonly to: string }[]): Promise<void> {
    for (const name of await this.files.list()) {
      const text = name.endsWith('.json') ? await this.files.read(name) : undefined;
      const page = text === undefined ? undefined : parse(text);
      const way = renamed.find(({ from }) => page?.uri === from || page?.uri.startsWith(`${from}/`) === true);
      if (page === undefined || way === undefined) continue;
      await this.#keep(way.to + page.uri.slice(way.from.length), page.sends);
      await this.clear(page.uri);
    }
  }

  /** Reads everything from the disk again: another window may have sent something. */
  lookAgain(): void {
    this.#known.clear();
  }

  async #keep(uri: string, sends: readonly SendRecord[]): Promise<void> {
    const page: Page = { uri, sends };
    if (sends.length === 0) await this.files.remove(fileOf(uri));
    else await this.files.write(fileOf(uri), JSON.stringify(page));
    this.#known.set(uri, sends);
  }
}

/** Marks the name of a document that is gone; no document of VS Code has such a fragment. */
const retired = '#gone-';

/** SHA-256 of what a body says, blanks aside: formatting makes no other payload of it. */
export function hashOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  const bare = text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, '$1');
  return createHash('sha256').update(bare).digest('hex');
}

/** The place of a binding; the catalog's names of the procedure are the newer ones. */
export function placeOf({ connectionId, procedureKey, shortId }: Binding, procedure?: Procedure): Place {
  return { connectionId, procedureKey, shortId: procedure?.shortId ?? shortId };
}

/** True when two records (or none) say the same of the same send. */
export function sameRecord(one: SendRecord | undefined, other: SendRecord | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function inPlace(records: readonly SendRecord[], place: Place): SendRecord | undefined {
  return records.findLast(record => isSentTo(record, place));
}

/** The same connection, and a name of the procedure in common. */
function isSentTo(record: SendRecord, { connectionId, procedureKey, shortId }: Place): boolean {
  const names = [procedureKey, shortId];
  return (
    record.connectionId === connectionId &&
    [record.procedureKey, record.shortId].some(name => name !== undefined && names.includes(name))
  );
}

function fileOf(uri: string): string {
  return `${createHash('sha256').update(uri).digest('hex').slice(0, 40)}.json`;
}

function parse(text: string): Page | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || typeof value['uri'] !== 'string' || !Array.isArray(value['sends']))
      return undefined;
    return { uri: value['uri'], sends: (value['sends'] as unknown[]).filter(isRecord) };
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is SendRecord {
  if (!isObject(value) || typeof value['at'] !== 'number' || typeof value['bodyHash'] !== 'string')
    return false;
  const { state } = value;
  return state === 'sending' || state === 'unknown' || state === 'created';
}
