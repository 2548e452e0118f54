import { EntrySet } from '../../../core/bulk/entrySet';
import { keyOfBytes, type KeyValue } from '../../../core/bulk/results/key';
import { lookSize, queryFor } from '../../../core/bulk/results/lookQuery';
import type { ListApi } from '../../../core/bulk/run/ports';
import type { EntryIndex } from '../../../core/bulk/scan/entryIndex';
import { EntryReader } from '../../../core/bulk/scan/reader';
import type { ByteSource } from '../../../core/bulk/scan/source';
import { showsKey } from '../../../core/payload/arrival';
import type { JsonObject } from '../../../core/json';
import type { ApiFailure, ApiResult } from '../../../core/api/result';

/** Which entries have a process already, as far as the key sees. That none was found never proves that there is none. */
export interface Existing {
  /** Their primary key stands in a process that List gave. */
  readonly entries: EntrySet;
  readonly asked: number;
  /** No primary key, or one that cannot be asked for. */
  readonly withoutKey: number;
  /** List answered with processes that show none of the keys: it says nothing about these entries. */
  readonly unclear: number;
}

export type ExistingOutcome =
  | { readonly kind: 'done'; readonly existing: Existing }
  | { readonly kind: 'failed'; readonly failure: ApiFailure }
  | { readonly kind: 'cancelled' };

export interface ExistingNeeds {
  readonly list: (...args: Parameters<ListApi['listProcesses']>) => ReturnType<ListApi['listProcesses']>;
  readonly procedure: string;
  readonly primaryKey: string;
  readonly source: ByteSource;
  readonly index: EntryIndex;
  readonly entries: EntrySet;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
}

interface Keyed {
  readonly entry: number;
  readonly key: KeyValue;
}

/** A key may have several processes; a service that gives more pages than this for 100 keys takes no notice of the filter. */
const mostPages = 10;

/**
 * Asks List for the primary keys of entries, 100 at a time (page docs:api/process/list). Holds one question's keys and the found entries. Throws
 * what reading the file throws.
 */
export async function askExisting(needs: ExistingNeeds): Promise<ExistingOutcome> {
  const { entries, source, index, primaryKey, onProgress } = needs;
  const found: number[] = [];
  const count = { asked: 0, withoutKey: 0, unclear: 0 };
  let batch: Keyed[] = [];
  let done = 0;
  let failure: ApiFailure | undefined;
  const ask = async (): Promise<boolean> => {
    if (batch.length === 0) return true;
    const answer = await askBatch(needs, batch);
    if (!answer.ok) {
      failure = answer.failure;
      return false;
    }
    const arrived = batch.filter(({ key }) => answer.shown.has(String(key)));
    for (const { entry } of arrived) found.push(entry);
    count.asked += batch.length;
    if (answer.foreign) count.unclear += batch.length - arrived.length;
    batch = [];
    onProgress(done, entries.size);
    return true;
  };
  for await (const run of new EntryReader(source, index).runs(entries)) {
    for (const entry of run.entries) {
      if (needs.signal.aborted) return { kind: 'cancelled' };
      const start = run.start(entry);
      const key = keyOfBytes(run.bytes.subarray(start, start + index.length(entry)), primaryKey);
      done++;
      if (key === undefined) count.withoutKey++;
      else batch.push({ entry, key });
      if (batch.length === lookSize && !(await ask())) return ended(needs, failure);
    }
  }
  if (!(await ask())) return ended(needs, failure);
  return { kind: 'done', existing: { entries: EntrySet.of(found), ...count } };
}

function ended({ signal }: ExistingNeeds, failure: ApiFailure | undefined): ExistingOutcome {
  return signal.aborted || failure === undefined ? { kind: 'cancelled' } : { kind: 'failed', failure };
}

type BatchAnswer =
  | {
      readonly ok: true;
      /** Keys that processes show, as text. */
      readonly shown: ReadonlySet<string>;
      /** There were processes, and one of them shows none of the keys. */
      readonly foreign: boolean;
    }
  | Extract<ApiResult<never>, { ok: false }>;

async function askBatch(needs: ExistingNeeds, batch: readonly Keyed[]): Promise<BatchAnswer> {
  const { list, procedure, primaryKey, signal } = needs;
  const keys = [...new Map(batch.map(({ key }) => [String(key), key])).values()];
  const shown = new Set<string>();
  let foreign = false;
  let skip = 0;
  for (let page = 0; page < mostPages; page++) {
    const result = await list(procedure, queryFor(primaryKey, keys, skip), signal);
    if (!result.ok) return result;
    const { processes, hasMore } = result.value;
    const ofPage = processes.map(process => keyShown(process, primaryKey, keys));
    for (const key of ofPage) if (key !== undefined) shown.add(key);
    foreign ||= ofPage.includes(undefined);
    if (!hasMore || shown.size === keys.length || ofPage.every(key => key === undefined)) break;
    skip += processes.length;
  }
  return { ok: true, shown, foreign };
}

function keyShown(process: JsonObject, attribute: string, keys: readonly KeyValue[]): string | undefined {
  const key = keys.find(value => showsKey(process, { attribute, value }));
  return key === undefined ? undefined : String(key);
}
