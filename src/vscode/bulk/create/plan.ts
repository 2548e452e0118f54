import { setImmediate } from 'node:timers/promises';
import type { EntrySet } from '../../../core/bulk/entrySet';
import type { Limits } from '../../../core/bulk/preflight/report';
import type { EntryIndex } from '../../../core/bulk/scan/entryIndex';

/** After so many entries others on this thread have their turn. */
const sliceEntries = 20_000;

/** How many requests it takes to send these entries, each filled as far as count and bytes allow. */
export async function countRequestsFor(
  index: EntryIndex,
  entries: EntrySet,
  limits: Limits,
): Promise<number> {
  let requests = 0;
  let inRequest = 0;
  let body = 0;
  let counted = 0;
  for (const entry of entries) {
    const size = index.length(entry) + 1;
    if (requests === 0 || inRequest >= limits.entries || body + size > limits.bytes) {
      requests++;
      inRequest = 0;
      body = 1;
    }
    inRequest++;
    body += size;
    if (++counted % sliceEntries === 0) await setImmediate();
  }
  return requests;
}
