import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import type { Tally, Verdict, VerdictsRecord, Why } from '../../core/bulk/records';
import { numberText } from '../bulk/lineWords';
import { failureCause } from './failures';

type Shown = keyof Tally;

/** In the order in which they are listed. */
export const shownVerdicts: readonly Shown[] = [
  'succeeded',
  'failed',
  'invalid',
  'refused',
  'unknown',
  'untracked',
  'unmatched',
  'skipped',
  'pending',
];

/** What stands behind a number: `8 failed`. */
export function verdictText(verdict: Shown): string {
  switch (verdict) {
    case 'succeeded':
      return vscode.l10n.t('created');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'invalid':
      return vscode.l10n.t('not valid');
    case 'refused':
      return vscode.l10n.t('refused');
    case 'unknown':
      return vscode.l10n.t('unknown whether they arrived');
    case 'untracked':
      return vscode.l10n.t('accepted, but cannot be followed');
    case 'unmatched':
      return vscode.l10n.t('processed, but the result fits no entry for certain');
    case 'skipped':
      return vscode.l10n.t('not sent');
    case 'pending':
      return vscode.l10n.t('still open');
  }
}

/** `990 created, 8 failed, 2 not valid`: every verdict that occurs. */
export function countsText(tally: Tally): string {
  const parts = shownVerdicts
    .filter(verdict => tally[verdict] > 0)
    .map(verdict => `${numberText(tally[verdict])} ${verdictText(verdict)}`);
  return parts.length === 0 ? vscode.l10n.t('no entries') : parts.join(', ');
}

/** What a result says of one entry, before the service's own words. */
export function verdictSentence(verdict: Exclude<Verdict, 'outside' | 'pending'>): string {
  switch (verdict) {
    case 'succeeded':
      return vscode.l10n.t('Created.');
    case 'failed':
      return vscode.l10n.t('Failed.');
    case 'invalid':
      return vscode.l10n.t('Not valid, and not processed.');
    case 'refused':
      return vscode.l10n.t('The request was refused: not created.');
    case 'unknown':
      return vscode.l10n.t('Unknown whether it arrived. It is not sent again by itself.');
    case 'untracked':
      return vscode.l10n.t('Accepted without a job id: what becomes of it cannot be followed.');
    case 'unmatched':
      return vscode.l10n.t('Processed, but which result is its own cannot be told.');
    case 'skipped':
      return vscode.l10n.t('Not sent.');
  }
}

/** Why an entry is unmatched: results that are missing, or that could not be read. */
export function unmatchedText(why: Why): string {
  const own = why.code === 'noResult' || why.code === 'notListed' || why.code === 'untied';
  return own
    ? whyText(why)
    : vscode.l10n.t('Its result could not be read. {0} Read the results again later.', whyText(why));
}

/** Why a request did not succeed, in the words of a single create where they are the same. */
export function whyText(why: Why): string {
  const failure = failureOf(why);
  if (failure !== undefined) return failureCause(failure);
  const detail = why.detail ?? '';
  switch (why.code) {
    case 'timeout':
      return vscode.l10n.t('The service did not answer in time.');
    case 'tooLarge':
      return vscode.l10n.t('The answer was too large and was not read to its end.');
    case 'unreadable':
      return vscode.l10n.t(
        'The answer (status {0}) is not the JSON of the ChakraHQ API. It begins: {1}',
        why.status ?? '?',
        detail === '' ? vscode.l10n.t('(nothing)') : detail,
      );
    case 'crashed':
      return vscode.l10n.t('VS Code ended before the answer was there.');
    case 'fileChanged':
      return vscode.l10n.t(
        'The results are here, but only the file as it was sent tells which is whose, and it has changed or is away. Restore its old content: it is looked for by itself. Or stop asking for the job: its entries are then in doubt, and a look tells which have arrived.',
      );
    case 'noResult':
      return withWords(
        vscode.l10n.t(
          'The service has no result for it. Read the results again later, or compare in ChakraHQ.',
        ),
        detail,
      );
    case 'notListed':
      return detail === ''
        ? vscode.l10n.t('The service has more results than it leads to. Compare in ChakraHQ.')
        : vscode.l10n.t(
            'The service has more results, but the next page that it names is not one of its own: {0}. Compare in ChakraHQ.',
            detail,
          );
    case 'untied':
      return withWords(
        vscode.l10n.t('Processed, but which result is its own cannot be told. Compare in ChakraHQ.'),
        detail,
      );
    case 'otherJob':
      return vscode.l10n.t(
        'Accepted, but under the job {0}, which the service had named for another request of the run: what becomes of it cannot be followed.',
        detail,
      );
    case 'jobSaid':
      return detail;
    case 'unreachable':
      return vscode.l10n.t('The service cannot be reached ({0}).', detail);
    default:
      return detail;
  }
}

function withWords(text: string, detail: string): string {
  return detail === '' ? text : vscode.l10n.t('{0} It says about the job: {1}', text, detail);
}

function failureOf({ code, status = 0, detail = '' }: Why): ApiFailure | undefined {
  const common = { effect: 'unknown', request: '', attempts: 1 } as const;
  const messages = detail === '' ? [] : [{ text: detail }];
  switch (code) {
    case 'noToken':
    case 'cancelled':
      return { ...common, kind: code };
    case 'cut':
      return { ...common, kind: code, detail };
    case 'redirect':
      return { ...common, kind: code, status, location: detail };
    case 'status':
      return { ...common, kind: code, status, messages, excerpt: '', text: '' };
    case 'serviceErrors':
      return { ...common, kind: code, status, messages, text: '' };
    default:
      return undefined;
  }
}

/** How results were tied to entries. */
export function wayText(way: Exclude<VerdictsRecord['way'], 'none'>): string {
  switch (way) {
    case 'key':
      return vscode.l10n.t('by the primary key');
    case 'echo':
      return vscode.l10n.t(
        'by what each result repeats of its entry: the content, or the place in the request',
      );
    case 'position':
      return vscode.l10n.t('by their order, where all entries of a request have the same result');
    case 'counts':
      return vscode.l10n.t('by the counts of the job, where all entries of a request have the same result');
  }
}
