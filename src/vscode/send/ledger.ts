import { createHash, randomUUID } from 'node:crypto';
import type { Binding } from '../../core/binding';
import type { Procedure } from '../../core/catalog/model';
import {
  inPlace,
  isPage,
  isSentTo,
  lostRecord,
  pageOf,
  parsePage,
  retired,
  type LedgerFiles,
  type Page,
  type Place,
  type SendRecord,
} from './ledgerPage';

export type { LedgerFiles, Place, SendFacts, SendRecord } from './ledgerPage';

/** In ms: so long the same body from another document is asked about, as a bulk file is. */
export const twinMs = 86_400_000;

/** How many files are looked at at the same time. */
const atOnce = 16;

/** The clocks of a disk in the network and of this machine may differ by so much. */
const clocksMs = 3_600_000;

/** The send of a document that says the same as another one. */
export interface Twin {
  readonly uri: string;
  readonly record: SendRecord;
}

/**
 * The last send of each document to each place, on disk: a crash between request and answer leaves `sending`, which the
 * next window reads as *unknown*. A refused send leaves nothing. A file for each document; no token and no payload. What cannot be
 * read of a file is *unknown*, too: it may have been on its way.
 */
export class SendLedger {
  readonly #known = new Map<string, readonly SendRecord[]>();

  constructor(readonly files: LedgerFiles) {}

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
    const name = pageOf(uri);
    const text = await this.files.read(name);
    const page: Page | undefined = text === undefined ? { uri, sends: [] } : parsePage(text);
    const isWhole = page !== undefined && page.isDamaged !== true;
    const lost = isWhole ? [] : [lostRecord((await this.files.changedAt(name)) ?? Date.now())];
    const sends = [...(page?.sends ?? []), ...lost];
    this.#known.set(uri, sends);
    return sends;
  }

  /**
   * The newest send of the same body to the same place by another document (a copy, a draft that was saved as a file), from the disk. Only files
   * that were written since are read; one that cannot be read tells nothing.
   * @param since epoch ms: older ones do not count
   */
  async ofTwin(uri: string, place: Place, bodyHash: string, since: number): Promise<Twin | undefined> {
    let newest: Twin | undefined;
    const names = (await this.files.list()).filter(name => isPage(name) && name !== pageOf(uri));
    for (let at = 0; at < names.length; at += atOnce) {
      const pages = await Promise.all(
        names.slice(at, at + atOnce).map(async name => this.#pageSince(name, since - clocksMs)),
      );
      for (const page of pages) {
        for (const record of page?.sends ?? []) {
          if (record.bodyHash !== bodyHash || record.at < Math.max(since, newest?.record.at ?? 0)) continue;
          if (page !== undefined && isSentTo(record, place)) newest = { uri: page.uri, record };
        }
      }
    }
    return newest;
  }

  /** undefined: it was not written since, or it cannot be read. */
  async #pageSince(name: string, since: number): Promise<Page | undefined> {
    try {
      const changedAt = await this.files.changedAt(name);
      const text = changedAt === undefined || changedAt < since ? undefined : await this.files.read(name);
      return text === undefined ? undefined : parsePage(text);
    } catch {
      return undefined;
    }
  }

  /**
   * A document is gone, or another one has its name: what it sent is not its own. {@link ofTwin} still knows of it for as long as that counts,
   * without the value of its key.
   * @param since epoch ms: older sends are forgotten
   */
  async retire(uri: string, since: number): Promise<void> {
    const young = (await this.all(uri)).filter(({ at, connectionId }) => at >= since && connectionId !== '');
    const kept = young.map(record => {
      const copy: { -readonly [Name in keyof SendRecord]: SendRecord[Name] } = { ...record };
      delete copy.key;
      return copy;
    });
    if (kept.length > 0) await this.#keep(uri + retired + randomUUID(), kept);
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
      const page = isPage(name) ? await this.#pageSince(name, -Infinity) : undefined;
      const way = renamed.find(({ from }) => page?.uri === from || page?.uri.startsWith(`${from}/`) === true);
      if (page === undefined || way === undefined) continue;
      await this.#keep(way.to + page.uri.slice(way.from.length), await this.all(page.uri));
      await this.clear(page.uri);
    }
  }

  /** Reads everything from the disk again: another window may have sent something. */
  lookAgain(): void {
    this.#known.clear();
  }

  async #keep(uri: string, sends: readonly SendRecord[]): Promise<void> {
    const page: Page = { uri, sends };
    if (sends.length === 0) await this.files.remove(pageOf(uri));
    else await this.files.write(pageOf(uri), JSON.stringify(page));
    this.#known.set(uri, sends);
  }
}

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
