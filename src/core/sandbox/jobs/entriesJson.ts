import type { JsonObject } from '../../json';
import { answer, refusal, type Reply } from '../answers';
import type { SandboxChoices } from '../choices';
import type { World } from '../world';
import { entryJson } from './entryJson';
import { entryStatuses, type StoredJob } from './storedJob';

/** The query parameter of the sandbox's own next paths; the service's own is not documented, and nobody may rely on this one. */
const cursorName = 'after';

/** Fetch Background Job Entries (page api-11531427), one page. */
export function entriesReply(world: World, job: StoredJob, query: string, origin: string): Reply {
  const { choices } = world;
  const text = new URLSearchParams(query).get(cursorName) ?? '0';
  const from = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (from < 0) return refusal(choices, 400, [{ message: `${cursorName} is not a place.` }]);
  const order = entriesOf(choices, job);
  const size = choices.entriesPaging === 'onePage' ? order.length : Number(choices.entriesPageSize);
  const page = order.slice(from, from + size).map(entry => entryJson(world, job, entry));
  const base = `/v1/ext/background-job/${job.id}/entries`;
  const path = (at: number) =>
    (choices.entriesPaging === 'url' ? origin : '') + (at === 0 ? base : `${base}?${cursorName}=${at}`);
  const meta = metaOf(choices, order.length, {
    own: path(from),
    first: path(0),
    next: nextOf(choices, order.length, from, size, path),
  });
  if (choices.jobEnvelope === 'present') return answer(choices, true, page, { meta });
  return answer(choices, false, { entries: page, ...meta });
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
      return from < total ? path(total) : undefined;
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
