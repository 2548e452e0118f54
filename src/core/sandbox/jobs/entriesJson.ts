import type { JsonObject } from '../../json';
import { answer, refusal, type Reply } from '../answers';
import type { SandboxChoices } from '../choices';
import type { World } from '../world';
import { entryJson } from './entryJson';
import { entryStatuses, type StoredJob } from './storedJob';

/** What stands in for "no such place". */
const nowhere = -1;

/** Fetch Background Job Entries (page api-11531427), one page. */
export function entriesReply(world: World, job: StoredJob, query: string, origin: string): Reply {
  const { choices } = world;
  const order = entriesOf(choices, job);
  const size = choices.entriesPaging === 'onePage' ? order.length : Number(choices.entriesPageSize);
  const from = placeIn(choices, query, size);
  if (from === nowhere) return refusal(choices, 400, [{ message: `There is no page ${query}.` }]);
  const page = order.slice(from, from + size).map(entry => entryJson(world, job, entry));
  const base = `/v1/ext/background-job/${job.id}/entries`;
  const path = (at: number) => pathTo(choices, at === 0 ? '' : queryFor(choices, at, size), base, origin);
  const meta = metaOf(choices, order.length, {
    own: path(from),
    first: path(0),
    next: nextOf(choices, order.length, from, size, path),
  });
  const end = choices.entriesEnd === 'emptyPage' && choices.entriesPaging !== 'onePage' ? from : from + size;
  if (choices.jobsKept === 'untilRead' && job.finished && end >= order.length) job.lost = true;
  if (choices.jobEnvelope === 'present') return answer(choices, true, page, { meta });
  return answer(choices, false, { entries: page, ...meta });
}

/*
 * The query of the sandbox's own next paths: that of the service is not documented, and nobody may rely on any of these.
 */

function queryFor({ entriesQuery }: SandboxChoices, at: number, size: number): string {
  switch (entriesQuery) {
    case 'after':
      return `?after=${at}`;
    case 'page':
      return `?page=${at / size + 1}`;
    case 'skip':
      return `?skip=${at}&limit=${size}`;
  }
}

function placeIn({ entriesQuery }: SandboxChoices, query: string, size: number): number {
  const text = new URLSearchParams(query).get(entriesQuery);
  if (text === null) return 0;
  if (!/^\d{1,9}$/.test(text)) return nowhere;
  return entriesQuery === 'page' ? (Number(text) - 1) * size : Number(text);
}

function pathTo({ entriesPaging }: SandboxChoices, query: string, base: string, origin: string): string {
  switch (entriesPaging) {
    case 'url':
      return origin + base + query;
    case 'relative':
      return `entries${query}`;
    case 'query':
      // The first page has no query, and is named by where it is.
      return query === '' ? base : query;
    case 'path':
    case 'onePage':
      return base + query;
  }
}

/** The path of the next page; null where it is said that there is none, undefined where nothing is said. */
function nextOf(
  choices: SandboxChoices,
  total: number,
  from: number,
  size: number,
  path: (at: number) => string,
): string | null | undefined {
  if (choices.entriesPaging === 'onePage') return undefined;
  if (from + size < total) return path(from + size);
  switch (choices.entriesEnd) {
    case 'absent':
      return undefined;
    case 'null':
      return null;
    case 'emptyPage':
      return from < total ? path(from + size) : undefined;
    case 'itself':
      return path(from);
  }
}

function metaOf(
  choices: SandboxChoices,
  total: number,
  {
    own,
    first,
    next,
  }: { readonly own: string; readonly first: string; readonly next: string | null | undefined },
): JsonObject {
  const named = (key: string): JsonObject => (next === undefined ? {} : { [key]: next });
  switch (choices.entriesMeta) {
    case 'total':
      return { total, ...named('nextPath') };
    case 'count':
      return { totalCount: String(total), ...named('next') };
    case 'nested':
      return { pagination: { totalEntries: total, ...named('nextPagePath') } };
    case 'withOthers':
      return { self: own, first, totalEntries: total, ...named('next') };
    case 'nextOnly':
      return named('path');
  }
}

/** The entries that are listed, in the chosen order, which is the same in every page of one state. */
function entriesOf(choices: SandboxChoices, job: StoredJob): readonly number[] {
  if (!job.inserted) return [];
  const listed = Array.from({ length: job.size }, (_, entry) => entry).filter(
    entry => choices.invalidEntries === 'listed' || job.status(entry) !== 'INVALID',
  );
  switch (choices.entriesOrder) {
    case 'asSent':
      return listed;
    case 'reversed':
      return listed.reverse();
    case 'shuffled':
      return listed.sort((a, b) => shuffled(a) - shuffled(b));
    case 'byStatus': {
      const rank = (entry: number) => entryStatuses.length - entryStatuses.indexOf(job.status(entry));
      return listed.sort((a, b) => rank(a) - rank(b) || a - b);
    }
  }
}

function shuffled(entry: number): number {
  return Math.imul(entry + 1, 0x9e3779b1) >>> 0;
}
