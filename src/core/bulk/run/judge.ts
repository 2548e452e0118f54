import type { Answer, ApiFailure, ApiResult, ServiceMessage } from '../../api/result';
import type { ChunkOutcome, Why } from '../records';
import { joinSentences } from '../../sentences';

/** What a bulk-create answered. */
export interface Acknowledged {
  readonly jobId?: string;
}

/** What an outcome says about the run as a whole. */
export type Sign =
  | { readonly kind: 'taken' }
  /** Taken, and nobody can follow it. `anyTracked`: other chunks of the run have jobs. */
  | { readonly kind: 'untracked'; readonly anyTracked: boolean }
  /** 429: too much at a time. */
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number }
  | { readonly kind: 'unreachable'; readonly stubborn: boolean }
  /** The token, the role or the path: true for every chunk alike. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'unknown'; readonly retryAfterMs?: number };

export interface Judged {
  readonly outcome: ChunkOutcome;
  readonly sign: Sign;
}

const answerLength = 2_000;
const wordsLength = 500;

/**
 * What is known of a chunk after its one POST.
 *
 * A 401 or 403 is said before anything is looked at, so its entries are planned again and the run stops to ask. So is a
 * 404 as long as nothing was accepted: it then speaks of the procedure (hidden or gone, section 16, 15), not of entries.
 * @param entries how many the chunk holds: a single one that is too large is refused
 * @param anyAccepted whether the service has taken a chunk of this run before
 * @param jobIds jobs of the run's other chunks: what one of them says must not be taken for what became of this chunk
 */
export function judge(
  result: ApiResult<Acknowledged>,
  entries: number,
  anyAccepted: boolean,
  jobIds: ReadonlySet<string> = new Set(),
): Judged {
  if (result.ok) {
    const { jobId } = result.value;
    const { serverTime } = result.answer;
    if (jobId === undefined || jobIds.has(jobId)) {
      const sign = { kind: 'untracked', anyTracked: jobIds.size > 0 } as const;
      return { outcome: untracked(result.answer, jobId), sign };
    }
    const warnings = wordsLine(result.answer.warnings);
    const more = {
      ...(serverTime === undefined ? {} : { serverTime }),
      ...(warnings === undefined ? {} : { warnings }),
    };
    return { outcome: { kind: 'accepted', jobId, ...more }, sign: { kind: 'taken' } };
  }
  const { failure } = result;
  const why = whyOf(failure);
  if (failure.kind === 'noToken') return { outcome: { kind: 'again', why }, sign: { kind: 'denied' } };
  if (failure.kind === 'status') return judgeStatus(failure, why, entries, anyAccepted);
  switch (failure.effect) {
    case 'notSent': {
      const stubborn =
        failure.kind === 'unreachable' && (failure.reason === 'tls' || failure.reason === 'proxy');
      return { outcome: { kind: 'again', why }, sign: { kind: 'unreachable', stubborn } };
    }
    case 'refused':
      return { outcome: { kind: 'refused', why }, sign: { kind: 'refused' } };
    case 'unknown':
      return { outcome: { kind: 'unknown', why }, sign: { kind: 'unknown' } };
  }
}

function judgeStatus(
  failure: Extract<ApiFailure, { kind: 'status' }>,
  why: Why,
  entries: number,
  anyAccepted: boolean,
): Judged {
  const { status, effect, retryAfterMs } = failure;
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { outcome: { kind: 'again', why }, sign: { kind: 'throttled', ...asked } };
  if (status === 401 || status === 403 || (status === 404 && !anyAccepted)) {
    return { outcome: { kind: 'again', why }, sign: { kind: 'denied' } };
  }
  if (status === 413 && entries > 1) {
    return { outcome: { kind: 'tooLarge', why }, sign: { kind: 'tooLarge' } };
  }
  if (effect === 'refused') return { outcome: { kind: 'refused', why }, sign: { kind: 'refused' } };
  if (effect === 'notSent') {
    return { outcome: { kind: 'again', why }, sign: { kind: 'unreachable', stubborn: false } };
  }
  return { outcome: { kind: 'unknown', why }, sign: { kind: 'unknown', ...asked } };
}

/**
 * Taken, but not to be followed.
 * @param otherJob the id in the answer, which is that of another chunk's job
 */
function untracked({ status, text }: Answer, otherJob: string | undefined): ChunkOutcome {
  const answer = text.slice(0, answerLength);
  if (otherJob === undefined) return { kind: 'untracked', status, answer };
  return { kind: 'untracked', status, answer, why: { code: 'otherJob', detail: otherJob } };
}

/** What the service says besides, short; undefined for nothing. */
export function wordsLine(messages: readonly ServiceMessage[]): string | undefined {
  const line = joinSentences(messages.map(({ text }) => text));
  return line === '' ? undefined : line.slice(0, wordsLength);
}

/** A failure as the journal keeps it. */
export function whyOf(failure: ApiFailure): Why {
  const detail = wordsOf(failure).slice(0, wordsLength);
  return {
    code: failure.kind,
    ...('status' in failure ? { status: failure.status } : {}),
    ...(detail === '' ? {} : { detail }),
  };
}

/** A reason in one line, as a pause tells it. */
export function detailOf(why: Why): string {
  return [why.status, why.detail].filter(part => part !== undefined).join(' ') || why.code;
}

function wordsOf(failure: ApiFailure): string {
  switch (failure.kind) {
    case 'unreachable':
    case 'cut':
      return failure.detail;
    case 'redirect':
      return failure.location;
    case 'status':
      return failure.messages.length > 0
        ? joinSentences(failure.messages.map(({ text }) => text))
        : failure.excerpt;
    case 'serviceErrors':
      return joinSentences(failure.messages.map(({ text }) => text));
    case 'unreadable':
      return failure.excerpt;
    case 'noToken':
    case 'cancelled':
    case 'timeout':
    case 'tooLarge':
      return '';
  }
}
