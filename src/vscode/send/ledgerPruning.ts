import { isPage, parsePage, retired, type LedgerFiles, type Page } from './ledgerPage';

/** Epoch ms and ms. */
export interface PruneNeeds {
  readonly files: LedgerFiles;
  readonly now: number;
  /** Sends of documents that are gone are asked about for so long. */
  readonly twinMs: number;
  /** Whether a document is certainly there no more. */
  readonly isGone: (uri: string) => Promise<boolean>;
  readonly mostPages?: number;
}

const dayMs = 86_400_000;

/** So long it is known of a document that is gone what became of it: it may come back, e.g. from another branch. */
const keepMs = 90 * dayMs;

/** What is younger is never too much. */
const youngMs = 30 * dayMs;

/**
 * Forgets what the ledger no longer needs: sends of documents that are gone, and the oldest where there are too many pages. A page with anything
 * that is not known to be created stays, and so does one that cannot be read. Other windows may write at the same time: a page that was
 * written since it was read stays.
 */
export async function pruneLedger({
  files,
  now,
  twinMs,
  isGone,
  mostPages = 2_000,
}: PruneNeeds): Promise<void> {
  const names = (await files.list()).filter(isPage);
  const old: { readonly name: string; readonly at: number }[] = [];
  for (const name of names) {
    const at = await files.changedAt(name);
    if (at !== undefined && at < now - twinMs) old.push({ name, at });
  }
  let pages = names.length;
  for (const { name, at } of old.sort((one, other) => one.at - other.at)) {
    const text = await files.read(name);
    const page = text === undefined ? undefined : parsePage(text);
    if (page === undefined || !(await mayGo(page, at))) continue;
    if ((await files.read(name)) !== text) continue;
    await files.remove(name);
    pages--;
  }

  async function mayGo({ uri, sends, isDamaged }: Page, at: number): Promise<boolean> {
    if (uri.includes(retired)) return true;
    if (isDamaged === true || sends.some(({ state }) => state !== 'created')) return false;
    if (at < now - youngMs && pages > mostPages) return true;
    return at < now - keepMs && (await isGone(uri));
  }
}
