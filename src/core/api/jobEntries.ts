import type { JobEntry } from '../bulk/records';
import { isArray, isObject, type Json } from '../json';
import { interpret } from './answers';
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

/** Path of a job's first page of entries. */
export function entriesPathOf(jobId: string): string {
  return jobPath(jobId, 'entries');
}

/**
 * Fetch Background Job Entries (page api-11531427), one page, asked exactly once: polls are paced together with everything else of a
 * run. Nothing but `_data` being an array, and that `_meta` has the path of the next page, is documented; see `readEntry`.
 * Throws for a path that is not one of this API's own.
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
  if (asked !== undefined && asked.kind !== 'path') throw new RangeError('Not a path of this API.');
  const here = asked?.path ?? first;
  const sent = await sender.send({ method: 'GET', path: here, creates: false, once: true }, signal);
  if (!sent.ok) return sent;
  return interpret(sent.reception, sender, ({ data, meta }, raw) => {
    const list = listOf(data);
    if (list === undefined) return undefined;
    const digits = new Digits(raw);
    const entries = list.slice(0, maxEntries).map(item => readEntry(item, digits, reading.primaryKey));
    const value = pageOf(here, entries, list.length, [meta, ...besides(data)], sender.baseUrl, reading);
    // An empty page is nothing to rely on, unless there can be no more.
    const end = value.total !== undefined && value.total <= (reading.readBefore ?? 0);
    return { value, proven: entries.length > 0 || end };
  });
}

function pageOf(
  path: string,
  entries: readonly JobEntry[],
  listed: number,
  places: readonly (Json | undefined)[],
  baseUrl: string,
  { visited, readBefore = 0 }: EntriesReading,
): JobEntriesPage {
  const total = findTotal(places);
  const more = listed > entries.length || (total !== undefined && total > readBefore + entries.length);
  const page = { path, entries, ...(total === undefined ? {} : { total }) };
  const next = findNextPage(places, baseUrl, path);
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

/** Without an envelope the next page stands beside the list: everything there but lists. */
function besides(data: Json | undefined): readonly Json[] {
  if (!isObject(data)) return [];
  return [Object.fromEntries(Object.entries(data).filter(([, value]) => !isArray(value)))];
}
