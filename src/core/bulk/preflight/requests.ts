import type { EntryIndex } from '../scan/entryIndex';
import { hasBit } from './bits';
import type { Limits, RequestPlan } from './report';

/**
 * How many requests it takes, when each takes the next entries as long as count and bytes of its body allow. An entry that is too
 * large by itself still gets a request.
 * @param without entries that are left out, one bit each
 */
export function countRequests(index: EntryIndex, limits: Limits, without: Uint8Array): RequestPlan {
  let entries = 0;
  let requests = 0;
  let bytes = 0;
  let inRequest = 0;
  let body = 0;
  for (let entry = 0; entry < index.count; entry++) {
    if (hasBit(without, entry)) continue;
    // The comma or opening bracket before it; the closing one is counted with the request.
    const size = index.length(entry) + 1;
    if (requests === 0 || inRequest >= limits.entries || body + size > limits.bytes) {
      requests++;
      bytes++;
      inRequest = 0;
      body = 1;
    }
    entries++;
    inRequest++;
    body += size;
    bytes += size;
  }
  return { entries, requests, bytes };
}
