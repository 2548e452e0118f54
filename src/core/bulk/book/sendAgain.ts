import type { EntrySet } from '../entrySet';
import type { RunBook } from './book';
import { entriesOfRest, entriesToRetry, entriesUnseen } from './family';

/** Why entries of a family are sent by another run: they failed, they were never sent, or they were looked for and not seen. */
export type AgainOrigin = 'retry' | 'rest' | 'unseen';

/** The entries that such a run sends. */
export function entriesAgain(books: readonly RunBook[], origin: AgainOrigin): EntrySet {
  switch (origin) {
    case 'retry':
      return entriesToRetry(books);
    case 'rest':
      return entriesOfRest(books);
    case 'unseen':
      return entriesUnseen(books);
  }
}
