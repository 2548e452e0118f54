import * as vscode from 'vscode';
import type { RunBook } from '../../../core/bulk/book/book';
import type { BookChunk } from '../../../core/bulk/book/types';
import type { EntrySet } from '../../../core/bulk/entrySet';
import { entriesText } from '../../words/bulkCounts';
import { whyText } from '../../words/resultWords';
import { numberText } from '../lineWords';
import { ownersOf } from './familyRows';
import { short } from './resultText';

const mostChunks = 100;

/** The part of a report about requests of which nobody knows what became, and what to do; empty when there are none. */
export function doubtText(
  runs: readonly { readonly book: RunBook }[],
  place: (entry: number) => string,
): string {
  const lines: string[] = [];
  let more = 0;
  const owners = ownersOf(runs.map(({ book }) => book));
  for (const [at, { book }] of runs.entries()) {
    for (const chunk of book.chunks()) {
      const why = reasonFor(chunk);
      const open =
        why === undefined ? 0 : stillInDoubt(book, chunk.entries, entry => owners[entry] === at + 1);
      if (why === undefined || open === 0) continue;
      if (lines.length >= mostChunks) more++;
      else lines.push(`  ${chunkText(chunk, open, place)}: ${short(why)}`);
    }
  }
  if (lines.length === 0) return '';
  const anyKey = runs.some(({ book }) => book.run.primaryKey !== undefined);
  return [
    vscode.l10n.t('Requests of unknown outcome'),
    ...lines,
    ...(more > 0 ? [`  ${vscode.l10n.t('… and {0} more', numberText(more))}`] : []),
    `  ${anyKey ? lookAdvice() : noKeyAdvice()}`,
  ].join('\n');
}

function reasonFor(chunk: BookChunk): string | undefined {
  if (chunk.kind === 'unknown') return whyText(chunk.why);
  if (chunk.kind === 'untracked') {
    if (chunk.why !== undefined) return whyText(chunk.why);
    return vscode.l10n.t('Accepted, but without a job id. The answer: {0}', chunk.answer);
  }
  return undefined;
}

/** A look may have found some of them since, or a later run sent them again. */
function stillInDoubt(book: RunBook, entries: EntrySet, isLast: (entry: number) => boolean): number {
  let count = 0;
  entries.forEach(entry => {
    const verdict = book.verdict(entry);
    if (!isLast(entry)) return;
    if (verdict === 'unknown' || verdict === 'untracked') count++;
  });
  return count;
}

function chunkText({ id, entries }: BookChunk, open: number, place: (entry: number) => string): string {
  const first = entries.first ?? 0;
  return open === entries.size
    ? vscode.l10n.t('Request {0}, {1} from {2}', id, entriesText(open), place(first))
    : vscode.l10n.t(
        'Request {0}, {1} of its {2} entries from {3}',
        id,
        numberText(open),
        numberText(entries.size),
        place(first),
      );
}

function lookAdvice(): string {
  return vscode.l10n.t(
    'They are not sent again by themselves. Look (in the view Runs) asks the service which of them have arrived; what it does not find may have arrived all the same.',
  );
}

function noKeyAdvice(): string {
  return vscode.l10n.t(
    'They are not sent again by themselves. The procedure has no primary key that is known, so a look cannot tell which of them have arrived: compare in ChakraHQ before you send them again.',
  );
}
