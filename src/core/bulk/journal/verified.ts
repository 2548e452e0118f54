import type { FileHandle } from 'node:fs/promises';
import { JournalDamaged, type Damage } from './journal';
import { readLine } from './line';
import { linesOf, type FileLine } from './lines';

/** A line whose checksum and number are right. */
export interface VerifiedLine {
  readonly number: number;
  readonly offset: number;
  /** Offset of the next line. */
  readonly end: number;
  /** The record's JSON. Valid until the next line is asked for. */
  readonly json: Buffer;
}

/**
 * The good lines of a journal up to byte `end`, in order. A torn tail is left out: it was never flushed, so nothing was done in its name. Throws
 * {@link JournalDamaged} for anything else that is not as it was written.
 *
 * Torn is: what has no line break at the end of the file; and lines with NUL bytes after which nothing good comes (after a power cut a file system
 * may have kept a file's new length but not all of its new blocks). A bad line before a good one, or one without NUL, was flushed and has changed.
 */
export async function* verifiedLines(
  id: string,
  handle: FileHandle,
  end?: number,
): AsyncGenerator<VerifiedLine, void, void> {
  const lines = linesOf(handle, end);
  let number = 0;
  for await (const line of lines) {
    const good = readLine(line.bytes);
    const at = { line: number + 1, offset: line.offset };
    if (!line.ended || !good.ok) {
      const damage = await damageFrom(line, lines, at);
      if (damage === undefined) return;
      throw new JournalDamaged(id, damage);
    }
    if (good.number !== number + 1) throw new JournalDamaged(id, { ...at, reason: 'sequence' });
    number = good.number;
    yield { number, offset: line.offset, end: line.offset + line.bytes.length + 1, json: good.json };
  }
}

/** What the first bad line is when all after it is looked at; undefined for a torn tail. */
async function damageFrom(
  line: FileLine,
  rest: AsyncIterable<FileLine>,
  at: Omit<Damage, 'reason'>,
): Promise<Damage | undefined> {
  if (!line.ended) return undefined;
  let torn = line.bytes.includes(0);
  for await (const { bytes, ended } of rest) {
    if (!ended) torn ||= bytes.includes(0);
    else if (readLine(bytes).ok) return { ...at, reason: 'checksum' };
    else torn ||= bytes.includes(0);
  }
  return torn ? undefined : { ...at, reason: 'checksum' };
}
