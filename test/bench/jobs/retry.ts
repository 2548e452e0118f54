import { EntrySet } from '../../../src/core/bulk/entrySet';
import { readBody } from '../../../src/core/bulk/run/body';
import { cutChunk } from '../../../src/core/bulk/run/cut';
import { defaultLimits } from '../../../src/core/bulk/run/limits';
import { scan } from '../../../src/core/bulk/scan/scan';
import { openFile } from '../../../src/core/bulk/scan/source';

export interface RetryFigures {
  readonly ms: number;
  readonly entries: number;
  readonly bodies: number;
}

/**
 * A process of its own: `scattered|clustered FILE`. Cuts the failed tenth of the entries into chunks and makes the bodies, as a retry does. Each
 * tenth entry has failed, or each tenth hundred of neighbours. The first pass warms up what a process that has sent a million entries has warm.
 */
const [what = '', file = ''] = process.argv.slice(2);
const source = await openFile(file);
const scanned = await scan(source);
if (!scanned.ok) throw new Error(JSON.stringify(scanned));
const { index } = scanned;
const failed = EntrySet.of(failedEntries());
await bodies(failed.take(Math.floor(failed.size / 20)));
const start = performance.now();
const count = await bodies(failed);
const figures: RetryFigures = { ms: performance.now() - start, entries: failed.size, bodies: count };
console.log(JSON.stringify(figures));

function* failedEntries(): Generator<number> {
  const together = what === 'clustered' ? 100 : 1;
  for (let entry = 0; entry < index.count; entry++) {
    if (Math.floor(entry / together) % 10 === 3) yield entry;
  }
}

async function bodies(entries: EntrySet): Promise<number> {
  const limits = { entries: defaultLimits.chunkEntries, bytes: defaultLimits.chunkBytes };
  let left = entries;
  let made = 0;
  for (; left.size > 0; made++) {
    const cut = cutChunk(left.take(limits.entries), entry => index.length(entry), limits);
    const body = await readBody(source, index, cut.entries);
    if (body?.length !== cut.bytes) throw new Error('A body of the wrong size.');
    left = left.minus(EntrySet.of(cut.entries));
  }
  return made;
}
