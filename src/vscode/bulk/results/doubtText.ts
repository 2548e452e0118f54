import * as vscode from 'vscode';
import type { RunBook } from '../../../core/bulk/book/book';
import type { BookChunk } from '../../../core/bulk/book/types';
import type { EntrySet } from '../../../core/bulk/entrySet';
import type { Verdict } from '../../../core/bulk/records';
import { entriesText } from '../../words/bulkCounts';
import { whyText } from '../../words/resultWords';
import { numberText } from '../lineWords';
import { short } from './resultText';

const mostChunks = 100;

/**
 * The part of a report about requests of which nobody knows what became, and what to do; empty when there are none. Yields after each request: all entries
 * of a run may be in doubt.
 * @param owners for each entry the run (from 1) that has the last word on it
 */
export function* doubtText(
  runs: readonly { readonly book: RunBook }[],
  owners: Uint16Array,
  place: (entry: number) => string,
): Generator<void, string, void> {
  const lines: string[] = [];
  let more = 0;
  for (const [at, { book }] of runs.entries()) {
    if (book.tally.unknown + book.tally.untracked === 0) continue;
    for (const chunk of book.chunks()) {
      const why = reasonFor(chunk);
      if (why === undefined) continue;
      yield;
      const open = openOf(book, chunk.entries, inDoubt, entry => owners[entry] === at + 1);
      if (open === undefined) continue;
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

const inDoubt: ReadonlySet<Verdict> = new Set(['unknown', 'untracked']);

/** Entries of a chunk that are open still. */
export interface Open {
  readonly count: number;
  readonly first: number;
}

/** The entries of a chunk with such a verdict still: a look may have found some of them since, or a later run sent them again. */
export function openOf(
  book: RunBook,
  entries: EntrySet,
  verdicts: ReadonlySet<Verdict>,
  isLast: (entry: number) => boolean,
): Open | undefined {
  let count = 0;
  let first = 0;
  entries.forEach(entry => {
    if (!isLast(entry) || !verdicts.has(book.verdict(entry))) return;
    if (count++ === 0) first = entry;
  });
  return count === 0 ? undefined : { count, first };
}

/** `Request 3, 2 of its 8 entries from line 12`. */
export function chunkText(
  { id, entries }: Pick<BookChunk, 'id' | 'entries'>,
  { count, first }: Open,
  place: (entry: number) => string,
): string {
  return count === entries.size
    ? vscode.l10n.t('Request {0}, {1} from {2}', id, entriesText(count), place(first))
    : vscode.l10n.t(
        'Request {0}, {1} of its {2} entries from {3}',
        id,
        numberText(count),
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
