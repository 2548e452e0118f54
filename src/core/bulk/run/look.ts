import type { ApiFailure } from '../../api/result';
import type { Clock } from '../../api/clock';
import type { RunBook } from '../book/book';
import { verdictsInDoubt } from '../book/transitions';
import { EntrySet } from '../entrySet';
import type { LookRecord } from '../records';
import { verdicts, type Verdict } from '../records';
import { keyOf, type KeyValue } from '../results/key';
import { findArrived, lookSize, queryFor, showsAny } from '../results/lookQuery';
import { readBody, sliceBody } from './body';
import type { ListApi, RunFileOpen } from './ports';

export interface LookNeeds {
  readonly api: ListApi;
  readonly book: RunBook;
  readonly file: RunFileOpen;
  readonly clock: Clock;
  /** Record -> journal -> book. False: the journal refused it. */
  readonly record: (record: LookRecord) => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
  /** Entries looked for so far. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** What a look came to. Looking proves arrival; it never proves absence. */
export interface LookResult {
  readonly end: 'done' | 'failed' | 'cancelled' | 'fileChanged' | 'noPrimaryKey' | 'journal';
  readonly failure?: ApiFailure;
  /** Entries in doubt when it began. */
  readonly inDoubt: number;
  readonly arrived: number;
  readonly unseen: number;
  /** Nothing to look for: no primary key in the entry. */
  readonly withoutKey: number;
  /** The key stands in several entries that were sent: a process with it proves nothing about one of them. */
  readonly ambiguous: number;
}

interface Wanted {
  readonly entry: number;
  readonly key: KeyValue;
}

/** Entries that may have created a process with their key. */
const sent: ReadonlySet<Verdict> = new Set([...verdictsInDoubt, 'succeeded', 'pending', 'failed']);
const blockEntries = 500;
const maxPages = 10;

/** Looks through List for entries in doubt: by primary key, 100 at a time, created after the run began by the service's own clock. */
export async function look(needs: LookNeeds): Promise<LookResult> {
  const { book } = needs;
  const { primaryKey } = book.run;
  const inDoubt = entriesOf(book, new Set(verdictsInDoubt));
  const count = { inDoubt: inDoubt.length, arrived: 0, unseen: 0, withoutKey: 0, ambiguous: 0 };
  if (primaryKey === undefined) return { ...count, end: 'noPrimaryKey' };
  const wanted = await readKeys(needs.file, inDoubt, primaryKey);
  if (wanted === undefined) return { ...count, end: 'fileChanged' };
  count.withoutKey = inDoubt.length - wanted.length;
  const repeated = await findRepeated(needs.file, book, primaryKey, wanted);
  if (repeated === undefined) return { ...count, end: 'fileChanged' };
  const single = wanted.filter(({ key }) => !repeated.has(String(key)));
  count.ambiguous = wanted.length - single.length;
  for (let at = 0; at < single.length; at += lookSize) {
    if (isCancelled(needs)) return { ...count, end: 'cancelled' };
    const batch = single.slice(at, at + lookSize);
    const found = await ask(
      needs,
      primaryKey,
      batch.map(({ key }) => key),
    );
    if (!found.ok)
      return {
        ...count,
        end: isCancelled(needs) ? 'cancelled' : 'failed',
        failure: found.failure,
      };
    const arrived = batch.filter(({ key }) => found.keys.has(key));
    const unseen = batch.filter(({ key }) => !found.keys.has(key)).map(({ entry }) => entry);
    const rows = arrived.map(({ entry, key }) => {
      const processId = found.keys.get(key);
      return { entry, key: String(key), ...(processId === undefined ? {} : { processId }) };
    });
    const record = {
      t: 'look',
      at: needs.clock.now(),
      arrived: rows,
      unseen: EntrySet.of(unseen).encode(),
    } as const;
    if (!(await needs.record(record))) return { ...count, end: 'journal' };
    count.arrived += arrived.length;
    count.unseen += unseen.length;
    needs.onProgress?.(Math.min(at + lookSize, single.length), single.length);
  }
  return { ...count, end: 'done' };
}

function isCancelled({ signal }: LookNeeds): boolean {
  return signal?.aborted === true;
}

type Found =
  | { readonly ok: true; readonly keys: ReadonlyMap<KeyValue, string | undefined> }
  | { readonly ok: false; readonly failure: ApiFailure };

/** All pages that have to do with the keys. */
async function ask(
  { api, book, clock, signal }: LookNeeds,
  primaryKey: string,
  keys: readonly KeyValue[],
): Promise<Found> {
  const found = new Map<KeyValue, string | undefined>();
  let skip = 0;
  for (let page = 0; page < maxPages; page++) {
    const query = queryFor(primaryKey, keys, skip);
    const result = await api.listProcesses(book.run.procedure.shortId, query, signal);
    if (!result.ok) return result;
    const { processes, hasMore } = result.value;
    const { serverTime } = result.answer;
    const since = {
      at: book.run.at,
      localTime: clock.now(),
      ...(serverTime === undefined ? {} : { serverTime }),
    };
    for (const [key, id] of findArrived(processes, primaryKey, keys, since)) found.set(key, id);
    // A service that takes no notice of the filter would go through everything it has.
    if (!hasMore || found.size === keys.length || !showsAny(processes, primaryKey, keys)) break;
    skip += processes.length;
  }
  return { ok: true, keys: found };
}

function entriesOf(book: RunBook, wanted: ReadonlySet<Verdict>): number[] {
  const numbers = new Set([...wanted].map(verdict => verdicts.indexOf(verdict)));
  const entries: number[] = [];
  for (const [entry, verdict] of book.verdictBytes.entries()) if (numbers.has(verdict)) entries.push(entry);
  return entries;
}

/** The entries that have a key; undefined when the file is not the one any more. Read in small blocks, so that nothing stalls. */
async function readKeys(
  { source, index }: RunFileOpen,
  entries: readonly number[],
  primaryKey: string,
): Promise<readonly Wanted[] | undefined> {
  const found: Wanted[] = [];
  try {
    for (let at = 0; at < entries.length; at += blockEntries) {
      const block = entries.slice(at, at + blockEntries);
      const body = await readBody(source, index, block);
      if (body === undefined) return undefined;
      for (const [place, bytes] of sliceBody(body, index, block).entries()) {
        const key = keyOf(bytes, primaryKey);
        const entry = block[place];
        if (key !== undefined && entry !== undefined) found.push({ entry, key });
      }
    }
    return (await source.changed?.()) === true ? undefined : found;
  } catch {
    return undefined;
  }
}

/** Those of the keys that more than one entry was, or may have been, sent with. */
async function findRepeated(
  file: RunFileOpen,
  book: RunBook,
  primaryKey: string,
  wanted: readonly Wanted[],
): Promise<ReadonlySet<string> | undefined> {
  const owners = new Map<string, number>();
  const repeated = new Set<string>();
  for (const { key, entry } of wanted) {
    if (owners.has(String(key))) repeated.add(String(key));
    else owners.set(String(key), entry);
  }
  if (wanted.length === 0) return repeated;
  const others = entriesOf(book, sent);
  for (let at = 0; at < others.length; at += blockEntries) {
    const block = await readKeys(file, others.slice(at, at + blockEntries), primaryKey);
    if (block === undefined) return undefined;
    for (const { key, entry } of block) {
      const owner = owners.get(String(key));
      if (owner !== undefined && owner !== entry) repeated.add(String(key));
    }
  }
  return repeated;
}
