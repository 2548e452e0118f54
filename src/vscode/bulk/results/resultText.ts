import type { Cause } from '../../../core/bulk/book/types';
import type { ReportRow } from '../../../core/bulk/book/changes';
import { oneLine } from '../../words/plain';
import { unmatchedText, verdictSentence, whyText } from '../../words/resultWords';

const longest = 1_000;

/** What became of an entry, in one line: what it means, then why, in the service's own words. */
export function resultText(row: Pick<ReportRow, 'verdict' | 'why' | 'message'>, field?: string): string {
  const { verdict, why, message } = row;
  if (verdict === 'unmatched' && why !== undefined && message === undefined) return short(unmatchedText(why));
  // A sentence that says it all.
  if (verdict === 'untracked' && why !== undefined) return short(whyText(why));
  const words = message ?? (why === undefined ? '' : whyText(why));
  const named = field === undefined ? words : `${field}: ${words}`;
  return short(`${verdictSentence(verdict)} ${named}`.trim());
}

/** The same for a cause that many entries share. */
export function causeText({ verdict, code, status, field, message }: Cause): string {
  const why =
    code === undefined
      ? undefined
      : {
          code,
          ...(status === undefined ? {} : { status }),
          ...(message === undefined ? {} : { detail: message }),
        };
  const said = why === undefined && message !== undefined ? { message } : {};
  return resultText({ verdict, ...(why === undefined ? {} : { why }), ...said }, field);
}

/** A text from outside on one line, cut where it is too long. */
export function short(text: string, most = longest): string {
  const line = oneLine(text).trim();
  return line.length > most ? `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
