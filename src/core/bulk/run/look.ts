import type { Clock } from '../../api/clock';
import type { ApiFailure } from '../../api/result';
import type { RunBook } from '../book/book';
import { verdictsInDoubt } from '../book/transitions';
import { EntrySet } from '../entrySet';
import type { LookRecord } from '../records';
import { verdicts, type Verdict } from '../records';
import { runInSlices } from '../../slices';
import { keyOfBytes, type KeyValue } from '../results/key';
import { lookSize, type RunClock } from '../results/lookQuery';
import { readBody, sliceBody } from './body';
import { KeyAsker } from './lookAsk';
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
  /** Asked for and not found: may be sent again, at a risk that the user takes. */
  readonly unseen: number;
  /** The service did not let itself be asked, or its answer proves nothing: not among the unseen ones. */
  readonly unclear: number;
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
/** Entries of a book that are looked at in one go. */
const sliceEntries = 200_000;

/** Looks through List for entries in doubt: by primary key, 100 at a time, created after the run began by the service's own clock. */
export async function look(needs: LookNeeds): Promise<LookResult> {
  const { book } = needs;
  const { primaryKey } = book.run;
  const inDoubt = await entriesOf(book, new Set(verdictsInDoubt));
  const count = { inDoubt: inDoubt.length, arrived: 0, unseen: 0, unclear: 0, withoutKey: 0, ambiguous: 0 };
  if (primaryKey === undefined) return { ...count, end: 'noPrimaryKey' };
  const wanted = await readKeys(needs.file, inDoubt, primaryKey);
  if (wanted === undefined) return { ...count, end: 'fileChanged' };
  count.withoutKey = inDoubt.length - wanted.length;
  const repeated = await findRepeated(needs.file, book, primaryKey, wanted);
  if (repeated === undefined) return { ...count, end: 'fileChanged' };
  const single = await runInSlices(without(wanted, repeated));
  count.ambiguous = wanted.length - single.length;
  const { api, clock, signal } = needs;
  const procedure = book.run.procedure.shortId;
  const asker = new KeyAsker({ api, procedure, primaryKey, clock: clockOf(book, clock), signal });
  for (let at = 0; at < single.length; at += lookSize) {
    if (isCancelled(needs)) return { ...count, end: 'cancelled' };
    const batch = single.slice(at, at + lookSize);
    const found = await asker.ask(batch.map(({ key }) => key));
    if (!found.ok) {
      return { ...count, end: isCancelled(needs) ? 'cancelled' : 'failed', failure: found.failure };
    }
    const arrived = batch.filter(({ key }) => found.arrived.has(key));
    const rest = batch.filter(({ key }) => !found.arrived.has(key));
    const [unclear, unseen] = [true, false].map(is =>
      rest.filter(({ key }) => found.unclear.has(key) === is).map(({ entry }) => entry),
    );
    const rows = arrived.map(({ entry, key }) => {
      const processId = found.arrived.get(key);
      return { entry, key: String(key), ...(processId === undefined ? {} : { processId }) };
    });
    const record = {
      t: 'look',
      at: clock.now(),
      arrived: rows,
      unseen: EntrySet.of(unseen ?? []).encode(),
      ...(unclear?.length ? { unclear: EntrySet.of(unclear).encode() } : {}),
    } as const;
    if (!(await needs.record(record))) return { ...count, end: 'journal' };
    count.arrived += arrived.length;
    count.unseen += unseen?.length ?? 0;
    count.unclear += unclear?.length ?? 0;
    needs.onProgress?.(Math.min(at + lookSize, single.length), single.length);
  }
  return { ...count, end: 'done' };
}

function isCancelled({ signal }: LookNeeds): boolean {
  return signal?.aborted === true;
}

/** The clocks as they stood when the first chunk was accepted, where the service told its own. */
function clockOf(book: RunBook, clock: Clock): RunClock {
  let firstSentAt: number | undefined;
  for (const { kind, id, sentAt } of book.chunks()) {
    firstSentAt ??= sentAt;
    const job = kind === 'accepted' ? book.job(id) : undefined;
    if (job?.serverTime === undefined) continue;
    const { acceptedAt, serverTime } = job;
    // A clock that was set back meanwhile would put the begin of the run behind all that it created.
    const at = [book.run.at, firstSentAt, sentAt].find(time => time <= acceptedAt) ?? acceptedAt;
    return { at, then: { localTime: acceptedAt, serverTime }, now: () => clock.now() };
  }
  return { at: book.run.at, now: () => clock.now() };
}

/** In slices, so that nothing stalls. */
async function entriesOf(book: RunBook, wanted: ReadonlySet<Verdict>): Promise<number[]> {
  const isWanted = verdicts.map(verdict => wanted.has(verdict));
  const bytes = book.verdictBytes;
  const entries: number[] = [];
  for (let from = 0; from < bytes.length; from += sliceEntries) {
    if (from > 0) await new Promise(resolve => setImmediate(resolve));
    const to = Math.min(bytes.length, from + sliceEntries);
    // A plain loop: an iterator over a million bytes takes a quarter of a second.
    for (let entry = from; entry < to; entry++) if (isWanted[bytes[entry] ?? 0] === true) entries.push(entry);
  }
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
        const key = keyOfBytes(bytes, primaryKey);
        const entry = block[place];
        if (key !== undefined && entry !== undefined) found.push({ entry, key });
      }
    }
    return (await source.changed?.()) === true ? undefined : found;
  } catch {
    return undefined;
  }
}

/** For each key the first entry that has it, and the keys that another one has, too. Yields between blocks: there may be a million. */
export function* ownersOf(
  wanted: readonly Wanted[],
): Generator<void, { readonly owners: Map<string, number>; readonly repeated: Set<string> }, void> {
  const owners = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, { key, entry }] of wanted.entries()) {
    if (owners.has(String(key))) repeated.add(String(key));
    else owners.set(String(key), entry);
    if (at % blockEntries === 0) yield;
  }
  return { owners, repeated };
}

/** Those whose key is not among the repeated ones. Yields between blocks. */
export function* without(
  wanted: readonly Wanted[],
  repeated: ReadonlySet<string>,
): Generator<void, Wanted[], void> {
  const single: Wanted[] = [];
  for (const [at, one] of wanted.entries()) {
    if (!repeated.has(String(one.key))) single.push(one);
    if (at % blockEntries === 0) yield;
  }
  return single;
}

/** Those of the keys that more than one entry was, or may have been, sent with. */
async function findRepeated(
  file: RunFileOpen,
  book: RunBook,
  primaryKey: string,
  wanted: readonly Wanted[],
): Promise<ReadonlySet<string> | undefined> {
  const { owners, repeated } = await runInSlices(ownersOf(wanted));
  if (wanted.length === 0) return repeated;
  const others = await entriesOf(book, sent);
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
