import { EntrySet } from '../entrySet';
import { forEachStretch } from '../rangeBuilder';
import type { Tally } from '../records';
import type { RunBook } from './book';
import { byteOf, entriesWith, tallyOf } from './entryTable';

/*
 * Runs of one family, over the same bytes of one file: first N, the rest, retries, unseen ones. Everywhere below the books come oldest first; a
 * family may be a single run.
 */

const outside = byteOf('outside');
const skipped = byteOf('skipped');

/**
 * The verdict of each entry of the file, as bytes like `RunBook.verdictBytes`: that of the latest run that has one. Skipped is no news: a run that was
 * cancelled before it sent an entry changes nothing about what an earlier run knows. Not to be written to. Throws RangeError for runs over different files.
 */
export function familyVerdicts(books: readonly RunBook[]): Uint8Array {
  const [first, ...later] = books;
  if (first === undefined || later.length === 0) return first?.verdictBytes ?? new Uint8Array(0);
  const { file } = first.run;
  const bytes = first.verdictBytes.slice();
  for (const { run, verdictBytes } of later) {
    if (run.file.sha256 !== file.sha256 || run.file.entries !== file.entries) {
      throw new RangeError('A family of runs over different files');
    }
    overlay(bytes, verdictBytes);
  }
  return bytes;
}

/** Walked with a counter, a callback for each of a million entries takes ten times as long; and in words, since later runs are about few entries as a rule. */
function overlay(bytes: Uint8Array, news: Uint8Array): void {
  const words = new Uint32Array(news.buffer, news.byteOffset, news.length >> 2);
  for (let word = 0; word <= words.length; word++) {
    // Nothing but `outside`, which is 0.
    if (words[word] === 0) continue;
    const end = word === words.length ? news.length : 4 * word + 4;
    for (let entry = 4 * word; entry < end; entry++) {
      const verdict = news[entry] ?? outside;
      if (verdict === outside || (verdict === skipped && bytes[entry] !== outside)) continue;
      bytes[entry] = verdict;
    }
  }
}

/** What a family adds up to: each entry counts once. */
export function familyTally(books: readonly RunBook[]): Tally {
  const [first, ...later] = books;
  if (first !== undefined && later.length === 0) return first.tally;
  const counts = new Uint32Array(256);
  forEachStretch(familyVerdicts(books), (verdict, _, count) => {
    counts[verdict] = (counts[verdict] ?? 0) + count;
  });
  return tallyOf(verdict => counts[byteOf(verdict)] ?? 0);
}

/** The entries to send again after a run: failed, invalid or refused, and only those. Never one that may have arrived. */
export function entriesToRetry(books: readonly RunBook[]): EntrySet {
  return entriesWith(familyVerdicts(books), ['failed', 'invalid', 'refused']);
}

/** The entries that no run has sent: after *first N* the rest, after *Cancel* what was not sent. Without those that the user left out of any run. */
export function entriesOfRest(books: readonly RunBook[]): EntrySet {
  const unsent = entriesWith(familyVerdicts(books), ['outside', 'skipped']);
  return books.reduce((rest, { leftOut }) => rest.minus(leftOut), unsent);
}

/**
 * Entries of which nobody knows whether they arrived, that were looked for after they were sent and not seen. Sending them again is the user's
 * decision: they may still have arrived.
 */
export function entriesUnseen(books: readonly RunBook[]): EntrySet {
  let unseen = EntrySet.empty;
  for (const { toSend, verdictBytes, unseen: ofRun } of books) {
    const sent = toSend.minus(entriesWith(verdictBytes, ['skipped']));
    unseen = unseen.minus(sent).union(ofRun);
  }
  return unseen.intersect(entriesWith(familyVerdicts(books), ['unknown', 'untracked']));
}
