import type { ApiFailure } from '../../api/result';
import type { MappedResults } from '../results/map';
import type { Why } from '../records';
import { whyOf } from './judge';
import type { TrackedJob } from './tracked';
import { troubleOf } from './trouble';

const wordsLength = 500;
const minuteMs = 60_000;

/** Results that cannot be had are asked for at least so often, and so long, before the run ends without them. */
const fewestReadings = 6;
const lastingMs = { refused: 5 * minuteMs, unreadable: 10 * minuteMs, failing: 30 * minuteMs } as const;

/**
 * Whether results are taken for not to be had: a deploy or a firewall may refuse them for minutes, an outage may last longer, and
 * a service that cannot be reached at all says nothing about them. What somebody waits for ends otherwise. Whatever is missing can be read again later.
 */
export function isLasting(failure: ApiFailure, job: TrackedJob, now: number): boolean {
  const { since, times } = job.unread ?? { since: now, times: 0 };
  if (job.onRequest !== undefined) return false;
  const kind = troubleOf(failure);
  if (kind === undefined || failure.kind === 'cut' || failure.kind === 'timeout') return false;
  return times >= fewestReadings && now - since >= lastingMs[kind];
}

export function isUnmatched({ same, rows }: MappedResults): boolean {
  return same?.verdict === 'unmatched' || rows.some(({ verdict }) => verdict === 'unmatched');
}

/** Why entries are unmatched, with what the service says about the job; or what it says of entries that all failed alike. */
export function whyMissing(
  mapped: MappedResults,
  job: TrackedJob,
  failure: ApiFailure | undefined,
): Why | undefined {
  const said = wordsOf(job);
  const detail = said === undefined ? {} : { detail: said };
  if (!isUnmatched(mapped)) {
    const alike = mapped.same !== undefined && mapped.same.verdict !== 'succeeded';
    return alike && said !== undefined ? { code: 'jobSaid', ...detail } : undefined;
  }
  if (failure !== undefined) return whyOf(failure);
  const { cutShort } = job;
  if (cutShort !== undefined) {
    return { code: 'notListed', ...(cutShort.next === undefined ? detail : { detail: cutShort.next }) };
  }
  return { code: mapped.strays.length > 0 ? 'untied' : 'noResult', ...detail };
}

/** The service's own words about the job: nowhere else does a job that failed as a whole say why. */
function wordsOf({ statusMessage, warnings }: TrackedJob): string | undefined {
  const words = [statusMessage, warnings].filter(text => text !== undefined && text !== '');
  return words.length === 0 ? undefined : words.join('; ').slice(0, wordsLength);
}
