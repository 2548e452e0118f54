import { isAscii, isUtf8 } from 'node:buffer';
import { SharedIndex } from '../scan/entryIndex';
import { EntryReader, type EntryRun } from '../scan/reader';
import type { ByteSource } from '../scan/source';
import { makeBits, setBit } from './bits';
import { Causes, type CauseList } from './causes';
import { EntryChecker, type EntryRules } from './entryCheck';
import type { FastCheck } from './fast/fastCheck';
import type { Limits } from './report';
import { parseTogether } from './together';

/** Neighbours that are checked at once; all of them lie in one block of the index. */
export interface RangeTask {
  /** Entry in the file that the block begins with. */
  readonly base: number;
  readonly block: SharedArrayBuffer;
  /** The first one, counted within the block; a multiple of 8. */
  readonly first: number;
  readonly count: number;
  /** Takes 4 bytes for each entry of the block: the hash of its primary key. */
  readonly hashes?: SharedArrayBuffer;
}

export interface RangeResult {
  /** First entry in the file. */
  readonly first: number;
  readonly count: number;
  readonly causes: CauseList;
  /** One bit an entry from `first` on. */
  readonly blocked: Uint8Array;
  readonly flawed: Uint8Array;
}

/** Knows of some entries that there is nothing to be said of them. */
export type FastFilter = Pick<FastCheck, 'accepts' | 'hash'>;

/**
 * An entry that is larger than the limit of a request goes alone in one, up to this size; beyond it, and beyond the limit, it is neither read nor
 * sent. Which size the service takes is not documented; an assumption.
 */
export const largestEntry = 8_000_000;

const mark = Buffer.from('‹');
const escapedMark = Buffer.from('\\u2039');

/** Checks neighbouring entries. Throws only what reading throws. */
export async function checkRange(
  source: ByteSource,
  task: RangeTask,
  { fast, ...rules }: EntryRules & { readonly fast?: FastFilter | undefined },
  limits: Limits,
): Promise<RangeResult> {
  const { base, block, first, count } = task;
  const index = SharedIndex.from({ count: first + count, blocks: [block] });
  const causes = new Causes();
  const checker = new EntryChecker(causes, rules);
  const hashes = task.hashes && new Uint32Array(task.hashes);
  const blocked = makeBits(count);
  const flawed = makeBits(count);
  const note = (local: number, verdict: number, hash = checker.hash): void => {
    if (hashes) hashes[local] = hash;
    if (verdict === 0) return;
    if (verdict & 1) setBit(flawed, local - first);
    if (verdict & 2) setBit(blocked, local - first);
  };
  const hardLimit = Math.max(limits.bytes, largestEntry);
  const oversized = (local: number): number =>
    checker.refuse({ entry: base + local, line: index.line(local) }, 'oversized', () => ({
      code: 'oversized',
      params: { limit: hardLimit },
      severity: 'error',
      path: [],
    }));

  const readable: number[] = [];
  for (let local = first; local < first + count; local++) {
    if (index.length(local) + 2 > hardLimit) note(local, oversized(local));
    else readable.push(local);
  }
  for await (const run of new EntryReader(source, index).runs(readable)) {
    const seen = look(run);
    const entries =
      fast === undefined || seen.broken
        ? run.entries
        : unsureOf(run, index, fast, local => note(local, 0, fast.hash));
    const values = seen.broken ? undefined : parseTogether({ ...run, entries }, index, seen.encoding);
    for (const local of entries) {
      const start = run.start(local);
      const end = start + index.length(local);
      const entry = base + local;
      const line = index.line(local);
      let verdict: number;
      if (seen.broken && !isUtf8(run.bytes.subarray(start, end))) {
        verdict = checker.refuse({ entry, line }, 'notUtf8', () => ({
          code: 'notUtf8',
          params: {},
          severity: 'error',
          path: [],
        }));
      } else {
        verdict = checker.check({
          entry,
          line,
          text: () => run.bytes.toString(seen.encoding, start, end),
          value: values?.next().value,
          keys: index.keys(local),
          longNumber: index.hasLongNumber(local),
          placeholder: seen.placeholder,
        });
      }
      note(local, verdict);
    }
  }
  return { first: base + first, count, causes: causes.take(), blocked, flawed };
}

/** After so many entries of a run of which none was taken, the others are not tried. */
const tries = 64;

/** The entries of a run that are not known to be right; `take` is called for each of the others. */
function unsureOf(
  run: EntryRun,
  index: SharedIndex,
  fast: FastFilter,
  take: (local: number) => void,
): readonly number[] {
  const { bytes, entries } = run;
  const unsure: number[] = [];
  for (const [at, local] of entries.entries()) {
    if (at === tries && unsure.length === tries) return entries;
    const from = run.start(local);
    if (fast.accepts(bytes, from, from + index.length(local))) take(local);
    else unsure.push(local);
  }
  return unsure;
}

/** What a look at all bytes of a run tells of each entry in it. */
function look({ bytes }: EntryRun): { encoding: 'latin1' | 'utf8'; broken: boolean; placeholder: boolean } {
  const ascii = isAscii(bytes);
  return {
    encoding: ascii ? 'latin1' : 'utf8',
    broken: !ascii && !isUtf8(bytes),
    placeholder: bytes.includes(escapedMark) || (!ascii && bytes.includes(mark)),
  };
}
