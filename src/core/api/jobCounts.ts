import { isArray, isObject, type Json } from '../json';
import { clean } from './text';

/** Entries of a job by their completion status, the words as answered. */
export type JobCounts = Readonly<Record<string, number>>;

/** The documented name (page api-11531337). */
const documented = 'bjEntryCompletionStatusVsCount';

/** Names under which other versions may have the counts: assumed, and taken only where everything inside is a count. */
const assumed = /status.*count|count.*status|entr(?:y|ies).*count|^counts?$|^statuse?s$/i;

/** Names of the two parts where counts are a list of pairs: assumed. */
const wordKeys = ['completionStatus', 'status', 'name', 'key'];
const countKeys = ['count', 'total', 'value'];

const maxWords = 100;

/** The counts in the first of the places that has any; undefined when there are none. Counts may be texts of digits. */
export function readCounts(places: readonly (Json | undefined)[]): JobCounts | undefined {
  const objects = places.filter(isObject);
  for (const place of objects) {
    const counts = countsOf(place[documented]);
    if (counts !== undefined) return counts;
  }
  for (const place of objects) {
    for (const [key, value] of Object.entries(place)) {
      const counts = assumed.test(key) ? countsOf(value) : undefined;
      if (counts !== undefined) return counts;
    }
  }
  return undefined;
}

function countsOf(value: Json | undefined): JobCounts | undefined {
  const pairs = isArray(value) ? value.map(pairOf) : isObject(value) ? Object.entries(value) : undefined;
  if (pairs === undefined || pairs.length > maxWords) return undefined;
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const count = countOf(pair?.[1]);
    if (pair === undefined || count === undefined) return undefined;
    const word = clean(pair[0], 100);
    counts.set(word, (counts.get(word) ?? 0) + count);
  }
  return Object.fromEntries(counts);
}

function pairOf(item: Json): readonly [string, Json] | undefined {
  if (!isObject(item)) return undefined;
  const word = wordKeys.map(key => item[key]).find(one => typeof one === 'string');
  const count = countKeys.map(key => item[key]).find(one => countOf(one) !== undefined);
  return typeof word === 'string' && count !== undefined ? [word, count] : undefined;
}

function countOf(value: Json | undefined): number | undefined {
  if (value === null) return 0;
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Counts by what they mean. */
export interface CountTally {
  readonly succeeded: number;
  /** `ERROR`: processed, with an error as the result. */
  readonly failed: number;
  /** `INVALID`: not processed. */
  readonly invalid: number;
  /** `NOT_STARTED`, and words that nobody knows: not finished, as far as anybody can tell. */
  readonly unfinished: number;
  readonly sum: number;
}

/** Adds counts up; the words are the documented ones in any letter case. */
export function tallyOfCounts(counts: JobCounts): CountTally {
  const tally = { succeeded: 0, failed: 0, invalid: 0, unfinished: 0, sum: 0 };
  for (const [word, count] of Object.entries(counts)) {
    tally.sum += count;
    tally[meaningOf(word)] += count;
  }
  return tally;
}

/** What an entry's status word means (section 5 of service-facts); any word but the three of the end is unfinished. */
export function meaningOf(word: string): 'succeeded' | 'failed' | 'invalid' | 'unfinished' {
  switch (word.trim().toUpperCase()) {
    case 'SUCCESS':
      return 'succeeded';
    case 'ERROR':
      return 'failed';
    case 'INVALID':
      return 'invalid';
    default:
      return 'unfinished';
  }
}
