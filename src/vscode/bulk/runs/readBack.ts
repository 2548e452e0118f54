import type { RunBook } from '../../../core/bulk/book/book';
import type { EntrySet } from '../../../core/bulk/entrySet';
import type { Why } from '../../../core/bulk/records';
import type { RunEngine } from '../../../core/bulk/run/engine';
import { Slices } from '../../../core/slices';

/** Results that nobody has read, since the counts said that all is well; or those that could not be tied to entries. */
export type ReadWhich = 'unread' | 'unmatched';

/** How far the reading of results came. */
export interface ReadBack {
  /** Requests whose results were to be read. */
  readonly asked: number;
  /** Those that told something. */
  readonly read: number;
  /** Why the rest was not asked for: where the service would not give the results of one, it would not give the others. */
  readonly stopped?: Why;
}

/** Reads results again from the service, one request's after the other. Nothing is created by that. */
export async function readBack(
  { book, engine }: { readonly book: RunBook; readonly engine: Pick<RunEngine, 'readResults'> },
  which: ReadWhich,
  signal?: AbortSignal,
): Promise<ReadBack> {
  const chunks = await chunksToRead(book, which);
  let read = 0;
  for (const chunk of chunks) {
    const result = await engine.readResults(chunk, signal);
    if (result.kind === 'cancelled') break;
    if (result.kind === 'failed') return { asked: chunks.length, read, stopped: result.why };
    if (result.kind === 'read') read++;
  }
  return { asked: chunks.length, read };
}

async function chunksToRead(book: RunBook, which: ReadWhich): Promise<readonly number[]> {
  const chunks: number[] = [];
  if (which === 'unmatched' && book.tally.unmatched === 0) return chunks;
  const slices = new Slices();
  for (const { id, kind, pending, entries } of [...book.chunks()]) {
    if (slices.due) await slices.rest();
    if (kind !== 'accepted' || pending > 0) continue;
    const isWanted = which === 'unread' ? book.job(id)?.pages === 0 : hasUnmatched(book, entries);
    if (isWanted) chunks.push(id);
  }
  return chunks;
}

function hasUnmatched(book: RunBook, entries: EntrySet): boolean {
  let has = false;
  entries.forEach(entry => (has ||= book.verdict(entry) === 'unmatched'));
  return has;
}
