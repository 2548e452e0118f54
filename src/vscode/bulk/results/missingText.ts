import * as vscode from 'vscode';
import type { RunBook } from '../../../core/bulk/book/book';
import type { Verdict } from '../../../core/bulk/records';
import { unmatchedText } from '../../words/resultWords';
import { numberText } from '../lineWords';
import { chunkText, openOf } from './doubtText';
import type { RunFacts } from './facts';
import { jobWords, readAgainWords } from './reportLinks';
import { short } from './resultText';

const mostChunks = 100;
const unmatched: ReadonlySet<Verdict> = new Set(['unmatched']);

/**
 * The part of a report about requests with results that are missing or fit no entry: why, and what to do; empty when there are none. Yields after
 * each request.
 * @param owners for each entry the run (from 1) that has the last word on it
 */
export function* missingText(
  runs: readonly { readonly book: RunBook; readonly facts: RunFacts }[],
  owners: Uint16Array,
  place: (entry: number) => string,
): Generator<void, string, void> {
  const lines: string[] = [];
  let more = 0;
  for (const [at, { book, facts }] of runs.entries()) {
    if (book.tally.unmatched === 0) continue;
    for (const chunk of book.chunks()) {
      if (chunk.kind !== 'accepted') continue;
      yield;
      const open = openOf(book, chunk.entries, unmatched, entry => owners[entry] === at + 1);
      if (open === undefined) continue;
      if (lines.length >= mostChunks) more++;
      else {
        const why = facts.missing.get(chunk.id);
        const text = why === undefined ? wordText() : unmatchedText(why);
        lines.push(`  ${chunkText(chunk, open, place)}, ${jobWords(chunk.jobId)}: ${short(text)}`);
      }
    }
  }
  if (lines.length === 0) return '';
  return [
    vscode.l10n.t('Requests with results that are missing or fit no entry for certain'),
    ...lines,
    ...(more > 0 ? [`  ${vscode.l10n.t('… and {0} more', numberText(more))}`] : []),
    `  ${vscode.l10n.t('Their entries were processed, so they are never sent again, not by Retry Failed either. {0} asks the service for the results once more, which creates nothing. A job shows all that the service says of it. What stays without a result: compare in ChakraHQ.', readAgainWords())}`,
  ].join('\n');
}

/** Rows of a word that nobody knows tell it themselves. */
function wordText(): string {
  return vscode.l10n.t('What is known of them stands among the causes above.');
}
