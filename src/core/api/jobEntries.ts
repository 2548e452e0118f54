import type { JobEntry } from '../bulk/records';
import { isArray, isObject, type Json } from '../json';
import { ownTurn, Slices } from '../slices';
import { interpret, interpretLarge, type Look } from './answers';
import { readList } from './collections';
import { findNextPage, findTotal, resolvePage } from './entriesPath';
import { Digits } from './ids';
import { readEntry } from './jobEntry';
import { jobPath } from './path';
import type { ApiResult } from './result';
import type { Sender } from './sender';

/** What is known while a job's entries are read page by page. */
export interface EntriesReading {
  /** Short id of the primary key attribute. */
  readonly primaryKey?: string;
  /** Paths of pages that were read, as this module gave them: none of them is gone to again. */
  readonly visited?: ReadonlySet<string>;
  /** Entries on the pages before. */
  readonly readBefore?: number;
  /** What the job was made of, where that is known: far more than it can tell of is not taken. */
  readonly sent?: { readonly entries: number; readonly bytes: number };
  /** How much of an entry is kept word for word, in UTF-16 units; else what a journal takes. */
  readonly mostRaw?: number;
}

/** A page of a job's entries (page api-11531427). */
export interface JobEntriesPage {
  /** The path that was asked for. */
  readonly path: string;
  readonly entries: readonly JobEntry[];
  /** Of the page after this one, for the next call; absent at the end. */
  readonly next?: string;
  /** How many entries there are in all, where the service says it. */
  readonly total?: number;
  /** The service has more entries than were read, and there is no way to them. */
  readonly incomplete: boolean;
  /** A next page that was named, but is not gone to. */
  readonly refusedNext?: {
    readonly why: 'otherOrigin' | 'visited' | 'notAPath';
    readonly text: string;
  };
}

/** Of one page: far more than a request has, so that a page that never ends does not fill the memory. */
const maxEntries = 200_000;

/** Reading more takes a millisecond and longer, in characters. */
const largePage = 16 * 1024;

/** What a job's page may have for each entry that was sent, and for each byte: its own fields, the input, what became of it. */
const perEntry = { rows: 4, bytes: 4 * 1024 };
const perByte = 8;
const least = { rows: 1_000, bytes: 4 * 1024 * 1024 };

function mostEntries({ sent }: EntriesReading): number {
  return sent === undefined ? maxEntries : Math.min(maxEntries, sent.entries * perEntry.rows + least.rows);
}

/** undefined: as large as any answer. A page of 64 MiB for a chunk of 500 entries would stop everything else for seconds. */
function mostBytes({ sent }: EntriesReading): number | undefined {
  return sent && sent.entries * perEntry.bytes + sent.bytes * perByte + least.bytes;
}

/** Path of a job's first page of entries. */
function entriesPathOf(jobId: string): string {
  return jobPath(jobId, 'entries');
}

/**
 * Fetch Background Job Entries (page api-11531427), one page, asked exactly once: polls are paced together with everything else of a
 * run. Nothing but `_data` being an array, and that `_meta` has the path of the next page, is documented; see `readEntry`. A path that is
 * not one of this API's own is not asked for: a failure, as a redirect to it would be.
 * @param path the `next` of the page before; undefined for the first page
 */
export async function fetchJobEntries(
  sender: Sender,
  jobId: string,
  path: string | undefined,
  signal?: AbortSignal,
  reading: EntriesReading = {},
): Promise<ApiResult<JobEntriesPage>> {
  const first = entriesPathOf(jobId);
  const asked = path === undefined ? undefined : resolvePage(path, sender.baseUrl, first);
  if (asked !== undefined && asked.kind !== 'path') {
    const location = asked.kind === 'refused' ? asked.text : '';
    const common = { effect: 'notSent', request: `GET ${first}`, attempts: 0 } as const;
    return { ok: false, failure: { ...common, kind: 'redirect', status: 0, location } };
  }
  const here = asked?.path ?? first;
  const maxBytes = mostBytes(reading);
  const call = { method: 'GET', path: here, creates: false, once: true } as const;
  const sent = await sender.send({ ...call, ...(maxBytes === undefined ? {} : { maxBytes }) }, signal);
  if (!sent.ok) return sent;
  const look: Look<PageParts> = ({ data, meta }, raw) => {
    const list = listOf(data);
    if (list === undefined) return undefined;
    const places = [meta, ...besides(data)];
    const total = findTotal(places);
    // An empty page is nothing to rely on, unless there can be no more.
    const end = total !== undefined && total <= (reading.readBefore ?? 0);
    return { value: { list, places, raw }, proven: list.length > 0 || end };
  };
  const isLarge = sent.reception.raw.length > largePage;
  // Answers that arrived together are not read together.
  if (isLarge) await ownTurn();
  const read = await (isLarge ? interpretLarge : interpret)(sent.reception, sender, look);
  if (!read.ok) return read;
  const { list, places, raw } = read.value;
  // Parsing took its time already.
  if (isLarge) await ownTurn();
  const entries = await readEntries(list.slice(0, mostEntries(reading)), raw, reading);
  const from = { baseUrl: sender.baseUrl, first };
  return { ...read, value: pageOf(here, entries, list.length, places, from, reading) };
}

interface PageParts {
  readonly list: readonly Json[];
  /** Where the total and the next page may be told. */
  readonly places: readonly (Json | undefined)[];
  readonly raw: string;
}

/** In slices: the results of a chunk take longer than a thread that is shared may be held up. */
async function readEntries(
  list: readonly Json[],
  raw: string,
  { primaryKey, mostRaw }: EntriesReading,
): Promise<readonly JobEntry[]> {
  const digits = new Digits(raw);
  const slices = new Slices();
  const entries: JobEntry[] = [];
  for (const item of list) {
    entries.push(readEntry(item, digits, primaryKey, mostRaw));
    if (slices.due) await slices.rest();
  }
  return entries;
}

function pageOf(
  path: string,
  entries: readonly JobEntry[],
  listed: number,
  places: readonly (Json | undefined)[],
  { baseUrl, first }: { readonly baseUrl: string; readonly first: string },
  { visited, readBefore = 0 }: EntriesReading,
): JobEntriesPage {
  const total = findTotal(places);
  const more =
    listed > entries.length ||
    places.some(saysMore) ||
    (total !== undefined && total > readBefore + entries.length);
  const page = { path, entries, ...(total === undefined ? {} : { total }) };
  const next = findNextPage(places, baseUrl, path, first);
  // An empty page is the end, whatever it names.
  if (next.kind === 'none' || entries.length === 0) return { ...page, incomplete: more };
  if (next.kind === 'refused') {
    return { ...page, incomplete: true, refusedNext: { why: next.why, text: next.text } };
  }
  if (next.path === path || visited?.has(next.path) === true) {
    // With every entry read, a last page that points to itself says no more than that it is the last.
    const all = total !== undefined && !more;
    return { ...page, incomplete: !all, refusedNext: { why: 'visited', text: next.path } };
  }
  return { ...page, next: next.path, incomplete: listed > entries.length };
}

/** An array whole, as the place of an entry may say something; else as other lists. Nothing at all is an empty list. */
function listOf(data: Json | undefined): readonly Json[] | undefined {
  if (data === undefined || data === null) return [];
  return isArray(data) ? data : readList(data, ['entries', 'backgroundJobEntries', 'bjEntries']);
}

/** `hasMore`, as lists have it (page docs:api/process/list): assumed. */
function saysMore(place: Json | undefined): boolean {
  return isObject(place) && (place['hasMore'] ?? place['has_more']) === true;
}

/** Without an envelope the next page stands beside the list: everything there but lists. */
function besides(data: Json | undefined): readonly Json[] {
  if (!isObject(data)) return [];
  return [Object.fromEntries(Object.entries(data).filter(([, value]) => !isArray(value)))];
}
